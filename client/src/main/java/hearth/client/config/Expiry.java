package hearth.client.config;

/**
 * When messages of a conversation disappear.
 *
 * @param seconds more than 0, unless the mode is {@link Mode#OFF}: then 0
 */
public record Expiry(Mode mode, long seconds) {

    /** From when on the time counts. The order is that of the numbers in configs. */
    public enum Mode {
        OFF,
        AFTER_SEND,
        AFTER_READ
    }

    /** Messages stay. */
    public static final Expiry OFF = new Expiry(Mode.OFF, 0);

    /** Messages carry no longer time, and configs may say anything. */
    private static final long SECONDS_MAX = 0xffff_ffffL;

    public Expiry {
        if (mode == Mode.OFF ? seconds != 0 : seconds <= 0) {
            throw new IllegalArgumentException("Expiry " + mode + " cannot be after " + seconds + " seconds");
        }
    }

    /** The expiry with these values, at most as long as messages can say; {@link #OFF} if they make no sense together. */
    public static Expiry of(Mode mode, long seconds) {
        return mode == Mode.OFF || seconds <= 0 ? OFF : new Expiry(mode, Math.min(seconds, SECONDS_MAX));
    }

    /** The expiry with the number that configs use for the mode, as {@link #OFF} if that makes no sense. */
    public static Expiry of(long mode, long seconds) {
        return mode > 0 && mode < Mode.values().length ? of(Mode.values()[(int) mode], seconds) : OFF;
    }
}
