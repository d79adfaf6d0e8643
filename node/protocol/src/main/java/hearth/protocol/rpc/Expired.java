package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A member of a swarm changed when messages expire (network specification 3.6.7).
 *
 * @param request   what it was asked
 * @param expiryMs  what it set if one expiry was asked for all, cut to what nodes allow
 * @param updated   the messages that it changed and when they expire now
 * @param unchanged the messages that it left as they were and when they expire; empty, and not in the result, if the request
 *                  was to set
 */
public record Expired(
        Expire request,
        long expiryMs,
        SortedMap<MessageHash, Long> updated,
        SortedMap<MessageHash, Long> unchanged,
        Signature signature)
        implements MemberReply.Done {

    public Expired {
        updated = Collections.unmodifiableSortedMap(new TreeMap<>(updated));
        unchanged = Collections.unmodifiableSortedMap(new TreeMap<>(unchanged));
    }

    /** What a member signs. */
    public static byte[] signed(
            Expire request,
            long expiryMs,
            SortedMap<MessageHash, Long> updated,
            SortedMap<MessageHash, Long> unchanged) {
        return SignedStrings.expired(
                request.account(),
                isSingle(request) ? List.of(expiryMs) : List.copyOf(updated.values()),
                request.messages(),
                updated.keySet(),
                tellsUnchanged(request) ? unchanged : new TreeMap<>());
    }

    private static boolean isSingle(Expire request) {
        return request.expiriesMs().size() == 1;
    }

    private static boolean tellsUnchanged(Expire request) {
        return request.mode() != SignedStrings.ExpireMode.SET;
    }

    @Override
    public byte[] signed() {
        return signed(request, expiryMs, updated, unchanged);
    }

    ObjectNode write(ObjectNode json) {
        if (isSingle(request)) {
            json.put("expiry", expiryMs);
        } else {
            updated.values().forEach(json.putArray("expiry")::add);
        }
        Hashes.write(json.putArray("updated"), List.copyOf(updated.keySet()));
        if (tellsUnchanged(request)) {
            var left = json.putObject("unchanged");
            unchanged.forEach((hash, expiry) -> left.put(hash.text(), expiry));
        }
        return json;
    }

    static Expired read(Expire request, JsonNode json) throws FormatException {
        var hashes = Hashes.read(json.path("updated"));
        var expiries = expiries(request, json, hashes.size());
        var updated = new TreeMap<MessageHash, Long>();
        for (var i = 0; i < hashes.size(); i++) {
            updated.put(hashes.get(i), expiries.get(isSingle(request) ? 0 : i));
        }
        var unchanged = new TreeMap<MessageHash, Long>();
        for (var left : json.path("unchanged").properties()) {
            unchanged.put(MessageHash.parse(left.getKey()), left.getValue().asLong());
        }
        var expiryMs = isSingle(request) ? expiries.getFirst() : 0;
        return new Expired(request, expiryMs, updated, unchanged, ReplyReader.signature(json));
    }

    private static List<Long> expiries(Expire request, JsonNode json, int updated) throws FormatException {
        if (isSingle(request)) {
            return List.of(ReplyReader.milliseconds(json, "expiry"));
        }
        var expiries = new ArrayList<Long>();
        json.path("expiry").forEach(expiry -> expiries.add(expiry.asLong()));
        if (expiries.size() != updated) {
            throw new FormatException("Answer has " + expiries.size() + " expiries for " + updated + " messages");
        }
        return expiries;
    }
}
