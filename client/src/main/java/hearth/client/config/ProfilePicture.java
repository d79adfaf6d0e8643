package hearth.client.config;

import hearth.protocol.Bytes;

/**
 * Where a profile picture lies, and what decrypts it.
 *
 * @param url on a file server; not empty
 * @param key 32 bytes
 */
public record ProfilePicture(String url, Bytes key) {

    /** Length of the key. */
    public static final int KEY_BYTES = 32;

    /** The longest address that should be written, in bytes; longer ones are read. */
    public static final int URL_BYTES_MAX = 223;

    public ProfilePicture {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("Address of a profile picture is empty");
        }
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Key of a profile picture has " + key.length() + " bytes, it must have " + KEY_BYTES);
        }
    }

    @Override
    public String toString() {
        return "ProfilePicture";
    }
}
