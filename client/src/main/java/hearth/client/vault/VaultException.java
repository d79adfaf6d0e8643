package hearth.client.vault;

/** The file of a vault cannot be read or written, or is damaged. Says nothing about its contents. */
public final class VaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
