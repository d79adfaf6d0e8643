package hearth.protocol.ledger;

import java.io.Serial;

/** Something well-formed about a ledger does not follow from what is known of it: it is forged, or of another network. */
public final class UnprovenException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** {@code message} is safe to log and to show. */
    public UnprovenException(String message) {
        super(message);
    }
}
