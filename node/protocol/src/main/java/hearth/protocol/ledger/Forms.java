package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.NodeId;
import java.util.Collection;
import java.util.function.Function;

/** How the parts of a value are written; {@link ListReader} reads them. */
public final class Forms {

    private Forms() {}

    public static Bt of(Amount amount) {
        return Bt.of(amount.units());
    }

    public static Bt of(LedgerAddress address) {
        return of(address.key());
    }

    public static Bt of(LedgerHash hash) {
        return of(hash.bytes());
    }

    public static Bt of(NodeId node) {
        return Bt.of(node.bytes());
    }

    public static Bt of(Bytes bytes) {
        return Bt.of(bytes.toArray());
    }

    /** A list of {@code values}, each written by {@code form}. */
    public static <T> Bt.List list(Collection<T> values, Function<T, Bt> form) {
        return new Bt.List(values.stream().map(form).toList());
    }
}
