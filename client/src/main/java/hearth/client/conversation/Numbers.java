package hearth.client.conversation;

import hearth.protocol.FormatException;

/** Reads the decimal numbers that stand for messages in addresses and forms. */
final class Numbers {

    private static final int DIGITS_MAX = 19;

    private Numbers() {}

    /** The positive {@code long} in {@code text}: ASCII digits only, no sign, no leading zero. */
    static long positive(String text, String what) throws FormatException {
        var digits = text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.isEmpty() || text.charAt(0) == '0') {
            throw new FormatException("Not a " + what + ": a positive number in decimal digits expected");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new FormatException("Not a " + what + ": larger than " + Long.MAX_VALUE);
        }
    }
}
