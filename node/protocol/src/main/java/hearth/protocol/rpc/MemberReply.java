package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

/** What one member of a swarm did with a {@code store} (network specification 3.5, 3.6.1). */
public sealed interface MemberReply {

    /**
     * It keeps the message.
     *
     * @param expiryMs  until when; later than asked if it had the message with a later expiry
     * @param already   whether it had the message before
     * @param signature the member's, over the hash
     */
    record Kept(MessageHash hash, long expiryMs, boolean already, Signature signature) implements MemberReply {

        /** Says whether {@code node} signed this. */
        public boolean isSignedBy(NodeId node) {
            return signature.verifies(Ed25519PublicKey.of(node.bytes()), SignedStrings.stored(hash));
        }

        /** The form in which a member answers another one (network specification 6.2). */
        public Bt.Dict toBt() {
            var dict = new HashMap<String, Bt>();
            dict.put("hash", Bt.text(hash.text()));
            dict.put("expiry", Bt.of(expiryMs));
            dict.put("signature", Bt.of(signature.bytes().toArray()));
            if (already) {
                dict.put("already", Bt.of(true));
            }
            return Bt.dict(dict);
        }
    }

    /** It did not answer in time. */
    record TimedOut() implements MemberReply {}

    /** It answered with an error. {@code reason} is safe to log and to show. */
    record Refused(int status, String reason) implements MemberReply {}

    /** It answered something that cannot be read. */
    record Garbled() implements MemberReply {}

    /** Its database failed. */
    record StoreFailed() implements MemberReply {}

    /** The member's element in the answer to a client. */
    default ObjectNode toJson() {
        var json = Json.object();
        return switch (this) {
            case Kept kept -> {
                json.put("hash", kept.hash().text())
                        .put("expiry", kept.expiryMs())
                        .put("signature", kept.signature().base64());
                yield kept.already() ? json.put("already", true) : json;
            }
            case TimedOut() -> json.put("failed", true).put("timeout", true);
            case Refused(var status, var reason) ->
                json.put("failed", true).put("code", Integer.toString(status)).put("reason", reason);
            case Garbled() -> json.put("failed", true).put("bad_peer_response", true);
            case StoreFailed() -> json.put("failed", true).put("query_failure", true);
        };
    }

    /** Reads a member's element. What cannot be read counts as {@link Garbled}. */
    static MemberReply read(JsonNode json) {
        try {
            return ReplyReader.isTrue(json.path("failed")) ? failure(json) : kept(json);
        } catch (FormatException malformed) {
            return new Garbled();
        }
    }

    /** Reads the answer of another member. What cannot be read counts as {@link Garbled}. */
    static MemberReply read(Bt.Dict dict) {
        try {
            var already = dict.find("already").isPresent() && dict.number("already") == 1;
            var signature = dict.bytes("signature");
            if (signature.length != Signature.BYTES) {
                return new Garbled();
            }
            return new Kept(
                    MessageHash.parse(dict.string("hash")), dict.number("expiry"), already, Signature.of(signature));
        } catch (FormatException malformed) {
            return new Garbled();
        }
    }

    private static MemberReply failure(JsonNode json) throws FormatException {
        if (ReplyReader.isTrue(json.path("timeout"))) {
            return new TimedOut();
        }
        if (ReplyReader.isTrue(json.path("query_failure"))) {
            return new StoreFailed();
        }
        return json.has("code")
                ? new Refused(
                        ReplyReader.status(json.path("code")),
                        ReplyReader.reason(json.path("reason").asText("")))
                : new Garbled();
    }

    private static MemberReply kept(JsonNode json) throws FormatException {
        var signature = Base64Text.decode(ReplyReader.text(json, "signature").getBytes(StandardCharsets.ISO_8859_1))
                .filter(bytes -> bytes.length == Signature.BYTES)
                .orElseThrow(() -> new FormatException("Member's signature is none"));
        return new Kept(
                MessageHash.parse(ReplyReader.text(json, "hash")),
                ReplyReader.milliseconds(json, "expiry"),
                ReplyReader.isTrue(json.path("already")),
                Signature.of(signature));
    }
}
