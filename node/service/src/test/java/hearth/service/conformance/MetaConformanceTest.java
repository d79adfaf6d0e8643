package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.GetSwarm;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Sequence;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StorageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points 15 to 18, 21 and 25 of network.md §10.5: swarms, requests made of others, and what real clients send. */
class MetaConformanceTest {

    private static final long MINUTE_MS = 60_000;
    private static final String INFO = "{\"method\":\"info\",\"params\":{}}";

    private final Town town = Town.shared();
    private final Person alice = new Person();

    private Reply ask(Way way, StorageRequest request) throws IOException {
        return town.ask(way, town.keeper(alice.account), request);
    }

    private Reply ask(Way way, String method, String params) throws IOException {
        return town.ask(way, town.keeper(alice.account), "{\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    private static String requests(String... requests) {
        return "\"requests\":[" + String.join(",", requests) + ']';
    }

    @ParameterizedTest
    @EnumSource
    void point15EveryNodeKnowsTheSwarmAndAWrongOneNamesItInItsRefusal(Way way) throws IOException {
        var stranger = town.stranger(alice.account);
        var store = alice.store(Namespace.DIRECT, "astray", MINUTE_MS);

        var known = town.ask(way, stranger, new GetSwarm(alice.account)).ok();
        var refused = town.ask(way, stranger, store);
        var batch = town.ask(way, stranger, new Batch(List.of(store, new GetInfo())));

        assertEquals(421, refused.status());
        assertEquals(known, refused.json());
        assertEquals(421, batch.code(0));
        assertEquals(known, batch.result(0));
        assertEquals(200, batch.code(1));
        assertEquals(town.swarm(alice.account).id().hex(), known.path("swarm").textValue());
        assertEquals(Town.SWARM_SIZE, known.path("snodes").size());
        var first = known.path("snodes").path(0);
        assertTrue(first.path("port").isTextual());
        assertEquals(first.path("port").textValue(), first.path("port_https").asText());
        assertTrue(first.path("address").textValue().endsWith(".snode"));
    }

    @ParameterizedTest
    @EnumSource
    void point16ABatchHasOneToTwentyRequestsAndIsReadAsAWhole(Way way) throws IOException {
        var batch = "invalid request: Invalid batch ";

        ask(way, "batch", requests()).refused(400, batch + "request: no valid \"requests\" field");
        assertEquals(1, results(ask(way, "batch", requests(INFO))));
        assertEquals(
                20,
                results(ask(way, "batch", requests(Collections.nCopies(20, INFO).toArray(new String[0])))));
        ask(way, "batch", requests(Collections.nCopies(21, INFO).toArray(new String[0])))
                .refused(400, batch + "request: subrequest limit exceeded");
        ask(way, "batch", requests("{\"method\":\"batch\",\"params\":{" + requests(INFO) + "}}"))
                .refused(400, batch + "subrequest: subrequests may not contain meta-requests");
        ask(way, "batch", requests(INFO, "{\"method\":\"fly\",\"params\":{}}"))
                .refused(400, batch + "subrequest: invalid method \"fly\"");
        ask(way, "batch", requests(INFO, "{\"method\":\"get_swarm\",\"params\":{\"pubkey\":\"05\"}}"))
                .refused(400, "invalid request: Pubkey must be 66 hex digits/33 bytes long");

        var mixed = ask(
                way,
                new Batch(List.of(
                        new GetInfo(),
                        alice.store(Namespace.DIRECT, "in a batch", 1),
                        alice.store(Namespace.DIRECT, "in a batch", MINUTE_MS),
                        new GetSwarm(alice.account))));
        assertTrue(mixed.result(0).has("version"));
        assertEquals(403, mixed.code(1));
        assertEquals("Provided expiry/TTL is not valid.", mixed.result(1).textValue());
        assertTrue(mixed.result(2).has("hash"));
        assertTrue(mixed.result(3).has("snodes"));
        assertFalse(mixed.ok().has("t"));
    }

    private static int results(Reply reply) {
        return reply.ok().path("results").size();
    }

    @ParameterizedTest
    @EnumSource
    void point17ASequenceEndsWithItsFirstFailureAndDoesOneAfterTheOther(Way way) throws IOException {
        var first = alice.store(Namespace.DIRECT, "first", MINUTE_MS);
        var reply = ask(
                way,
                new Sequence(List.of(
                        first,
                        alice.delete(List.of(first.hash()), true),
                        alice.delete(List.of(first.hash()), true),
                        alice.store(Namespace.DIRECT, "never", MINUTE_MS))));

        assertEquals(3, results(reply));
        assertEquals(List.of(200, 200, 404), List.of(reply.code(0), reply.code(1), reply.code(2)));
        assertEquals(
                0,
                ask(way, alice.retrieve(Namespace.DIRECT)).ok().path("messages").size());
    }

    @ParameterizedTest
    @EnumSource
    void point18AnIfelseTakesTheBranchThatItsConditionsSay(Way way) throws IOException {
        var batch = "{\"method\":\"batch\",\"params\":{" + requests(INFO) + "}}";
        var swarm = "{\"method\":\"get_swarm\",\"params\":{\"pubkey\":\"" + alice.account.hex() + "\"}}";
        var holds = "\"if\":{\"hf_at_least\":[19,6],\"v_at_least\":[2,8],\"height_at_least\":0}";
        var fails = "\"if\":{\"hf_at_least\":19,\"v_before\":2}";

        var then = ask(way, "ifelse", holds + ",\"then\":" + batch + ",\"else\":" + swarm)
                .ok();
        assertTrue(then.path("condition").booleanValue());
        assertEquals(200, then.path("result").path("code").intValue());
        assertEquals(
                200,
                then.path("result")
                        .path("body")
                        .path("results")
                        .path(0)
                        .path("code")
                        .intValue());
        assertEquals("[19,6]", then.path("hf").toString());
        assertEquals(3, then.path("v").size());
        assertTrue(then.path("height").isInt());

        var otherwise = ask(way, "ifelse", fails + ",\"then\":" + batch + ",\"else\":" + swarm)
                .ok();
        assertFalse(otherwise.path("condition").booleanValue());
        assertTrue(otherwise.path("result").path("body").has("snodes"));

        var neither = ask(way, "ifelse", fails + ",\"then\":" + batch).ok();
        assertFalse(neither.has("result"));

        var nested = "{\"method\":\"ifelse\",\"params\":{" + holds + ",\"then\":" + INFO + "}}";
        var inner = ask(way, "ifelse", holds + ",\"then\":" + nested).ok();
        assertTrue(inner.path("result").path("body").path("result").path("body").has("version"));
    }

    @ParameterizedTest
    @EnumSource
    void point21ActiveNodesAreRecordsAndTextWhereTextIsNeeded(Way way) throws Exception {
        var batched = ask(way, "batch", requests("{\"method\":\"active_nodes_bin\",\"params\":{\"stray\":[1]}}"));
        var records = Base64.getDecoder().decode(batched.result(0).textValue());

        assertEquals(Town.NODES * ActiveNodes.RECORD_BYTES, records.length);
        assertEquals(
                town.nodes.nodes().stream().map(node -> node.id()).sorted().toList(),
                ActiveNodes.decode(records).nodes().stream()
                        .map(node -> node.id())
                        .sorted()
                        .toList());
        var node = town.keeper(alice.account);
        if (way == Way.DIRECT) {
            var raw = town.post(
                    node,
                    "/storage_rpc/v1",
                    "{\"method\":\"active_nodes_bin\",\"params\":{}}".getBytes(StandardCharsets.UTF_8));
            assertEquals("application/octet-stream", raw.header("content-type"));
            assertEquals(Integer.toString(records.length), raw.header("content-length"));
        } else if (way != Way.OMQ) { // over OMQ they are bytes, too
            assertEquals(
                    Base64.getEncoder().encodeToString(records),
                    ask(way, "active_nodes_bin", "").body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void point25WhatRealClientsSendIsUnderstood(Way way) throws IOException {
        var me = "\"pubkey\":\"" + alice.account.hex() + '"';
        var upper =
                "\"pubkey_ed25519\":\"" + alice.keys.signing().publicKey().hex().toUpperCase(Locale.ROOT) + '"';
        var ed = "\"pubkey_ed25519\":\"" + alice.keys.signing().publicKey().hex() + '"';
        var now = ",\"timestamp\":" + Town.NOW_MS;

        // Desktop
        town.ask(
                        way,
                        town.keeper(alice.account),
                        "{\"jsonrpc\":\"2.0\",\"method\":\"get_swarm\",\"params\":{" + me
                                + ",\"params\":{\"active_only\":true,\"fields\":{\"public_ip\":true}}}}")
                .ok();
        ask(way, "store", me + now + ",\"namespace\":0,\"ttl\":1209600000,\"data\":\"YWJj\"")
                .ok();
        var config = signature(SignedStrings.store(new Namespace(2), Town.NOW_MS));
        ask(way, "store", me + ',' + ed + now + ",\"namespace\":2,\"ttl\":2592000000,\"data\":\"YWJj\"," + config)
                .ok();
        var read = signature(SignedStrings.retrieve(new Namespace(2), Town.NOW_MS));
        var retrieve = me + ',' + ed + now + ",\"namespace\":2,\"last_hash\":\"\",\"max_size\":-8," + read;
        var poll = ask(way, "batch", requests("{\"method\":\"retrieve\",\"params\":{" + retrieve + "}}"));
        var hash = poll.result(0).path("messages").path(0).path("hash").textValue();
        var hashes = List.of(new MessageHash(hash));
        var expiry = Town.NOW_MS + 30L * 24 * 60 * MINUTE_MS;
        var expire = signature(SignedStrings.expire(ExpireMode.SET, List.of(expiry), hashes));
        ask(way, "expire", me + ',' + ed + ",\"messages\":[\"" + hash + "\"],\"expiry\":" + expiry + ',' + expire)
                .ok();
        var get = signature(SignedStrings.getExpiries(Town.NOW_MS, List.of(hash)));
        var expiries = ask(way, "get_expiries", me + ',' + upper + now + ",\"messages\":[\"" + hash + "\"]," + get)
                .ok();
        assertEquals(expiry, expiries.path("expiries").path(hash).longValue());
        assertFalse(expiries.has("t"));
        var extended = signature(SignedStrings.expire(ExpireMode.EXTEND, List.of(expiry), hashes));
        ask(
                        way,
                        "expire",
                        me + ',' + ed + ",\"messages\":\"" + hash + "\",\"expiry\":[" + expiry + "],\"extends\":true,"
                                + extended)
                .ok();

        // Android
        ask(way, "get_snodes_for_pubkey", me.replace("pubkey", "pubKey")).ok();
        ask(way, "store", me + ",\"timestamp\":\"" + Town.NOW_MS + "\",\"ttl\":\"60000\",\"data\":\"YWJjZA\"")
                .ok();
        var shorten = signature(SignedStrings.expire(ExpireMode.SHORTEN, List.of(Town.NOW_MS), hashes));
        ask(
                        way,
                        "expire",
                        me + ',' + ed + now + ",\"messages\":[\"" + hash + "\"],\"expiry\":" + Town.NOW_MS
                                + ",\"shorten\":true," + shorten)
                .ok();
        assertEquals(Town.NOW_MS, ask(way, "info", "").ok().path("timestamp").longValue());

        // iOS
        var signed = signature(SignedStrings.store(Namespace.DIRECT, Town.NOW_MS));
        ask(way, "store", me + ',' + ed + now + ",\"ttl\":60000,\"data\":\"YWJjZGU=\"," + signed)
                .ok();
        var delete = signature(SignedStrings.delete(hashes)).replace("==", "");
        ask(way, "delete", me + ',' + upper + now + ",\"required\":true,\"messages\":[\"" + hash + "\"]," + delete)
                .ok();
        var all = signature(SignedStrings.deleteAll(new NamespaceScope.All(), Town.NOW_MS));
        ask(way, "delete_all", me + ',' + upper + now + ",\"namespace\":\"all\"," + all)
                .ok();
        var ons = "{\"method\":\"oxend_request\",\"params\":{\"endpoint\":\"ons_resolve\",\"params\":"
                + "{\"type\":0,\"name_hash\":\"yB7mbm2q1MaczqNZCYguH+71z5jooEMeXA0sncfni+g=\"}}}";
        var name = ask(way, "batch", requests(ons));
        assertEquals(Json.object(), name.result(0).path("result"));
        ask(way, "oxend_request", "\"endpoint\":\"fly\"").refused(400, "Invalid oxend endpoint 'fly'");
    }

    private String signature(byte[] signed) {
        return "\"signature\":\"" + alice.proof(signed).signature().base64() + '"';
    }
}
