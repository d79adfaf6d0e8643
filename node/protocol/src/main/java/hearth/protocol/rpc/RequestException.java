package hearth.protocol.rpc;

import java.io.Serial;

/**
 * A storage request is answered with an error. Status and text are exactly what the node answers; the text goes to a
 * stranger.
 */
public final class RequestException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    public RequestException(int status, String text) {
        // No stack trace: strangers cause these, as many as they like.
        super(text, null, false, false);
        this.status = status;
    }

    /** Something is wrong with the parameters. */
    static RequestException invalid(String detail) {
        return new RequestException(Status.BAD_REQUEST, "invalid request: " + detail);
    }

    public int status() {
        return status;
    }

    /** The body of the answer. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
