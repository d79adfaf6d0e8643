package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars of rewards for an inline picture, the oldest at the left, and the same as a table.
 *
 * @param width of the picture, in its own units; it is {@value #HEIGHT} high
 */
record Chart(int width, List<Bar> bars) {

    static final int HEIGHT = 60;

    private static final int STEP = 10;
    private static final int BAR = 8;

    /**
     * One bar. For templates.
     *
     * @param x    from the left
     * @param y    from the top
     * @param tall height; 0 for nothing earned, at least 1 otherwise
     */
    record Bar(int x, int y, int width, int tall, String when, String amount) {}

    /** Draws these, the largest as high as the picture. */
    static Chart of(List<OwnNode.Earned> earned, LedgerView ledger, Words words) {
        var most = earned.stream()
                .map(OwnNode.Earned::amount)
                .reduce(new Amount(1), (one, other) -> one.covers(other) ? one : other);
        var bars = new ArrayList<Bar>();
        for (var one : earned) {
            var tall = (int) one.amount().shareUp(HEIGHT, most.units()).units();
            bars.add(new Bar(
                    bars.size() * STEP + 1,
                    HEIGHT - tall,
                    BAR,
                    tall,
                    words.date(one.from()),
                    words.tokens(one.amount(), ledger)));
        }
        return new Chart(Math.max(1, bars.size()) * STEP, List.copyOf(bars));
    }

    /** For templates. */
    public String box() {
        return "0 0 " + width + " " + HEIGHT;
    }

    /** For templates: whether there is anything to see. */
    public boolean any() {
        return bars.stream().anyMatch(bar -> bar.tall() > 0);
    }
}
