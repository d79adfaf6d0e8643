package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one member of a swarm did with a recursive request (network specification 3.5). */
public sealed interface MemberReply {

    /** It did what was asked, and signs what that was. */
    sealed interface Done extends MemberReply permits Kept, Deleted, Swept, Expired, Revoked {

        Signature signature();

        /** What the member signed. */
        byte[] signed();

        /** Says whether {@code node} signed this. */
        default boolean isSignedBy(NodeId node) {
            return signature().verifies(Ed25519PublicKey.of(node.bytes()), signed());
        }
    }

    /**
     * It keeps the message of a {@code store}.
     *
     * @param expiryMs  until when; later than asked if it had the message with a later expiry
     * @param already   whether it had the message before
     * @param signature the member's, over the hash
     */
    record Kept(MessageHash hash, long expiryMs, boolean already, Signature signature) implements Done {

        @Override
        public byte[] signed() {
            return SignedStrings.stored(hash);
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
                json.put("hash", kept.hash().text()).put("expiry", kept.expiryMs());
                signed(json, kept);
                yield kept.already() ? json.put("already", true) : json;
            }
            case Deleted deleted -> signed(deleted.write(json), deleted);
            case Swept swept -> signed(swept.write(json), swept);
            case Expired expired -> signed(expired.write(json), expired);
            case Revoked revoked -> signed(revoked.write(json), revoked);
            case TimedOut() -> json.put("failed", true).put("timeout", true);
            case Refused(var status, var reason) ->
                json.put("failed", true).put("code", Integer.toString(status)).put("reason", reason);
            case Garbled() -> json.put("failed", true).put("bad_peer_response", true);
            case StoreFailed() -> json.put("failed", true).put("query_failure", true);
        };
    }

    private static ObjectNode signed(ObjectNode json, Done done) {
        return json.put("signature", done.signature().base64());
    }

    /**
     * The parts of the answer to another member that handed a request on (network specification 6.2): a dictionary, or
     * status and text.
     */
    default List<Bytes> toPeer() {
        return switch (this) {
            case Refused(var status, var reason) ->
                List.of(ascii(Integer.toString(status)), Bytes.wrap(reason.getBytes(StandardCharsets.UTF_8)));
            case Done _, TimedOut _, Garbled _, StoreFailed _ ->
                List.of(Bytes.wrap(BtCodec.encode(BtJson.toBt(toJson()))));
        };
    }

    private static Bytes ascii(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads what another member answered to {@code request}. What cannot be read, or is about something else, counts as
     * {@link Garbled}. The signature is not looked at: it is for the client, who does.
     */
    static MemberReply fromPeer(StorageRequest.Recursive request, List<Bytes> parts) {
        try {
            return switch (parts.size()) {
                case 1 ->
                    read(
                            request,
                            BtJson.toJson(BtCodec.decodeDict(parts.getFirst().toArray())));
                case 2 -> refused(parts.get(0), parts.get(1));
                default -> new Garbled();
            };
        } catch (FormatException malformed) {
            return new Garbled();
        }
    }

    private static MemberReply refused(Bytes code, Bytes text) {
        var status = new String(code.toArray(), StandardCharsets.US_ASCII);
        return status.matches("[1-5][0-9]{2}")
                ? new Refused(
                        Integer.parseInt(status),
                        ReplyReader.reason(new String(text.toArray(), StandardCharsets.UTF_8)))
                : new Garbled();
    }

    /** Reads a member's element in the answer to {@code request}. What cannot be read counts as {@link Garbled}. */
    static MemberReply read(StorageRequest.Recursive request, JsonNode json) {
        try {
            if (ReplyReader.isTrue(json.path("failed"))) {
                return failure(json);
            }
            return switch (request) {
                case Store store -> {
                    var kept = kept(json);
                    yield kept.hash().equals(store.hash()) ? kept : new Garbled();
                }
                case Delete delete -> Deleted.read(delete, json);
                case DeleteAll all -> Swept.read(all, json);
                case DeleteBefore before -> Swept.read(before, json);
                case ExpireAll all -> Swept.read(all, json);
                case Expire expire -> Expired.read(expire, json);
                case RevokeSubaccount revoke -> Revoked.read(revoke, json);
                case UnrevokeSubaccount unrevoke -> Revoked.read(unrevoke, json);
            };
        } catch (FormatException malformed) {
            return new Garbled();
        }
    }

    /** Reads a member's element in the answer to a {@code store}. What cannot be read counts as {@link Garbled}. */
    static MemberReply read(JsonNode json) {
        try {
            return ReplyReader.isTrue(json.path("failed")) ? failure(json) : kept(json);
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

    private static Kept kept(JsonNode json) throws FormatException {
        return new Kept(
                MessageHash.parse(ReplyReader.text(json, "hash")),
                ReplyReader.milliseconds(json, "expiry"),
                ReplyReader.isTrue(json.path("already")),
                ReplyReader.signature(json));
    }
}
