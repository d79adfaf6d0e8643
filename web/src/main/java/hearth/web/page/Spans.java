package hearth.web.page;

import java.time.Duration;

/** Lengths of time in words, as exact as a person needs them: the two largest units. */
public final class Spans {

    private static final int DAYS_ALONE = 3;

    private final Texts texts;

    public Spans(Texts texts) {
        this.texts = texts;
    }

    /** {@code 2 h 10 min}, {@code 15 days}, {@code 40 s}. Negative ones are nothing. */
    public String text(Duration span) {
        var all = span.isNegative() ? Duration.ZERO : span;
        if (all.toDays() >= DAYS_ALONE) {
            return texts.get("span.days", all.toDays());
        }
        if (all.toDays() > 0) {
            return pair("span.days", all.toDays(), "span.hours", all.toHoursPart());
        }
        if (all.toHours() > 0) {
            return pair("span.hours", all.toHours(), "span.minutes", all.toMinutesPart());
        }
        if (all.toMinutes() > 0) {
            return pair("span.minutes", all.toMinutes(), "span.seconds", all.toSecondsPart());
        }
        return texts.get("span.seconds", all.toSeconds());
    }

    private String pair(String large, long count, String small, int rest) {
        var first = texts.get(large, count);
        return rest == 0 ? first : first + " " + texts.get(small, rest);
    }
}
