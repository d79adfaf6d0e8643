package hearth.client.conversation;

import hearth.protocol.FormatException;

/**
 * Names a label on this box; none is ever given twice.
 *
 * @param value positive
 */
public record LabelId(long value) {

    public LabelId {
        if (value <= 0) {
            throw new IllegalArgumentException("Label id is " + value + ", it must be positive");
        }
    }

    /** Reads the decimal text form. Untrusted input: throws {@link FormatException}, nothing else. */
    public static LabelId parse(String text) throws FormatException {
        return new LabelId(Numbers.positive(text, "label id"));
    }

    /** Decimal, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
