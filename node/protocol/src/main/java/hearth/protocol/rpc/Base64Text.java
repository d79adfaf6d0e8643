package hearth.protocol.rpc;

import java.util.Base64;
import java.util.Optional;

/** Base64 with or without padding. */
final class Base64Text {

    private Base64Text() {}

    /** Empty if it is none. */
    static Optional<byte[]> decode(byte[] text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
