package hearth.protocol.message;

import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.ProProof;
import java.security.SecureRandom;
import java.util.List;

/**
 * Turns messages into the bytes that a swarm stores, and back. Knows the versions of the encryption; today there is one.
 * Pure apart from its source of randomness; safe for use by many threads.
 */
public final class MessageCodec {

    private static final int PRO_TAG_BYTES = 32;

    private final MessageCipher sealing;
    private final List<MessageCipher> opening;

    private MessageCodec(MessageCipher sealing) {
        this.sealing = sealing;
        this.opening = List.of(sealing);
    }

    /** Sealing the same message twice gives different bytes. */
    public MessageCodec(SecureRandom random) {
        this(SessionProtocolV1.randomised(random));
    }

    /**
     * Sealing the same message twice gives the same ciphertext: for messages whose retries must be recognised as the
     * same. Only the decoy signature outside of the ciphertext differs (messages.md section 4.3).
     */
    public static MessageCodec deterministic(SecureRandom random) {
        return new MessageCodec(SessionProtocolV1.deterministic(random));
    }

    /**
     * Encrypts {@code content} for {@code to}, an account of a person, whose key must not have a small order.
     *
     * @param content  without or with a signed time, which is set to {@code sentAtMs}
     * @param sentAtMs when the message was sent, network time; the same for all copies and retries of a message
     * @return the data of a {@code store} request
     */
    public byte[] seal(Content content, long sentAtMs, AccountKeys from, SessionId to) {
        if (to.kind() != SessionId.Kind.STANDARD) {
            throw new IllegalArgumentException("Recipient is " + to.kind() + ", it must be " + SessionId.Kind.STANDARD);
        }
        var signed = content.toBuilder().setSigTimestamp(sentAtMs).build();
        return sealing.seal(signed.toByteArray(), sentAtMs, from, to);
    }

    /**
     * Decrypts what a swarm stored for {@code own} and checks who sent it. Untrusted input: throws
     * {@link FormatException}, nothing else.
     */
    public Opened open(byte[] data, AccountKeys own) throws FormatException {
        var plain = cipherOf(data).open(data, own);
        var content = WireReader.read(
                Content.parser(), Content.getDescriptor(), plain.content().toArray());
        // Messages of old clients have no signed time.
        if (content.getSigTimestamp() != 0 && content.getSigTimestamp() != plain.sentAtMs()) {
            throw new FormatException("Message was signed for another time than its envelope says");
        }
        if (content.getProMessage().hasProof()) {
            requireWhole(content.getProMessage().getProof());
        }
        return new Opened(plain.sender(), plain.sentAtMs(), content);
    }

    /** Nobody here believes or disbelieves a proof, but one that cannot be any is an error (messages.md section 4.9). */
    private static void requireWhole(ProProof proof) throws FormatException {
        if (proof.getRevocationTag().size() != PRO_TAG_BYTES
                || proof.getRotatingPublicKey().size() != Ed25519PublicKey.BYTES
                || proof.getSig().size() != Ed25519PublicKey.SIGNATURE_BYTES) {
            throw new FormatException("Pro proof has parts of the wrong length");
        }
    }

    private MessageCipher cipherOf(byte[] data) throws FormatException {
        for (var cipher : opening) {
            if (cipher.recognises(data)) {
                return cipher;
            }
        }
        throw new FormatException("Message is of an unknown version");
    }

    /**
     * An opened message.
     *
     * @param sender   who signed it; the only identity to trust
     * @param sentAtMs when the sender says it was sent
     * @param content  what it says, its lists cut off at the limits
     */
    public record Opened(SessionId sender, long sentAtMs, Content content) {}
}
