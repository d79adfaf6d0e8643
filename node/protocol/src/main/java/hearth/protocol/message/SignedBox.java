package hearth.protocol.message;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message signed by its sender inside a sealed box for its recipient: messages.md section 4.3.
 *
 * <pre>
 *  sealed box of   | message ... | sender's Ed25519 key (32) | signature (64) |
 *  signed is       | message ... | sender's Ed25519 key (32) | recipient's X25519 key (32) |
 * </pre>
 */
public final class SignedBox {

    private static final int TRAILER_BYTES = Ed25519PublicKey.BYTES + Ed25519PublicKey.SIGNATURE_BYTES;

    /** What a box adds to a message, in bytes. */
    public static final int OVERHEAD_BYTES = TRAILER_BYTES + Crypto.SEALED_BOX_OVERHEAD_BYTES;

    private static final int EPHEMERAL_SEED_BYTES = 32;
    private static final byte[] EPHEMERAL_KEY = "SessionBoxEphemeralHashKey".getBytes(StandardCharsets.US_ASCII);

    private SignedBox() {}

    /**
     * What was in a box.
     *
     * @param sender   the key that signed it
     * @param senderId the account of that key, the only identity to trust
     */
    public record Opened(Ed25519PublicKey sender, SessionId senderId, Bytes message) {}

    /**
     * Signs and seals. {@code ephemeral} must be used for this box only. The recipient's key must not have a small
     * order.
     */
    public static byte[] seal(byte[] message, Ed25519KeyPair from, X25519PublicKey to, X25519KeyPair ephemeral) {
        return Crypto.sealedBox(to, sign(message, from, to), ephemeral);
    }

    /** Message, key and signature, as they go into the box. */
    public static byte[] sign(byte[] message, Ed25519KeyPair from, X25519PublicKey to) {
        var key = from.publicKey().bytes();
        var signature = from.sign(signedBytes(message, message.length, key, to));
        var inner = Arrays.copyOf(message, message.length + TRAILER_BYTES);
        System.arraycopy(key, 0, inner, message.length, key.length);
        System.arraycopy(signature, 0, inner, message.length + key.length, signature.length);
        return inner;
    }

    /**
     * The ephemeral pair that follows from sender, recipient and message: the same message then gives the same box. On
     * the wire it looks like any other.
     */
    public static X25519KeyPair derivedEphemeral(byte[] message, Ed25519KeyPair from, X25519PublicKey to) {
        var senderSeed = from.seed();
        var seed = Crypto.blake2bKeyed(EPHEMERAL_SEED_BYTES, EPHEMERAL_KEY, senderSeed, to.bytes(), message);
        var hash = Crypto.sha512(seed);
        var secret = Arrays.copyOf(hash, X25519KeyPair.BYTES);
        try {
            return X25519KeyPair.fromSecret(secret);
        } finally {
            Arrays.fill(senderSeed, (byte) 0);
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(hash, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Opens a box for {@code own} and checks its signature. Throws for every box that is not entirely right. */
    public static Opened open(byte[] box, X25519KeyPair own) throws FormatException {
        var signed = unseal(box, own);
        var message = signed.check(own.publicKey());
        var senderId =
                SessionId.of(SessionId.Kind.STANDARD, signed.sender().toX25519().bytes());
        return new Opened(signed.sender(), senderId, message);
    }

    /**
     * The message in a box that {@code sender} sealed for themself, {@code own} being their other key. Throws as {@link #open}
     * does, and for what anybody else signed; it costs less.
     */
    public static Bytes openOwn(byte[] box, Ed25519PublicKey sender, X25519KeyPair own) throws FormatException {
        var signed = unseal(box, own);
        if (!signed.sender().equals(sender)) {
            throw new FormatException("Message is signed by another account");
        }
        return signed.check(own.publicKey());
    }

    private static Signed unseal(byte[] box, X25519KeyPair own) throws FormatException {
        var inner = Crypto.openSealedBox(own, box);
        var length = inner.length - TRAILER_BYTES;
        if (length < 0) {
            throw new FormatException("Message has " + inner.length + " bytes, too few for its signature");
        }
        var key = Arrays.copyOfRange(inner, length, length + Ed25519PublicKey.BYTES);
        return new Signed(Bytes.wrap(inner), length, Ed25519PublicKey.of(key));
    }

    /**
     * What is in a box.
     *
     * @param length of the message at the beginning
     * @param sender the key that claims to have signed it
     */
    private record Signed(Bytes inner, int length, Ed25519PublicKey sender) {

        /** The message, if it is signed by that key for this recipient. */
        Bytes check(X25519PublicKey to) throws FormatException {
            var all = inner.toArray();
            var signature = Arrays.copyOfRange(all, length + Ed25519PublicKey.BYTES, all.length);
            if (!sender.verify(signedBytes(all, length, sender.bytes(), to), signature)) {
                throw new FormatException("Message is not signed by the key in it");
            }
            return Bytes.wrap(Arrays.copyOf(all, length));
        }
    }

    private static byte[] signedBytes(byte[] message, int length, byte[] senderKey, X25519PublicKey to) {
        var signed = new byte[length + senderKey.length + X25519PublicKey.BYTES];
        System.arraycopy(message, 0, signed, 0, length);
        System.arraycopy(senderKey, 0, signed, length, senderKey.length);
        System.arraycopy(to.bytes(), 0, signed, length + senderKey.length, X25519PublicKey.BYTES);
        return signed;
    }
}
