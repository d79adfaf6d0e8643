package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.ledger.Amount;

/**
 * Something that happened to an account or to a node.
 *
 * @param height the block that brought it about
 * @param time   the time of that block, in milliseconds since 1970
 * @param amount how much; zero where nothing was moved
 * @param other  the 32 bytes of who else is concerned: an address for {@link Kind#SENT} and {@link Kind#RECEIVED}, names
 *               by their hash, a node for everything else about stakes; empty if nobody is
 */
public record HistoryEntry(long height, long time, Kind kind, Amount amount, Bytes other) {

    /** What happened. Kept in databases by its name. */
    public enum Kind {
        /** To an account. */
        SENT,
        RECEIVED,
        FEE,
        REWARD,
        STAKED,
        STAKE_RETURNED,
        UNLOCK_REQUESTED,
        NAME_KEPT,
        NAME_SENT,
        NAME_RECEIVED,
        /** To a node: its turn in the reward queue. The amount can be spent later. */
        NODE_REWARDED,
        NODE_REGISTERED,
        NODE_CONTRIBUTED,
        NODE_ACTIVE,
        NODE_LEAVES,
        NODE_LEFT,
        NODE_DECOMMISSIONED,
        NODE_RECOMMISSIONED,
        NODE_DEREGISTERED,
        NODE_PENALISED
    }
}
