package hearth.web.page;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments as people say them, in the zone of the house. */
public final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("H:mm:ss", Locale.ROOT);
    private static final int WEEK_DAYS = 7;

    private final Clock clock;
    private final ZoneId zone;
    private final Texts texts;

    public Times(Clock clock, ZoneId zone, Texts texts) {
        this.clock = clock;
        this.zone = zone;
        this.texts = texts;
    }

    /** {@code 9:05}. */
    public String clock(Instant moment) {
        return CLOCK.format(moment.atZone(zone));
    }

    /** The calendar day in the house. */
    public LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    /** {@code Today}, {@code Yesterday}, {@code Tuesday}, {@code 3 May}, {@code 3 May 2024}. */
    public String dayName(Instant moment) {
        var day = day(moment);
        var today = day(clock.instant());
        var ago = ChronoUnit.DAYS.between(day, today);
        if (ago == 0) {
            return texts.get("time.today");
        }
        if (ago == 1) {
            return texts.get("time.yesterday");
        }
        if (ago > 1 && ago < WEEK_DAYS) {
            return format("EEEE", day);
        }
        return format(texts.get(day.getYear() == today.getYear() ? "time.day" : "time.day-and-year"), day);
    }

    /** Whether a moment is still to come. */
    public boolean isAhead(Instant moment) {
        return moment.isAfter(clock.instant());
    }

    /** This moment. */
    public Instant now() {
        return clock.instant();
    }

    /** For lists: the clock today, the day otherwise. */
    public String brief(Instant moment) {
        return day(moment).equals(day(clock.instant())) ? clock(moment) : dayName(moment);
    }

    /** {@code Tuesday 9:05}: day and clock. */
    public String full(Instant moment) {
        return dayName(moment) + " " + clock(moment);
    }

    /** {@code 3 May 2024 9:05:07}: for whoever wants to know exactly. */
    public String exact(Instant moment) {
        return date(moment) + " " + EXACT.format(moment.atZone(zone));
    }

    /** {@code 3 May 2024}. */
    public String date(Instant moment) {
        return format(texts.get("time.day-and-year"), day(moment));
    }

    private String format(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, texts.locale()).format(day);
    }

    /** Machine-readable, for {@code <time datetime>}. */
    public String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
