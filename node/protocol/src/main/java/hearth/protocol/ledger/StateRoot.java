package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import java.nio.ByteBuffer;

/**
 * What the root of a state is made of.
 *
 * <pre>
 * root = BLAKE2b-256("hearth ledger state" 0 ‖ network ‖ height ‖ block ‖ time ‖ pool ‖
 *                    accounts ‖ nodes ‖ names ‖ agenda ‖ quorums)
 * </pre>
 *
 * <p>Numbers have 8 bytes, big-endian; tables stand for themselves with their {@link TableHash}. As bt: a list in the same order.
 *
 * @param network the hash of the genesis
 * @param block   the hash of the last block
 * @param time    its time, in milliseconds since 1970
 * @param pool    what rewards are paid from
 */
public record StateRoot(
        LedgerHash network,
        long height,
        LedgerHash block,
        long time,
        Amount pool,
        LedgerHash accounts,
        LedgerHash nodes,
        LedgerHash names,
        LedgerHash agenda,
        LedgerHash quorums) {

    private static final int FIELDS = 10;

    /** What the state is called. */
    public LedgerHash hash() {
        return LedgerHash.of(
                "hearth ledger state",
                network.toArray(),
                number(height),
                block.toArray(),
                number(time),
                number(pool.units()),
                accounts.toArray(),
                nodes.toArray(),
                names.toArray(),
                agenda.toArray(),
                quorums.toArray());
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    Bt.List form() {
        return Bt.list(
                Forms.of(network),
                Bt.of(height),
                Forms.of(block),
                Bt.of(time),
                Forms.of(pool),
                Forms.of(accounts),
                Forms.of(nodes),
                Forms.of(names),
                Forms.of(agenda),
                Forms.of(quorums));
    }

    static StateRoot read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Root of a state");
        return new StateRoot(
                in.hash(),
                in.number(),
                in.hash(),
                in.number(),
                in.amount(),
                in.hash(),
                in.hash(),
                in.hash(),
                in.hash(),
                in.hash());
    }
}
