package hearth.service.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.ledger.Canonical;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.ListReader;
import hearth.protocol.ledger.NodeRecord;
import java.util.HashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A whole state as bytes, for a disk or for a node that is new. A bt list of genesis, height, block hash, time, pool, and the tables
 * accounts, nodes, names, agenda, quorums, each a list of [key, value].
 *
 * <p>A snapshot from somebody else is worth as much as its root: whoever reads one compares {@link LedgerState#root} with one
 * that is certified before using anything of it.
 */
public final class Snapshot {

    /** The longest snapshot: about 300 000 accounts. */
    public static final int BYTES_MAX = BtCodec.BYTES_MAX;

    private static final int FIELDS = 10;

    private Snapshot() {}

    /** The canonical bytes. Throws {@link IllegalArgumentException} beyond {@link #BYTES_MAX}. */
    public static byte[] encode(LedgerState state) {
        return BtCodec.encode(form(state));
    }

    /** Reads a state from untrusted bytes. Checks the form, and that there are as many tokens as in the genesis. */
    public static LedgerState decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Snapshot", Snapshot::read, Snapshot::form);
    }

    private static Bt form(LedgerState state) {
        var tables = state.tables();
        return Bt.list(
                state.genesis().form(),
                Bt.of(state.height()),
                Forms.of(state.blockHash()),
                Bt.of(state.time()),
                Forms.of(state.pool()),
                tables.accounts().form(),
                tables.nodes().form(),
                tables.names().form(),
                tables.agenda().form(),
                tables.quorums().form());
    }

    private static LedgerState read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Snapshot");
        var genesis = Genesis.read(in.value());
        var tip = new LedgerState.Tip(in.number(), in.hash(), in.number());
        var pool = in.amount();
        var tables = new LedgerState.Tables(
                table(in.value(), Account::read, Account::form, hasLength(LedgerHash.BYTES)),
                table(in.value(), NodeRecord::read, NodeRecord::form, Snapshot::isOwnKey),
                table(in.value(), NameEntry::read, NameEntry::form, hasLength(LedgerHash.BYTES)),
                table(in.value(), Due::read, Due::form, hasLength(Long.BYTES)),
                table(in.value(), Quorum::read, Quorum::form, hasLength(Long.BYTES)));
        var state = new LedgerState(genesis, genesis.hash(), tip, pool, tables);
        if (!state.supply().equals(genesis.supply())) {
            throw new FormatException("Snapshot has more or fewer tokens than its genesis");
        }
        return state;
    }

    private static <V> HashedMap<V> table(
            Bt form, Canonical.Reader<V> reader, Function<V, Bt> writer, BiPredicate<Bytes, V> isKey)
            throws FormatException {
        if (!(form instanceof Bt.List(var items))) {
            throw new FormatException("Table of a snapshot is no list");
        }
        var entries = HashMap.<Bytes, V>newHashMap(items.size());
        for (var item : items) {
            if (!(item instanceof Bt.List(var pair))
                    || pair.size() != 2
                    || !(pair.getFirst() instanceof Bt.Bytes key)) {
                throw new FormatException("Entry of a snapshot is no pair of key and value");
            }
            var value = reader.read(pair.getLast());
            var bytes = Bytes.wrap(key.value());
            if (!isKey.test(bytes, value)) {
                throw new FormatException("Entry of a snapshot has a key that is not its own");
            }
            entries.put(bytes, value);
        }
        return HashedMap.of(writer, entries);
    }

    private static <V> BiPredicate<Bytes, V> hasLength(int length) {
        return (key, _) -> key.length() == length;
    }

    private static boolean isOwnKey(Bytes key, NodeRecord node) {
        return key.equals(LedgerState.key(node.id()));
    }
}
