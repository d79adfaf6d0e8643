package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.util.ArrayList;
import java.util.List;

/** Takes the items of a bt list one after the other. Every method throws if the next item is something else. */
public final class ListReader {

    private static final int UNSIGNED_BITS = 64;

    private final String what;
    private final List<Bt> items;
    private int next;

    /** For a {@code form} that must be a list of exactly {@code count} items; {@code what} names it in messages. */
    public ListReader(Bt form, int count, String what) throws FormatException {
        if (!(form instanceof Bt.List(var list)) || list.size() != count) {
            throw new FormatException(what + " is a list of " + count + " items");
        }
        this.what = what;
        items = list;
    }

    /** A number from 0 to 2^63 − 1. */
    public long number() throws FormatException {
        var number = take(Bt.Int.class).asLong();
        if (number < 0) {
            throw new FormatException(what + " has a negative number");
        }
        return number;
    }

    /** A number from 0 to {@code max}. */
    public int number(int max) throws FormatException {
        var number = number();
        if (number > max) {
            throw new FormatException(what + " has a number above " + max);
        }
        return (int) number;
    }

    public Amount amount() throws FormatException {
        return new Amount(number());
    }

    /** A swarm id: a number from 0 to 2^64 − 1. */
    public SwarmId swarm() throws FormatException {
        var number = take(Bt.Int.class).value();
        if (number.signum() < 0 || number.bitLength() > UNSIGNED_BITS) {
            throw new FormatException(what + " has no swarm id where it should");
        }
        return new SwarmId(number.longValue());
    }

    /** Exactly {@code length} bytes. */
    public Bytes bytes(int length) throws FormatException {
        var bytes = take(Bt.Bytes.class);
        if (bytes.length() != length) {
            throw new FormatException(what + " has " + bytes.length() + " bytes where " + length + " are expected");
        }
        return Bytes.wrap(bytes.value());
    }

    public LedgerHash hash() throws FormatException {
        return new LedgerHash(bytes(LedgerHash.BYTES));
    }

    public LedgerAddress address() throws FormatException {
        return new LedgerAddress(bytes(Ed25519PublicKey.BYTES));
    }

    public NodeId node() throws FormatException {
        return NodeId.of(bytes(NodeId.BYTES).toArray());
    }

    public Bytes signature() throws FormatException {
        return bytes(Ed25519PublicKey.SIGNATURE_BYTES);
    }

    /** Text of at most {@code bytesMax} bytes of UTF-8. */
    public String text(int bytesMax) throws FormatException {
        var bytes = take(Bt.Bytes.class);
        if (bytes.length() > bytesMax) {
            throw new FormatException(what + " has a text of more than " + bytesMax + " bytes");
        }
        return bytes.text();
    }

    /** A list of at most {@code max} values, each read by {@code reader}. */
    public <T> List<T> list(int max, Canonical.Reader<T> reader) throws FormatException {
        var list = take(Bt.List.class).items();
        if (list.size() > max) {
            throw new FormatException(what + " has a list of more than " + max + " items");
        }
        var values = new ArrayList<T>(list.size());
        for (var item : list) {
            values.add(reader.read(item));
        }
        return List.copyOf(values);
    }

    /** Whatever comes next. */
    public Bt value() {
        return items.get(next++);
    }

    private <T extends Bt> T take(Class<T> type) throws FormatException {
        var item = items.get(next++);
        if (!type.isInstance(item)) {
            throw new FormatException(what + " has no " + type.getSimpleName() + " at position " + (next - 1));
        }
        return type.cast(item);
    }
}
