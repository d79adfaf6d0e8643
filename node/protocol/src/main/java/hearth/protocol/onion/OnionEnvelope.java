package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;

/**
 * What is posted to the first node of a path, {@code POST /onion_req/v2} (network specification 2.3). A server receives
 * its request in the same form.
 *
 * @param ciphertext the outermost layer
 * @param ephemeral  the client's key of that layer
 * @param encType    how that layer is encrypted
 * @param hopNo      a start value, 0 or more, so that no node can tell how far it is from the client
 */
public record OnionEnvelope(Bytes ciphertext, X25519PublicKey ephemeral, EncType encType, int hopNo) {

    /** The largest envelope that is read. */
    public static final int BYTES_MAX = 10 * 1024 * 1024;

    public byte[] encode() {
        return CombinedPayload.encode(ciphertext.toArray(), Control.envelope(ephemeral, encType, hopNo));
    }

    /** Reads one envelope. Untrusted input: throws {@link FormatException}, nothing else. */
    public static OnionEnvelope decode(byte[] bytes) throws FormatException {
        if (bytes.length > BYTES_MAX) {
            throw new FormatException("Onion request has " + bytes.length + " bytes, more than " + BYTES_MAX);
        }
        var payload = CombinedPayload.decode(bytes);
        var control = payload.control();
        return new OnionEnvelope(Bytes.wrap(payload.blob()), control.ephemeral(), control.encType(), control.hopNo());
    }
}
