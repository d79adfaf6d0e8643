package hearth.protocol;

import java.io.Serial;

/**
 * Bytes or text from outside do not have the form they must have, or do not decrypt or verify. The only exception that
 * leaves a decoder. Its message is safe to log and to show: it never repeats the input.
 */
public final class FormatException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public FormatException(String message) {
        super(message);
    }

    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
