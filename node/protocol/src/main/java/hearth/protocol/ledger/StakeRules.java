package hearth.protocol.ledger;

/** Who may contribute how much to a node (network specification 8.7). */
public final class StakeRules {

    /** The most contributors of a node, the operator included. */
    public static final int CONTRIBUTORS_MAX = 10;

    /** All of a reward, in the unit of operator fees. */
    public static final int FEE_PERMILL_MAX = 1000;

    private static final int OPERATOR_PERCENT = 25;
    private static final int PERCENT = 100;
    private static final int SMALL_PARTS = 2499;
    private static final int SMALL_WHOLE = 10_000;

    private StakeRules() {}

    /** What an operator contributes at least: a quarter of the requirement, rounded up. */
    public static Amount operatorMinimum(Amount requirement) {
        return requirement.shareUp(OPERATOR_PERCENT, PERCENT);
    }

    /**
     * What somebody without a reservation contributes at least: an equal part of what is missing, so that those who still
     * find a place can always complete the node.
     *
     * @param open   what is neither contributed nor reserved
     * @param places how many more contributors there can be, at least 1
     */
    public static Amount minimum(Amount open, int places) {
        return open.shareUp(1, places);
    }

    /** Whoever contributed less than this is a small contributor: 24.99 % of the requirement. */
    public static Amount smallBelow(Amount requirement) {
        return requirement.share(SMALL_PARTS, SMALL_WHOLE);
    }

    /** Says whether a contributor is a small one. */
    public static boolean isSmall(Amount contributed, Amount requirement) {
        return !contributed.covers(smallBelow(requirement));
    }
}
