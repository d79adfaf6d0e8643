package hearth.protocol.attachment;

import hearth.protocol.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The id that a file server gives to a file: made from its (encrypted) bytes, so that the same file is kept once. */
public final class FileId {

    private static final int HASH_BYTES = 33;
    private static final byte[] SALT = Arrays.copyOf("SessionFileSvr".getBytes(StandardCharsets.US_ASCII), 16);

    private FileId() {}

    /** 44 characters of base64url (messages.md section 8.7). */
    public static String of(byte[] blob) {
        return Base64.getUrlEncoder()
                .encodeToString(Crypto.blake2bPersonal(HASH_BYTES, new byte[0], SALT, new byte[0], blob));
    }
}
