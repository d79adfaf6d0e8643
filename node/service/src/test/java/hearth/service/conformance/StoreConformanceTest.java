package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.DeleteBefore;
import hearth.protocol.rpc.ExpireAll;
import hearth.protocol.rpc.GetExpiries;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points 5 to 10 of network.md §10.5: storing, retrieving and the times of signatures. */
class StoreConformanceTest {

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    private static final NamespaceScope ALL = new NamespaceScope.All();

    private final Town town = Town.shared();
    private final Person alice = new Person();

    private Reply ask(Way way, StorageRequest.ForAccount request) throws IOException {
        return town.ask(way, town.keeper(request.account()), request);
    }

    private Reply ask(Way way, String method, String params) throws IOException {
        return town.ask(way, town.keeper(alice.account), "{\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    private static String pubkey(Person person) {
        return "\"pubkey\":\"" + person.account.hex() + '"';
    }

    private static List<String> hashes(Reply reply) {
        return StreamSupport.stream(reply.ok().path("messages").spliterator(), false)
                .map(message -> message.path("hash").textValue())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void point05EveryNamespaceGivesAndTakesAsItsClassSays(Way way) throws IOException {
        for (var number : new int[] {0, 2, 11, -10, -1, -11}) {
            var namespace = new Namespace(number);
            var signed = alice.store(namespace, "in " + number, MINUTE_MS);
            var unsigned = new Store(
                    alice.account,
                    namespace,
                    Town.NOW_MS,
                    Town.NOW_MS + MINUTE_MS,
                    Bytes.of(new byte[] {(byte) number}),
                    Optional.empty());
            if (namespace.isPublicInbox()) {
                ask(way, unsigned).ok();
            } else {
                ask(way, unsigned).refused(401, "store: signature required to store to namespace " + number);
            }
            ask(way, signed).ok();

            var open =
                    new Retrieve(alice.account, namespace, Optional.empty(), RetrieveLimit.DEFAULT, Optional.empty());
            if (number == -10 || number == -1) {
                assertTrue(hashes(ask(way, open)).contains(signed.hash().text()));
            } else if (number == 0) {
                ask(way, open).refused(401, "retrieve: request signature required");
            } else {
                ask(way, open).refused(400, "invalid request: Required field 'signature' missing");
            }
            assertTrue(hashes(ask(way, alice.retrieve(namespace)))
                    .contains(signed.hash().text()));
        }
        ask(way, alice.store(new Namespace(-1), "newest " + way, MINUTE_MS)).ok();
        assertEquals(1, hashes(ask(way, alice.retrieve(new Namespace(-1)))).size());
    }

    @ParameterizedTest
    @EnumSource
    void point06AStoreHasItsFormsAndItsLimits(Way way) throws IOException {
        var data = ",\"data\":\"YWJj\"";
        var text = ",\"timestamp\":\"" + Town.NOW_MS + "\",\"ttl\":\"60000\"";
        var time = ",\"timestamp\":" + Town.NOW_MS;
        ask(way, "store", pubkey(alice) + text + data).ok();
        ask(way, "store", pubkey(alice) + time + ",\"expiry\":" + (Town.NOW_MS + MINUTE_MS) + data)
                .ok();
        ask(way, "store", pubkey(alice) + text + ",\"expiry\":" + (Town.NOW_MS + MINUTE_MS) + data)
                .refused(400, "invalid request: Cannot specify both 'expiry' and 'ttl'");
        ask(way, "store", pubkey(alice) + time + data)
                .refused(400, "invalid request: Required field 'expiry' or 'ttl' missing");

        var ttl = "Provided expiry/TTL is not valid.";
        ask(way, alice.store(Namespace.DIRECT, "a", 9_999)).refused(403, ttl);
        ask(way, alice.store(Namespace.DIRECT, "a", 10_000)).ok();
        ask(way, alice.store(Namespace.DIRECT, "a", 14 * DAY_MS)).ok();
        ask(way, alice.store(Namespace.DIRECT, "a", 14 * DAY_MS + 1)).refused(403, ttl);
        ask(way, alice.store(new Namespace(2), "a", 30 * DAY_MS)).ok();
        ask(way, alice.store(new Namespace(2), "a", 30 * DAY_MS + 1)).refused(403, ttl);

        ask(way, "store", pubkey(alice) + text + large(76_800)).ok();
        ask(way, "store", pubkey(alice) + text + large(76_801))
                .refused(400, "invalid request: Message body exceeds maximum allowed length of 76800 bytes");

        ask(way, alice.store(Namespace.DIRECT, "b", Town.NOW_MS + 9_000, MINUTE_MS))
                .ok();
        ask(way, alice.store(Namespace.DIRECT, "b", Town.NOW_MS + 11_000, MINUTE_MS))
                .refused(406, "Timestamp error: check your clock");
    }

    private static String large(int bytes) {
        return ",\"data\":\"" + Base64.getEncoder().encodeToString(new byte[bytes]) + '"';
    }

    @ParameterizedTest
    @EnumSource
    void point07TheSameMessageAgainIsKnownAndItsLaterExpiryWins(Way way) throws IOException {
        var first = alice.store(Namespace.DIRECT, "again", MINUTE_MS);

        var fresh = members(ask(way, first));
        var longer = members(ask(way, alice.store(Namespace.DIRECT, "again", 2 * MINUTE_MS)));
        var shorter = members(ask(way, first));

        for (var member : fresh.properties()) {
            assertFalse(member.getValue().path("already").asBoolean(), member.toString());
            assertEquals(
                    Town.NOW_MS + MINUTE_MS, member.getValue().path("expiry").longValue());
        }
        for (var again : List.of(longer, shorter)) {
            for (var member : again.properties()) {
                assertTrue(member.getValue().path("already").asBoolean(), member.toString());
                assertEquals(
                        Town.NOW_MS + 2 * MINUTE_MS,
                        member.getValue().path("expiry").longValue());
            }
        }
        assertEquals(List.of(first.hash().text()), hashes(ask(way, alice.retrieve(Namespace.DIRECT))));
    }

    private static ObjectNode members(Reply reply) {
        var swarm = (ObjectNode) reply.ok().path("swarm");
        assertEquals(Town.SWARM_SIZE, swarm.size());
        return swarm;
    }

    @ParameterizedTest
    @EnumSource
    void point08TheHashIsThatOfTheRecipeAndEveryMemberSignsIt(Way way) throws Exception {
        var store = alice.store(Namespace.DIRECT, "hashed", MINUTE_MS);

        var reply = ask(way, store).ok();

        assertEquals(
                MessageHash.of(alice.account, Namespace.DIRECT, "hashed".getBytes(StandardCharsets.UTF_8))
                        .text(),
                reply.path("hash").textValue());
        for (var member : reply.path("swarm").properties()) {
            var kept = (MemberReply.Kept) MemberReply.read(store, member.getValue());
            assertEquals(store.hash(), kept.hash());
            assertTrue(kept.isSignedBy(NodeId.parse(member.getKey())));
        }
        assertTrue(reply.path("t").isIntegralNumber());
        assertEquals("[19,6]", reply.path("hf").toString());
    }

    @ParameterizedTest
    @EnumSource
    void point09PagesEndAtTheirLimitsAndFollowTheLastHash(Way way) throws IOException {
        var all = new ArrayList<String>();
        for (var i = 0; i < 4; i++) {
            var store = alice.store(Namespace.DIRECT, "page " + i, Town.NOW_MS - i, MINUTE_MS);
            ask(way, store).ok();
            all.add(store.hash().text());
        }
        var elsewhere = alice.store(new Namespace(2), "elsewhere", MINUTE_MS);
        ask(way, elsewhere).ok();

        var one = page(way, Optional.empty(), new RetrieveLimit(1, 0));
        assertEquals(all.subList(0, 1), hashes(one));
        assertTrue(one.ok().path("more").booleanValue());
        assertEquals(all, hashes(page(way, Optional.empty(), RetrieveLimit.part(1))));
        assertEquals(all, hashes(page(way, Optional.empty(), RetrieveLimit.part(5))));
        assertFalse(page(way, Optional.empty(), RetrieveLimit.part(5))
                .ok()
                .path("more")
                .booleanValue());
        assertEquals(all.subList(0, 1), hashes(page(way, Optional.empty(), new RetrieveLimit(0, 1))));
        assertEquals(
                all.subList(2, 4), hashes(page(way, Optional.of(new MessageHash(all.get(1))), RetrieveLimit.DEFAULT)));
        assertEquals(all, hashes(page(way, Optional.of(elsewhere.hash()), RetrieveLimit.DEFAULT)));
        assertEquals(all, hashes(page(way, Optional.of(new MessageHash("A".repeat(43))), RetrieveLimit.DEFAULT)));
        var signed = alice.retrieve(Namespace.DIRECT).params();
        for (var none : new String[] {"\"\"", "null"}) {
            signed.set("last_hash", parse(none));
            assertEquals(all, hashes(ask(way, "retrieve", inner(signed))));
        }
        signed.put("last_hash", "A".repeat(42));
        ask(way, "retrieve", inner(signed))
                .refused(400, "invalid request: Invalid last_hash: expected base64 (43 chars)");
    }

    private static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (FormatException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String inner(ObjectNode params) {
        var text = Json.text(params);
        return text.substring(1, text.length() - 1);
    }

    private Reply page(Way way, Optional<MessageHash> last, RetrieveLimit limit) throws IOException {
        return ask(way, alice.retrieve(Namespace.DIRECT, last, limit));
    }

    @ParameterizedTest
    @EnumSource
    void point10SignaturesAreGoodForAMinuteAndEachMethodSaysItsOwnWords(Way way) throws IOException {
        for (var off : new long[] {-59_000, 59_000}) {
            var at = Town.NOW_MS + off;
            ask(way, retrieveAt(at)).ok();
            ask(way, storeSignedAt(at)).ok();
            ask(way, deleteAllAt(at)).ok();
            ask(way, expiriesAt(at)).ok();
            ask(way, deleteBefore(at)).ok();
            ask(way, expireAll(at)).ok();
            ask(way, alice.expire(ExpireMode.SET, List.of(at), List.of(hash()))).ok();
        }
        for (var off : new long[] {-61_000, 61_000}) {
            var at = Town.NOW_MS + off;
            ask(way, retrieveAt(at)).refused(406, "retrieve timestamp too far from current time");
            ask(way, storeSignedAt(at)).refused(406, "store signature timestamp too far from current time");
            ask(way, deleteAllAt(at)).refused(406, "delete_all timestamp too far from current time");
            ask(way, expiriesAt(at)).refused(406, "get_expiries timestamp too far from current time");
        }
        ask(way, deleteBefore(Town.NOW_MS - 61_000)).ok();
        ask(way, deleteBefore(Town.NOW_MS + 61_000)).refused(401, "delete_before timestamp too far in the future");
        ask(way, expireAll(Town.NOW_MS + 61_000)).ok();
        ask(way, expireAll(Town.NOW_MS - 61_000)).refused(406, "expire_all timestamp should be >= current time");
        ask(way, alice.expire(ExpireMode.SET, List.of(Town.NOW_MS - 61_000), List.of(hash())))
                .refused(401, "expire: timestamp should be >= current time");
        var stranger = new Person();
        var forged = stranger.proof(Town.NOW_MS, SignedStrings.deleteAll(ALL, Town.NOW_MS));
        ask(way, new DeleteAll(alice.account, ALL, forged)).refused(401, "delete_all signature verification failed");
    }

    private static MessageHash hash() {
        return new MessageHash("A".repeat(43));
    }

    private Retrieve retrieveAt(long at) {
        var proof = alice.proof(at, SignedStrings.retrieve(Namespace.DIRECT, at));
        return new Retrieve(
                alice.account, Namespace.DIRECT, Optional.empty(), RetrieveLimit.DEFAULT, Optional.of(proof));
    }

    private Store storeSignedAt(long at) {
        var namespace = new Namespace(3);
        return new Store(
                alice.account,
                namespace,
                Town.NOW_MS,
                Town.NOW_MS + MINUTE_MS,
                Bytes.EMPTY,
                Optional.of(alice.proof(at, SignedStrings.store(namespace, at))));
    }

    private DeleteAll deleteAllAt(long at) {
        return new DeleteAll(alice.account, ALL, alice.proof(at, SignedStrings.deleteAll(ALL, at)));
    }

    private GetExpiries expiriesAt(long at) {
        var messages = List.of(hash().text());
        return new GetExpiries(alice.account, messages, alice.proof(at, SignedStrings.getExpiries(at, messages)));
    }

    private DeleteBefore deleteBefore(long at) {
        return new DeleteBefore(alice.account, ALL, at, alice.proof(SignedStrings.deleteBefore(ALL, at)));
    }

    private ExpireAll expireAll(long at) {
        return new ExpireAll(alice.account, ALL, at, alice.proof(SignedStrings.expireAll(ALL, at)));
    }
}
