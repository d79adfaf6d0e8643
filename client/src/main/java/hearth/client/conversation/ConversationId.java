package hearth.client.conversation;

import hearth.protocol.FormatException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names one conversation on this box. It is random and means nothing elsewhere, so it may stand in an address or a log
 * where the other person's Session ID may not.
 *
 * @param text {@value #LENGTH} lower-case hex characters
 */
public record ConversationId(String text) {

    /** Length of the text form in characters: 8 random bytes as hex. */
    public static final int LENGTH = 16;

    public ConversationId {
        if (!isCanonical(text)) {
            throw new IllegalArgumentException(
                    "Not a conversation id: " + LENGTH + " lower-case hex characters expected");
        }
    }

    /** Reads the text form. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ConversationId parse(String text) throws FormatException {
        if (!isCanonical(text)) {
            throw new FormatException("Not a conversation id: " + LENGTH + " lower-case hex characters expected");
        }
        return new ConversationId(text);
    }

    /** A fresh one. */
    public static ConversationId random(RandomGenerator random) {
        var bytes = new byte[LENGTH / 2];
        random.nextBytes(bytes);
        return new ConversationId(HexFormat.of().formatHex(bytes));
    }

    private static boolean isCanonical(String text) {
        return text.length() == LENGTH && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    @Override
    public String toString() {
        return text;
    }
}
