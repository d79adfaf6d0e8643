package hearth.web.household;

import java.util.Arrays;
import java.util.Optional;

/**
 * Some digits that unlock a locked browser, as typed; kept only as long as a request takes. Digits of every script are
 * digits, and spaces between them are passed over. Never prints itself; {@link #close} wipes it.
 */
public final class Pin implements AutoCloseable {

    /** Fewest digits of a PIN: of a million, five tries find none. */
    public static final int LENGTH_MIN = 6;

    /** Most digits of a PIN. Whoever wants more has a password. */
    public static final int LENGTH_MAX = 12;

    private static final int TEN = 10;

    /** Why a new PIN is not taken. */
    public enum Problem {
        NOT_DIGITS,
        TOO_SHORT,
        TOO_LONG,
        ONE_DIGIT_REPEATED,
        /** Each digit follows the one before, upwards or downwards; 0 is beside 9, too. */
        DIGITS_IN_ORDER
    }

    private final char[] digits;

    private Pin(char[] digits) {
        this.digits = digits;
    }

    /** Takes over what was typed, unchecked. */
    public static Pin of(CharSequence typed) {
        var digits = new char[typed.length()];
        var count = 0;
        for (var i = 0; i < typed.length(); i++) {
            var character = typed.charAt(i);
            if (!Character.isWhitespace(character)) {
                var value = Character.digit(character, TEN);
                digits[count++] = value < 0 ? character : Character.forDigit(value, TEN);
            }
        }
        var pin = new Pin(Arrays.copyOf(digits, count));
        Arrays.fill(digits, '\0');
        return pin;
    }

    /** Whether there can be such a PIN: what is none need not be tried. */
    public boolean isPossible() {
        return digits.length >= LENGTH_MIN && digits.length <= LENGTH_MAX && isDigits();
    }

    /** What speaks against using this as a new PIN; empty when nothing does. */
    public Optional<Problem> problem() {
        if (!isDigits()) {
            return Optional.of(Problem.NOT_DIGITS);
        }
        if (digits.length < LENGTH_MIN) {
            return Optional.of(Problem.TOO_SHORT);
        }
        if (digits.length > LENGTH_MAX) {
            return Optional.of(Problem.TOO_LONG);
        }
        if (isEvery(0)) {
            return Optional.of(Problem.ONE_DIGIT_REPEATED);
        }
        return isEvery(1) || isEvery(TEN - 1) ? Optional.of(Problem.DIGITS_IN_ORDER) : Optional.empty();
    }

    private boolean isDigits() {
        for (var character : digits) {
            if (character < '0' || character > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether it goes on by the same step all the way, counted round the dial. */
    private boolean isEvery(int step) {
        for (var i = 1; i < digits.length; i++) {
            if ((digits[i] - digits[i - 1] + TEN) % TEN != step) {
                return false;
            }
        }
        return true;
    }

    /** A copy of the digits; the caller wipes it. */
    public char[] digits() {
        return digits.clone();
    }

    /** Wipes this copy. */
    @Override
    public void close() {
        Arrays.fill(digits, '\0');
    }

    @Override
    public String toString() {
        return "PIN";
    }
}
