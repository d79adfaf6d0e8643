package hearth.client.conversation;

import hearth.protocol.FormatException;

/**
 * A message's place in its conversation: a larger key is a later message. Keys order, they do not count, and they stay
 * valid as page marks when messages before or after them appear or go.
 *
 * @param value positive
 */
public record MessageKey(long value) implements Comparable<MessageKey> {

    public MessageKey {
        if (value <= 0) {
            throw new IllegalArgumentException("Message key is " + value + ", it must be positive");
        }
    }

    /** Reads the decimal text form. Untrusted input: throws {@link FormatException}, nothing else. */
    public static MessageKey parse(String text) throws FormatException {
        return new MessageKey(Numbers.positive(text, "message key"));
    }

    @Override
    public int compareTo(MessageKey other) {
        return Long.compare(value, other.value);
    }

    /** Decimal, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
