package hearth.client.vault;

import hearth.protocol.FormatException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names one account inside a member's vault. Random: it says nothing about the account, and is the name of its folder.
 *
 * @param text {@value #LENGTH} lower-case hex characters
 */
public record AccountRef(String text) {

    /** Length in bytes. */
    static final int BYTES = 8;

    /** Length of the text form in characters. */
    public static final int LENGTH = BYTES * 2;

    public AccountRef {
        if (!isCanonical(text)) {
            throw new IllegalArgumentException("Not an account ref: " + LENGTH + " lower-case hex characters expected");
        }
    }

    /** Reads the text form. Untrusted input: throws {@link FormatException}, nothing else. */
    public static AccountRef parse(String text) throws FormatException {
        if (!isCanonical(text)) {
            throw new FormatException("Not an account ref: " + LENGTH + " lower-case hex characters expected");
        }
        return new AccountRef(text);
    }

    /** Reads the text form; empty if it is none. */
    static Optional<AccountRef> find(String text) {
        return isCanonical(text) ? Optional.of(new AccountRef(text)) : Optional.empty();
    }

    /** A fresh one. */
    static AccountRef random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    static AccountRef of(byte[] bytes) {
        return new AccountRef(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(text);
    }

    private static boolean isCanonical(String text) {
        return text.length() == LENGTH && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    @Override
    public String toString() {
        return text;
    }
}
