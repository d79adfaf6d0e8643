package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Signatures that hold for one purpose in one network only.
 *
 * <pre>
 *  | purpose, ASCII | 0 | network, 32 bytes | canonical form |
 * </pre>
 */
final class Signing {

    static final String TRANSACTION = "hearth ledger transaction";
    static final String CONSENT = "hearth ledger node consent";
    static final String VOTE = "hearth ledger vote";
    static final String UPTIME = "hearth ledger uptime proof";
    static final String BALLOT = "hearth ledger ballot";

    private Signing() {}

    static Bytes sign(Ed25519KeyPair key, String purpose, LedgerHash network, Bt content) {
        return Bytes.wrap(key.sign(message(purpose, network, content)));
    }

    static boolean verify(Ed25519PublicKey key, Bytes signature, String purpose, LedgerHash network, Bt content) {
        return key.verify(message(purpose, network, content), signature.toArray());
    }

    static Bytes requireLength(Bytes signature) {
        if (signature.length() != Ed25519PublicKey.SIGNATURE_BYTES) {
            throw new IllegalArgumentException(
                    "A signature has " + Ed25519PublicKey.SIGNATURE_BYTES + " bytes, not " + signature.length());
        }
        return signature;
    }

    private static byte[] message(String purpose, LedgerHash network, Bt content) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(purpose.getBytes(StandardCharsets.US_ASCII));
        message.write(0);
        message.writeBytes(network.toArray());
        message.writeBytes(BtCodec.encode(content));
        return message.toByteArray();
    }
}
