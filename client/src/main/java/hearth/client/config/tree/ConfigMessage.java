package hearth.client.config.tree;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a config with all its content, and with what its last few ancestors changed (configuration
 * specification, sections 4 and 6):
 *
 * <pre>
 *  d 1:# seqno  1:& tree  1:< [[seqno, hash, diff] …]  1:= own diff  (1:~ signature, 64 bytes)  e
 * </pre>
 *
 * Never changes. The signature, if any, covers everything in front of {@code 1:~}.
 */
public final class ConfigMessage {

    /** How many versions back changes are kept; older branches are lost. */
    public static final int LAG = 5;

    /** The largest plaintext that is read, in bytes. */
    public static final int BYTES_MAX = 1 << 24;

    /** Numbers beyond are refused, so that counting on never overflows. */
    public static final long SEQNO_MAX = 1L << 53;

    static final String SEQNO = "#";
    static final String DATA = "&";
    static final String LAGS = "<";
    static final String DIFF = "=";
    static final String SIGNATURE = "~";

    private final ConfigDict data;
    private final List<Lag> lags;
    private final ConfigDiff diff;
    private final SortedMap<Bytes, Bytes> unknown;
    private final int lag;
    private final byte[] serialized;
    private final Version version;

    /** Takes over {@code serialized}, which says the same as the rest. */
    ConfigMessage(
            long seqno,
            ConfigDict data,
            List<Lag> lags,
            ConfigDiff diff,
            SortedMap<Bytes, Bytes> unknown,
            int lag,
            byte[] serialized) {
        this.data = data;
        this.lags = List.copyOf(lags);
        this.diff = diff;
        this.unknown = unknown;
        this.lag = lag;
        this.serialized = serialized;
        version = new Version(seqno, Bytes.wrap(Crypto.blake2b(Version.HASH_BYTES, serialized)));
    }

    /** The beginning of every config: number 0, nothing inside. */
    public static ConfigMessage initial() {
        return initial(LAG);
    }

    static ConfigMessage initial(int lag) {
        return create(0, ConfigDict.EMPTY, List.of(), ConfigDiff.EMPTY, new TreeMap<>(), lag, Signing.NONE);
    }

    static ConfigMessage create(
            long seqno,
            ConfigDict data,
            List<Lag> lags,
            ConfigDiff diff,
            SortedMap<Bytes, Bytes> unknown,
            int lag,
            Signing signing) {
        var kept = lags.stream()
                .filter(entry ->
                        entry.version().seqno() > seqno - lag && entry.version().seqno() < seqno)
                .toList();
        var serialized = serialize(seqno, data, kept, diff, unknown, signing);
        return new ConfigMessage(seqno, data, kept, diff, unknown, lag, serialized);
    }

    /** Reads a message and checks its signature. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ConfigMessage parse(byte[] plain, Signing signing) throws FormatException {
        return parse(plain, signing.verifier(), LAG);
    }

    /** Reads a message without minding whether it is signed: for what this device itself kept. */
    public static ConfigMessage parseOwn(byte[] plain) throws FormatException {
        return parse(plain, Optional.empty(), LAG);
    }

    static ConfigMessage parse(byte[] plain, Optional<Ed25519PublicKey> verifier, int lag) throws FormatException {
        if (plain.length > BYTES_MAX) {
            throw new FormatException(
                    "Config message has " + plain.length + " bytes, at most " + BYTES_MAX + " allowed");
        }
        return new MessageParser(plain, verifier, lag).parse();
    }

    /** What a device with edits of its own begins with. */
    public Draft next() {
        return new Draft(version.seqno() + 1, lagsOfNext(), data, unknown, lag, data);
    }

    /** The lags of a message that follows this one: this one's own, and its own diff. */
    private List<Lag> lagsOfNext() {
        var next = new ArrayList<Lag>();
        for (var entry : lags) {
            if (entry.version().seqno() > version.seqno() + 1 - lag) {
                next.add(entry);
            }
        }
        next.add(new Lag(version, diff));
        return next;
    }

    public Version version() {
        return version;
    }

    public long seqno() {
        return version.seqno();
    }

    public ConfigDict data() {
        return data;
    }

    /** What this version changed. */
    public ConfigDiff diff() {
        return diff;
    }

    List<Lag> lags() {
        return lags;
    }

    /** The plaintext, as it was read or is to be sent. A fresh array each time. */
    public byte[] serialized() {
        return serialized.clone();
    }

    private static byte[] serialize(
            long seqno,
            ConfigDict data,
            List<Lag> lags,
            ConfigDiff diff,
            SortedMap<Bytes, Bytes> unknown,
            Signing signing) {
        var out = new TreeWriter().mark('d').key(SEQNO).number(seqno);
        writeUnknown(out, unknown.subMap(ConfigDict.key(SEQNO), ConfigDict.key(DATA)));
        out.key(DATA).value(data);
        writeUnknown(out, unknown.subMap(ConfigDict.key(DATA), ConfigDict.key(LAGS)));
        out.key(LAGS).mark('l');
        for (var entry : lags) {
            out.mark('l').number(entry.version().seqno());
            out.octets(entry.version().hash()).diff(entry.diff()).mark('e');
        }
        out.mark('e');
        writeUnknown(out, unknown.subMap(ConfigDict.key(LAGS), ConfigDict.key(DIFF)));
        out.key(DIFF).diff(diff);
        writeUnknown(out, unknown.subMap(ConfigDict.key(DIFF), ConfigDict.key(SIGNATURE)));
        signing.signer().ifPresent(signer -> {
            var signature = Bytes.wrap(signer.sign(out.bytes()));
            out.key(SIGNATURE).octets(signature);
        });
        return out.mark('e').bytes();
    }

    private static void writeUnknown(TreeWriter out, SortedMap<Bytes, Bytes> unknown) {
        unknown.forEach((key, value) -> out.octets(key).raw(value));
    }

    @Override
    public String toString() {
        return "ConfigMessage[" + version.seqno() + ", " + serialized.length + " bytes]";
    }
}
