package hearth.web.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.web.page.Money;
import hearth.web.page.Spans;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the pages of the ledger say things, and how they read what was typed. */
record Words(Texts texts, Times times, Money money, Spans spans, Clock clock) {

    /** So near to a moment, its day says too little. */
    private static final Duration CLOCK_MATTERS = Duration.ofDays(2);

    Words(Texts texts, Times times, Clock clock) {
        this(texts, times, new Money(texts), new Spans(texts), clock);
    }

    /** {@code 5 HRT}. */
    String tokens(Amount amount, LedgerView ledger) {
        return money.text(amount, ledger.symbol());
    }

    /** A day, and the clock where that day is near. */
    String date(Instant moment) {
        var away = Duration.between(clock.instant(), moment).abs();
        var day = times.date(moment);
        return away.compareTo(CLOCK_MATTERS) < 0 ? day + ", " + times.clock(moment) : day;
    }

    /** The day after so long. */
    String dateAfter(Duration span) {
        return date(clock.instant().plus(span));
    }

    /** {@code 12.5 %} of thousandths. */
    String percent(int permill) {
        return money.number(new Amount(permill * (Amount.UNITS_PER_TOKEN / 10))) + "\u00a0%";
    }

    /** Enough of an address, or of a node's key, to recognise it. */
    static String brief(String text) {
        return text.length() <= 20 ? text : text.substring(0, 12) + "…" + text.substring(text.length() - 6);
    }

    static Optional<LedgerAddress> address(String typed) {
        try {
            return Optional.of(LedgerAddress.parse(typed));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    static Optional<NodeId> node(String typed) {
        try {
            return Optional.of(NodeId.parse(typed));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }
}
