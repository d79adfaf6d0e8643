package hearth.web.inbox;

import hearth.client.config.Expiry;
import hearth.client.config.Expiry.Mode;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.Standing;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When messages disappear: in words, and as choices. */
final class Expiries {

    /** The choices that every app of the network offers, in seconds (messages.md section 7.1). */
    private static final List<Long> AFTER_READ = List.of(300L, 3_600L, 43_200L, 86_400L, 604_800L, 1_209_600L);

    private static final List<Long> AFTER_SEND = List.of(43_200L, 86_400L, 604_800L, 1_209_600L);

    private final Texts texts;
    private final Times times;

    Expiries(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    /**
     * One choice. For templates.
     *
     * @param value as forms send it
     * @param words as people read it
     */
    record Choice(String value, String words, boolean chosen) {}

    /** Everything that can be chosen in a conversation; what another app chose is among it, whatever it is. */
    List<Choice> choices(Standing standing, Expiry chosen) {
        var all = new ArrayList<Expiry>();
        all.add(Expiry.OFF);
        if (standing != Standing.SELF) {
            AFTER_READ.forEach(seconds -> all.add(new Expiry(Mode.AFTER_READ, seconds)));
        }
        AFTER_SEND.forEach(seconds -> all.add(new Expiry(Mode.AFTER_SEND, seconds)));
        if (!all.contains(chosen)) {
            all.add(chosen);
        }
        return all.stream()
                .map(expiry -> new Choice(
                        value(expiry),
                        texts.get("timer.choice." + mode(expiry), duration(expiry)),
                        expiry.equals(chosen)))
                .toList();
    }

    /** How a form names it. */
    String value(Expiry expiry) {
        return mode(expiry) + '.' + expiry.seconds();
    }

    /** What a form named; empty for what is no choice. Untrusted input. */
    Optional<Expiry> of(String value) {
        var offered = new ArrayList<>(List.of(Expiry.OFF));
        AFTER_READ.forEach(seconds -> offered.add(new Expiry(Mode.AFTER_READ, seconds)));
        AFTER_SEND.forEach(seconds -> offered.add(new Expiry(Mode.AFTER_SEND, seconds)));
        return offered.stream().filter(expiry -> value(expiry).equals(value)).findFirst();
    }

    /** What somebody chose, as a sentence. */
    String changed(Expiry expiry, boolean mine, String title) {
        var key = "timer.changed." + mode(expiry);
        return mine ? texts.get(key + ".mine", duration(expiry)) : texts.get(key, title, duration(expiry));
    }

    /** What is chosen, for the head of a conversation; empty if messages stay. */
    String now(Expiry expiry) {
        return expiry.mode() == Mode.OFF ? "" : texts.get("timer.now." + mode(expiry), duration(expiry));
    }

    /** How long a message still lives, in a few words. */
    String left(Disappearing disappearing) {
        return disappearing
                .at()
                .map(at -> texts.get("timer.until", times.full(at)))
                .orElseGet(() -> texts.get("timer.after-read", duration(disappearing.expiry())));
    }

    private static String mode(Expiry expiry) {
        return Titles.key(expiry.mode());
    }

    private String duration(Expiry expiry) {
        var seconds = expiry.seconds();
        for (var unit : Unit.values()) {
            if (seconds % unit.seconds == 0) {
                return texts.get("duration." + Titles.key(unit), seconds / unit.seconds);
            }
        }
        throw new IllegalStateException("Seconds divide everything");
    }

    private enum Unit {
        WEEKS(604_800),
        DAYS(86_400),
        HOURS(3_600),
        MINUTES(60),
        SECONDS(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }
}
