package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the sender of one onion request keeps to read its answer (network specification 2.6, 2.7). Secret. */
public final class ReplyKeys {

    private final HopKey key;
    private final X25519KeyPair ephemeral;
    private final X25519PublicKey destination;

    ReplyKeys(HopKey key, X25519KeyPair ephemeral, X25519PublicKey destination) {
        this.key = key;
        this.ephemeral = ephemeral;
        this.destination = destination;
    }

    /** The keys for the answer to a request whose innermost layer used {@code ephemeral}. */
    public static ReplyKeys of(EncType type, X25519KeyPair ephemeral, X25519PublicKey destination)
            throws FormatException {
        return new ReplyKeys(HopKey.ofClient(type, ephemeral, destination), ephemeral, destination);
    }

    /**
     * Reads the answer of a node, the outer status being 200. Untrusted input: throws {@link FormatException}, nothing
     * else.
     *
     * @param body base64 text, or JSON with such a text as {@code result}
     */
    public NodeReply openNodeReply(byte[] body) throws FormatException {
        return NodeReply.decode(decrypt(base64(text(body))));
    }

    /** Reads the answer of a server to a request with version 4 framing. Untrusted input: throws as above. */
    public ServerReplyV4 openServerV4(byte[] body) throws FormatException {
        return ServerReplyV4.decode(decrypt(body));
    }

    /**
     * Reads the answer of a server to a request with version 3 framing: the bytes of a successful answer, or JSON with a
     * {@code status_code}. Untrusted input: throws as above.
     */
    public Bytes openServerV3(byte[] body) throws FormatException {
        return Bytes.wrap(decrypt(base64(text(body))));
    }

    /** Some servers answer with AES-GCM whatever the request used. */
    byte[] decrypt(byte[] sealed) throws FormatException {
        try {
            return key.open(sealed);
        } catch (FormatException wrongKey) {
            if (key.type() == EncType.AES_GCM) {
                throw wrongKey;
            }
            return HopKey.ofClient(EncType.AES_GCM, ephemeral, destination).open(sealed);
        }
    }

    /** The text itself, or what JSON around it holds as {@code result}. */
    private static String text(byte[] body) throws FormatException {
        if (body.length > 0 && body[0] == '{') {
            return Json.member(Json.parseObject(body), "result")
                    .map(result -> result.asText(""))
                    .orElseThrow(() -> new FormatException("Reply is JSON without a result"));
        }
        return new String(body, StandardCharsets.ISO_8859_1).strip();
    }

    private static byte[] base64(String text) throws FormatException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new FormatException("Reply is not base64", e);
        }
    }

    @Override
    public String toString() {
        return "ReplyKeys[secret]";
    }
}
