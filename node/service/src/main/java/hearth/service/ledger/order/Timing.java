package hearth.service.ledger.order;

/** How long a voter waits for others, in milliseconds. Every further round of a height waits longer. */
final class Timing {

    /** After so long without progress a box asks the others what it lacks. */
    static final long ASK_AGAIN = 1_000;

    /** What waits here is told to the voters again so often. */
    static final long OFFER_AGAIN = 3_000;

    private static final long PROPOSAL = 1_500;
    private static final long BALLOTS = 750;
    private static final long PER_ROUND = 500;
    private static final long MAX = 20_000;

    private Timing() {}

    /** For the proposal of a round. */
    static long proposal(int round) {
        return Math.min(PROPOSAL + round * PER_ROUND, MAX);
    }

    /** For further ballots, once more than two thirds of the voters cast theirs without agreeing. */
    static long ballots(int round) {
        return Math.min(BALLOTS + round * PER_ROUND, MAX);
    }
}
