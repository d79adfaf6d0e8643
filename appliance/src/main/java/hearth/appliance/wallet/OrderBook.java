package hearth.appliance.wallet;

import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.order.LedgerNode;
import hearth.service.ledger.order.Outcome;
import hearth.web.ledger.Order;
import hearth.web.ledger.Pending;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What was submitted through the pages since the box started, as long as somebody may want to know what became of it: the ledger
 * itself tells only of what it took. Safe for use by many threads.
 */
public final class OrderBook {

    private static final int LINES_MAX = 50;
    private static final int SHOWN_MAX = 10;

    /** The newest first. Guarded by this. */
    private final Deque<Line> lines = new ArrayDeque<>();

    private record Line(LedgerAddress sender, LedgerHash id, Order order, Instant at) {}

    /** Notes an order that was handed in. */
    synchronized void add(LedgerAddress sender, LedgerHash id, Order order, Instant at) {
        lines.addFirst(new Line(sender, id, order, at));
        if (lines.size() > LINES_MAX) {
            lines.removeLast();
        }
    }

    /** How many transactions of a sender are on their way. */
    synchronized int waiting(LedgerAddress sender, LedgerNode ledger) {
        return (int) lines.stream()
                .filter(line -> line.sender().equals(sender))
                .filter(line -> ledger.outcome(line.id()) instanceof Outcome.Waiting)
                .count();
    }

    /** What waits or was refused, the newest first. */
    synchronized List<Pending> pending(LedgerAddress sender, LedgerNode ledger) {
        return lines.stream()
                .filter(line -> line.sender().equals(sender))
                .flatMap(line -> pending(line, ledger.outcome(line.id())).stream())
                .limit(SHOWN_MAX)
                .toList();
    }

    private static Optional<Pending> pending(Line line, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Waiting() -> Optional.of(new Pending(line.order(), line.at(), Optional.empty()));
            case Outcome.Refused refused ->
                Optional.of(new Pending(line.order(), line.at(), Optional.of(Refusals.of(refused.reason()))));
            case Outcome.Taken _ -> Optional.empty();
            case Outcome.Busy() -> Optional.empty();
            case Outcome.Unknown() -> Optional.empty();
        };
    }
}
