package hearth.protocol.id;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Names one stored message by what is in it and where it lies (network specification 3.4). The same bytes sent twice to
 * the same account and namespace are one message.
 *
 * @param text 43 characters of base64 without padding, for 32 bytes
 */
public record MessageHash(String text) implements Comparable<MessageHash> {

    /** Length of the text form. */
    public static final int LENGTH = 43;

    /** Length of what the text stands for. */
    public static final int BYTES = 32;

    public MessageHash {
        if (!isCanonical(text)) {
            throw new IllegalArgumentException("Not a message hash: " + LENGTH + " base64 characters expected");
        }
    }

    /** The hash of {@code data}, the decoded bytes of a message, in that mailbox. */
    public static MessageHash of(Account account, Namespace namespace, byte[] data) {
        var hash = Crypto.blake2b(BYTES, account.bytes(), namespace.signed().getBytes(StandardCharsets.US_ASCII), data);
        return new MessageHash(Base64.getEncoder().withoutPadding().encodeToString(hash));
    }

    /** The hash that these {@link #BYTES} bytes are. */
    public static MessageHash of(Bytes raw) {
        if (raw.length() != BYTES) {
            throw new IllegalArgumentException("A message hash has " + BYTES + " bytes, not " + raw.length());
        }
        return new MessageHash(Base64.getEncoder().withoutPadding().encodeToString(raw.toArray()));
    }

    /** Reads the text form. */
    public static MessageHash parse(String text) throws FormatException {
        if (!isCanonical(text)) {
            throw new FormatException("A message hash has " + LENGTH + " base64 characters");
        }
        return new MessageHash(text);
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (var i = 0; i < LENGTH; i++) {
            if (!isBase64(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    /** The order of the characters' bytes, in which nodes list and sign hashes. */
    @Override
    public int compareTo(MessageHash other) {
        return text.compareTo(other.text);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return text.substring(0, 8) + '…';
    }
}
