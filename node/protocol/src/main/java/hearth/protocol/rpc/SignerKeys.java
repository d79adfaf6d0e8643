package hearth.protocol.rpc;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The X25519 keys of signing keys. Whoever fetches messages asks again and again with the same key, and the conversion costs
 * as much as checking a signature: those used last are remembered. Safe for use by many threads.
 */
final class SignerKeys {

    static final int REMEMBERED_MAX = 4_096;

    /** The one that was not used for longest comes first. Guarded by this. */
    private final SequencedMap<Ed25519PublicKey, X25519PublicKey> remembered = new LinkedHashMap<>(16, 0.75f, true);

    /** {@link Ed25519PublicKey#toX25519}; what it throws is not remembered. */
    X25519PublicKey x25519(Ed25519PublicKey signer) throws FormatException {
        synchronized (this) {
            var known = remembered.get(signer);
            if (known != null) {
                return known;
            }
        }
        var converted = signer.toX25519();
        synchronized (this) {
            remembered.put(signer, converted);
            if (remembered.size() > REMEMBERED_MAX) {
                remembered.pollFirstEntry();
            }
        }
        return converted;
    }

    synchronized int remembered() {
        return remembered.size();
    }
}
