package hearth.protocol.ledger;

/**
 * How long things last, counted in blocks of two minutes (network specification 8). A network whose time scale is s lives
 * s times as fast: its periods are as many blocks divided by s, rounded up.
 */
public enum Period {
    /** From the unlock request until the node leaves: 15 days (8.7). */
    UNLOCK(10_800),
    /** For how long after the registration a small contributor may not ask for their stake: 30 days (8.7). */
    SMALL_CONTRIBUTOR(21_600),
    /** For how long the stake of a deregistered node stays locked: 30 days (8.7). */
    DEREGISTRATION(21_600),
    /** From a reward until it can be spent: one day (8.7). */
    REWARD_DELAY(720),
    /** The downtime credit of a fresh node: 2 hours (8.3). */
    CREDIT_START(60),
    /** The credit below which a failing node is deregistered at once: 2 hours (8.3). */
    CREDIT_MIN(60),
    /** The most credit that a node can have: 48 hours (8.3). */
    CREDIT_MAX(1440),
    /** For how long after a penalty another change of address costs nothing: 2 hours (8.4). */
    IP_CHANGE_GRACE(60),
    /** Voters judge by the quorum of so many blocks ago (8.4). */
    VOTE_LAG(11),
    /** For so many blocks a quorum may decide: 60, and 5 for who is a little behind (8.4). */
    VOTES_VALID(65),
    /** For how long a name is kept: a year. */
    NAME(262_800),
    /** By how much blocks may come too early because something waited for them: an hour. */
    AHEAD(30);

    /** Blocks of two minutes in a year of 365 days. */
    public static final long BLOCKS_PER_YEAR = 262_800;

    /** The greatest time scale: 15 days become one block. */
    public static final int SCALE_MAX = 10_800;

    private final int blocks;

    Period(int blocks) {
        this.blocks = blocks;
    }

    /** The length in blocks of a network with that time scale; at least one. */
    public int blocks(int timeScale) {
        return (blocks + timeScale - 1) / timeScale;
    }
}
