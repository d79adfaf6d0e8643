package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.store.MessageStore.Held;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Messages on their way from one node to another, the payload of {@code sn.data} (network.md §6.2).
 *
 * <pre>
 *  | 0x01 | bt list of: l 33:account 43:hash i timestamp e i expiry e data i namespace e e |
 * </pre>
 *
 * Times are ms since the Unix epoch. Nodes before 2.11.3 leave the namespace out and forget it, so messages that come from
 * them are put where their hash says they belong.
 */
final class DataBatch {

    /** No batch is larger than this, unless a single message is. */
    static final int BYTES_MAX = 9_000_000;

    private static final byte VERSION = 1;

    /** What a message costs in a batch besides its data, at most. */
    private static final int MESSAGE_OVERHEAD_BYTES = 160;

    /** Items without a namespace are tried in these: the ones in use (network.md §3.3). */
    private static final List<Namespace> KNOWN = IntStream.concat(
                    IntStream.of(0, 2, 3, 4, 5, 11, 12, 13, 14, -11, -10, -1), IntStream.rangeClosed(-30, 30))
            .distinct()
            .mapToObj(Namespace::new)
            .toList();

    private DataBatch() {}

    /** What {@code held} adds to a batch, in bytes, at most. */
    static int cost(Held held) {
        return MESSAGE_OVERHEAD_BYTES + held.message().data().length();
    }

    static Bytes encode(List<Held> messages) {
        var list = BtCodec.encode(
                new Bt.List(messages.stream().map(DataBatch::item).toList()));
        var batch = new byte[1 + list.length];
        batch[0] = VERSION;
        System.arraycopy(list, 0, batch, 1, list.length);
        return Bytes.wrap(batch);
    }

    private static Bt item(Held held) {
        var message = held.message();
        return Bt.list(
                Bt.of(held.account().bytes()),
                Bt.text(message.hash().text()),
                Bt.of(message.timestampMs()),
                Bt.of(message.expiryMs()),
                Bt.of(message.data().toArray()),
                Bt.of(held.namespace().value()));
    }

    /**
     * Reads a batch. Untrusted input: throws {@link FormatException}, nothing else. Messages whose hash is not theirs in any
     * namespace are left out: no node could use them.
     */
    static List<Held> decode(byte[] bytes) throws FormatException {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new FormatException("Data batch has another version than " + VERSION);
        }
        var list = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, list, 0, list.length);
        if (!(BtCodec.decode(list) instanceof Bt.List(var items))) {
            throw new FormatException("Data batch is no list");
        }
        var messages = new ArrayList<Held>();
        for (var item : items) {
            read(item).ifPresent(messages::add);
        }
        return messages;
    }

    private static Optional<Held> read(Bt item) throws FormatException {
        if (!(item instanceof Bt.List(var fields)) || fields.size() < 5) {
            throw new FormatException("Data batch holds something other than messages");
        }
        var account = Account.of(bytes(fields.get(0)));
        var hash = MessageHash.parse(new String(bytes(fields.get(1)), StandardCharsets.UTF_8));
        var message =
                new StoredMessage(hash, number(fields.get(2)), number(fields.get(3)), Bytes.wrap(bytes(fields.get(4))));
        if (message.data().length() > Store.DATA_BYTES_MAX) {
            throw new FormatException("A message is longer than " + Store.DATA_BYTES_MAX + " bytes");
        }
        var said = fields.size() > 5 ? namespace(number(fields.get(5))) : Namespace.DIRECT;
        if (message.isGenuine(account, said)) {
            return Optional.of(new Held(account, said, message));
        }
        return KNOWN.stream()
                .filter(namespace -> message.isGenuine(account, namespace))
                .findFirst()
                .map(namespace -> new Held(account, namespace, message));
    }

    private static Namespace namespace(long value) throws FormatException {
        if (value < Namespace.MIN || value > Namespace.MAX) {
            throw new FormatException("Namespace is out of range");
        }
        return new Namespace((int) value);
    }

    private static byte[] bytes(Bt field) throws FormatException {
        if (field instanceof Bt.Bytes text) {
            return text.value();
        }
        throw new FormatException("A message of a data batch has a number where bytes are expected");
    }

    private static long number(Bt field) throws FormatException {
        if (field instanceof Bt.Int number) {
            return number.asLong();
        }
        throw new FormatException("A message of a data batch has no number where one is expected");
    }
}
