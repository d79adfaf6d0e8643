package hearth.client.config;

import hearth.client.config.tree.ConfigMessage;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a device keeps of a config (configuration specification, section 12), in the form of the reference library, so
 * that the dumps of other clients can be taken over.
 *
 * @param parts parts of large configs that came so far
 */
record ConfigDump(
        SyncedConfig.State state,
        ConfigMessage message,
        Set<String> currentHashes,
        Set<String> oldHashes,
        Bt.Dict parts) {

    private static final String STATE = "!";
    private static final String MESSAGE = "$";
    private static final String CURRENT = "(";
    private static final String OLD = ")";
    private static final String PARTS = "*";
    private static final String EXTRA = "+";

    ConfigDump {
        currentHashes = Set.copyOf(currentHashes);
        oldHashes = Set.copyOf(oldHashes);
    }

    static byte[] write(ConfigDump dump) {
        var fields = new TreeMap<String, Bt>();
        fields.put(STATE, Bt.of(dump.state.ordinal()));
        fields.put(MESSAGE, Bt.of(dump.message.serialized()));
        fields.put(CURRENT, texts(dump.currentHashes));
        fields.put(OLD, texts(dump.oldHashes));
        if (!dump.parts.entries().isEmpty()) {
            fields.put(PARTS, dump.parts);
        }
        fields.put(EXTRA, new Bt.Dict(new TreeMap<>()));
        return BtCodec.encode(Bt.dict(fields));
    }

    static ConfigDump read(byte[] bytes) throws FormatException {
        var fields = BtCodec.decodeDict(bytes);
        var state = fields.number(STATE);
        var states = SyncedConfig.State.values();
        if (state < 0 || state >= states.length) {
            throw new FormatException("Dump of a config has the unknown state " + state);
        }
        return new ConfigDump(
                states[(int) state],
                ConfigMessage.parseOwn(fields.bytes(MESSAGE)),
                hashes(fields, CURRENT),
                hashes(fields, OLD),
                fields.find(PARTS).isPresent() ? fields.dict(PARTS) : new Bt.Dict(new TreeMap<>()));
    }

    private static Bt texts(Collection<String> hashes) {
        return new Bt.List(
                hashes.stream().sorted().map(Bt::text).map(Bt.class::cast).toList());
    }

    /** A list of hashes, or the single hash, perhaps empty, of an older library. */
    private static Set<String> hashes(Bt.Dict fields, String key) throws FormatException {
        var hashes = new TreeSet<String>();
        var value = fields.find(key);
        if (value.isPresent()) {
            var items = value.get() instanceof Bt.List(var list) ? list : List.of(value.get());
            for (var item : new ArrayList<Bt>(items)) {
                if (!(item instanceof Bt.Bytes text)) {
                    throw new FormatException("Dump of a config has something else where hashes belong");
                }
                if (text.length() > 0) {
                    hashes.add(text.text());
                }
            }
        }
        return hashes;
    }
}
