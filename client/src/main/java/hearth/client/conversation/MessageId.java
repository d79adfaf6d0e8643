package hearth.client.conversation;

import hearth.protocol.FormatException;

/**
 * Names one message of one account on this box. Never given to another message, also after a deletion.
 *
 * @param value positive
 */
public record MessageId(long value) {

    public MessageId {
        if (value <= 0) {
            throw new IllegalArgumentException("Message id is " + value + ", it must be positive");
        }
    }

    /** Reads the decimal text form. Untrusted input: throws {@link FormatException}, nothing else. */
    public static MessageId parse(String text) throws FormatException {
        return new MessageId(Numbers.positive(text, "message id"));
    }

    /** Decimal, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
