package hearth.appliance.config;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers for the kinds of values in a configuration file. Units are part of the value: {@code 10s}, {@code 2GiB}. */
final class Values {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(KiB|MiB|GiB)");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Values() {}

    /** A whole number from {@code least} to {@code most}. */
    static Key<Integer> number(String name, int preset, int least, int most) {
        return new Key<>(
                name,
                Integer.toString(preset),
                "a whole number from " + least + " to " + most,
                text -> NUMBER.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(value -> value >= least && value <= most)
                        : Optional.empty());
    }

    /** A length of time of at least {@code least}. */
    static Key<Duration> duration(String name, String preset, Duration least, Duration most) {
        return new Key<>(
                name,
                preset,
                "a length of time such as 30s, 10m, 12h or 7d, from " + least.toSeconds() + "s to " + most.toSeconds()
                        + "s",
                text -> duration(text).filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0));
    }

    private static Optional<Duration> duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** A number of bytes from {@code least} to {@code most}. */
    static Key<Long> size(String name, String preset, long least, long most) {
        return new Key<>(
                name,
                preset,
                "a size such as 512KiB, 2MiB or 1GiB, from " + (least >> 10) + "KiB to " + (most >> 10) + "KiB",
                text -> size(text).filter(value -> value >= least && value <= most));
    }

    private static Optional<Long> size(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "KiB" -> count << 10;
                    case "MiB" -> count << 20;
                    default -> count << 30;
                });
    }

    /** One constant of an enum, written in lower case. */
    static <E extends Enum<E>> Key<E> choice(String name, E preset, Class<E> type) {
        var all = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Key<>(
                name,
                preset.name().toLowerCase(Locale.ROOT),
                "one of " + String.join(", ", all),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant ->
                                constant.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst());
    }

    /** An IP address in figures; names are not looked up. */
    static Key<InetAddress> address(String name, String preset) {
        return new Key<>(name, preset, "an IP address in figures, such as 0.0.0.0 or 192.168.1.20", Values::address);
    }

    private static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // The platform also takes shortened forms such as 10.1, which nobody means to write.
            return Optional.of(InetAddress.ofLiteral(text))
                    .filter(address ->
                            text.indexOf(':') >= 0 || address.getHostAddress().equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A time zone by name, or {@code system} for that of the machine. */
    static Key<ZoneId> zone(String name, String preset) {
        return new Key<>(name, preset, "system, or the name of a time zone such as Europe/Berlin", Values::zone);
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(text.equals("system") ? ZoneId.systemDefault() : ZoneId.of(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Any text that {@code reader} takes. */
    static <T> Key<T> text(String name, String preset, String allowed, Function<String, Optional<T>> reader) {
        return new Key<>(name, preset, allowed, reader);
    }
}
