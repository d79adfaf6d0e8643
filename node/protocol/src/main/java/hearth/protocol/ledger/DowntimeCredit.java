package hearth.protocol.ledger;

/** How long a node may be away before it loses its place (network specification 8.3). All numbers are blocks. */
public final class DowntimeCredit {

    /** One block of credit for so many blocks up: 24 hours for 30 days. */
    private static final int BLOCKS_UP_PER_CREDIT = 30;

    private static final int COST_OF_ABSENCE = 2;

    private DowntimeCredit() {}

    /** The credit of a node that began with {@code start} and has been active for {@code up}. */
    public static long active(long start, long up, int timeScale) {
        return Math.min(start + up / BLOCKS_UP_PER_CREDIT, Period.CREDIT_MAX.blocks(timeScale));
    }

    /** What is left of {@code atDecommission} after {@code away}; below 0 the node is deregistered. */
    public static long decommissioned(long atDecommission, long away) {
        return atDecommission - away;
    }

    /** With how much a node begins again that was decommissioned with {@code atDecommission} for {@code away}. */
    public static long recommissioned(long atDecommission, long away) {
        return Math.max(0, atDecommission - COST_OF_ABSENCE * away);
    }
}
