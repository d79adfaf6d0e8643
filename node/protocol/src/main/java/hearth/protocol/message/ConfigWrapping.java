package hearth.protocol.message;

import com.google.protobuf.UnsafeByteOperations;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.Namespace;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.Envelope;
import hearth.protocol.message.wire.SharedConfigMessage;
import hearth.protocol.message.wire.WebSocketMessage;
import hearth.protocol.message.wire.WebSocketRequestMessage;
import java.util.Arrays;
import java.util.Optional;

/**
 * The cover in which an account's own configs travel, so that very old clients recognise them: a message of the account
 * to itself (configuration specification, section 10). The same config gives the same bytes.
 *
 * <pre>
 *  config → SharedConfigMessage → Content, 0x80 → {@link SignedBox} to oneself → Envelope → WebSocketMessage
 * </pre>
 */
public final class ConfigWrapping {

    private static final byte PADDING_MARKER = (byte) 0x80;
    private static final long ENVELOPE_TIME = 1;

    private ConfigWrapping() {}

    /**
     * The config of {@code own} in its cover. Throws {@link IllegalArgumentException} for a namespace whose configs have
     * none.
     */
    public static byte[] wrap(byte[] config, Namespace namespace, long seqno, AccountKeys own) {
        var kind = kindOf(namespace)
                .orElseThrow(
                        () -> new IllegalArgumentException("Configs of namespace " + namespace + " have no cover"));
        var content = Content.newBuilder()
                .setSharedConfigMessage(SharedConfigMessage.newBuilder()
                        .setKind(kind)
                        .setSeqno(seqno)
                        .setData(UnsafeByteOperations.unsafeWrap(config)))
                .build()
                .toByteArray();
        var padded = Arrays.copyOf(content, content.length + 1);
        padded[content.length] = PADDING_MARKER;
        var to = own.x25519().publicKey();
        var ephemeral = SignedBox.derivedEphemeral(padded, own.signing(), to);
        try {
            return cover(SignedBox.seal(padded, own.signing(), to, ephemeral));
        } finally {
            ephemeral.wipe();
        }
    }

    private static byte[] cover(byte[] box) {
        var envelope = Envelope.newBuilder()
                .setType(Envelope.Type.SESSION_MESSAGE)
                .setTimestamp(ENVELOPE_TIME)
                .setContent(UnsafeByteOperations.unsafeWrap(box))
                .build();
        return WebSocketMessage.newBuilder()
                .setType(WebSocketMessage.Type.REQUEST)
                .setRequest(WebSocketRequestMessage.newBuilder()
                        .setVerb("")
                        .setPath("")
                        .setBody(envelope.toByteString())
                        .setRequestId(0))
                .build()
                .toByteArray();
    }

    /**
     * The config inside a cover. Throws if it is none, or is not from {@code own}, or belongs elsewhere; such bytes may
     * still be a config without a cover.
     */
    public static byte[] unwrap(byte[] data, Namespace namespace, AccountKeys own) throws FormatException {
        var request = WireReader.read(WebSocketMessage.parser(), WebSocketMessage.getDescriptor(), data);
        var envelope = WireReader.read(
                Envelope.parser(),
                Envelope.getDescriptor(),
                request.getRequest().getBody().toByteArray());
        var message = SignedBox.openOwn(
                envelope.getContent().toByteArray(), own.signing().publicKey(), own.x25519());
        return config(message, namespace);
    }

    private static byte[] config(Bytes padded, Namespace namespace) throws FormatException {
        var content = WireReader.read(Content.parser(), Content.getDescriptor(), Padding.unpad(padded.toArray()));
        if (!content.hasSharedConfigMessage()) {
            throw new FormatException("Message holds no config");
        }
        var config = content.getSharedConfigMessage();
        if (!Optional.of(config.getKind()).equals(kindOf(namespace))) {
            throw new FormatException("Config is of another kind");
        }
        return config.getData().toByteArray();
    }

    private static Optional<SharedConfigMessage.Kind> kindOf(Namespace namespace) {
        if (namespace.equals(Namespace.USER_PROFILE)) {
            return Optional.of(SharedConfigMessage.Kind.USER_PROFILE);
        }
        if (namespace.equals(Namespace.CONTACTS)) {
            return Optional.of(SharedConfigMessage.Kind.CONTACTS);
        }
        if (namespace.equals(Namespace.CONVERSATIONS)) {
            return Optional.of(SharedConfigMessage.Kind.CONVO_INFO_VOLATILE);
        }
        if (namespace.equals(Namespace.USER_GROUPS)) {
            return Optional.of(SharedConfigMessage.Kind.USER_GROUPS);
        }
        return Optional.empty();
    }
}
