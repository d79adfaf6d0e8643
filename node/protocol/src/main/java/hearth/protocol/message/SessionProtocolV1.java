package hearth.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Envelope;
import hearth.protocol.message.wire.WebSocketMessage;
import hearth.protocol.message.wire.WebSocketRequestMessage;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The encryption of today's public network, version 1: messages.md sections 4.1 to 4.5.
 *
 * <pre>
 *  content → {@link Padding} → {@link SignedBox} → Envelope → WebSocketMessage
 * </pre>
 */
final class SessionProtocolV1 implements MessageCipher {

    private static final int SOURCE_DEVICE = 1;
    private static final int SCALAR_BYTES = 32;
    private static final int PRO_SIG_BYTES = Ed25519PublicKey.SIGNATURE_BYTES;

    private final SecureRandom random;
    private final boolean deterministic;

    private SessionProtocolV1(SecureRandom random, boolean deterministic) {
        this.random = random;
        this.deterministic = deterministic;
    }

    /** Every box has a fresh ephemeral key. */
    static SessionProtocolV1 randomised(SecureRandom random) {
        return new SessionProtocolV1(random, false);
    }

    /** The same message from the same sender to the same recipient gives the same box; only the decoy differs. */
    static SessionProtocolV1 deterministic(SecureRandom random) {
        return new SessionProtocolV1(random, true);
    }

    @Override
    public byte[] seal(byte[] content, long sentAtMs, AccountKeys from, SessionId to) {
        var padded = Padding.pad(content);
        var recipient = X25519PublicKey.of(to.publicKey());
        var ephemeral = deterministic
                ? SignedBox.derivedEphemeral(padded, from.signing(), recipient)
                : X25519KeyPair.generate(random);
        try {
            return wrap(SignedBox.seal(padded, from.signing(), recipient, ephemeral), sentAtMs, decoy());
        } finally {
            ephemeral.wipe();
        }
    }

    /** The envelope and the wrapper around a box. */
    static byte[] wrap(byte[] box, long sentAtMs, byte[] proSig) {
        var envelope = Envelope.newBuilder()
                .setType(Envelope.Type.SESSION_MESSAGE)
                .setTimestamp(sentAtMs)
                .setSourceDevice(SOURCE_DEVICE)
                .setContent(UnsafeByteOperations.unsafeWrap(box))
                .setProSig(UnsafeByteOperations.unsafeWrap(proSig))
                .build();
        var request = WebSocketRequestMessage.newBuilder()
                .setVerb("")
                .setPath("")
                .setBody(envelope.toByteString())
                .setRequestId(0);
        return WebSocketMessage.newBuilder()
                .setType(WebSocketMessage.Type.REQUEST)
                .setRequest(request)
                .build()
                .toByteArray();
    }

    @Override
    public boolean recognises(byte[] data) {
        return data.length > 0 && data[0] != 0;
    }

    @Override
    public Plain open(byte[] data, AccountKeys own) throws FormatException {
        var envelope = envelope(data);
        if (envelope.getType() != Envelope.Type.SESSION_MESSAGE) {
            throw new FormatException("Envelope is not for a single person");
        }
        if (envelope.hasProSig() && envelope.getProSig().size() != PRO_SIG_BYTES) {
            throw new FormatException(
                    "Pro signature has " + envelope.getProSig().size() + " bytes, not " + PRO_SIG_BYTES);
        }
        requireSource(envelope.getSource());
        var box = SignedBox.open(envelope.getContent().toByteArray(), own.x25519());
        return new Plain(
                box.senderId(),
                envelope.getTimestamp(),
                Bytes.wrap(Padding.unpad(box.message().toArray())));
    }

    private static Envelope envelope(byte[] data) throws FormatException {
        var message = WireReader.read(WebSocketMessage.parser(), WebSocketMessage.getDescriptor(), data);
        ByteString body = message.getRequest().getBody();
        return WireReader.read(Envelope.parser(), Envelope.getDescriptor(), body.toByteArray());
    }

    /** It is not trusted, whoever it names, but nonsense there means that the rest is not what it seems. */
    private static void requireSource(String source) throws FormatException {
        if (!source.isEmpty()) {
            Account.parse(source);
        }
    }

    /**
     * 64 bytes that look like a signature, so that a signature does not tell who pays: an encoded point and a number
     * below the group order (messages.md section 4.9).
     */
    private byte[] decoy() {
        var seed = new byte[Ed25519KeyPair.SEED_BYTES];
        random.nextBytes(seed);
        var point = Ed25519KeyPair.fromSeed(seed).publicKey().bytes();
        var scalar = new byte[SCALAR_BYTES];
        random.nextBytes(scalar);
        // The group order is 2^252 and a little: numbers below 2^252 cannot be told from numbers below the order.
        scalar[SCALAR_BYTES - 1] &= 0x0f;
        var decoy = Arrays.copyOf(point, PRO_SIG_BYTES);
        System.arraycopy(scalar, 0, decoy, point.length, SCALAR_BYTES);
        return decoy;
    }
}
