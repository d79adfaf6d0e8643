package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static hearth.protocol.rpc.Samples.NODE;
import static hearth.protocol.rpc.Samples.NODE_ID;
import static hearth.protocol.rpc.Samples.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.StorageVersion;
import hearth.protocol.swarm.Swarm;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

    private static final String SIGNATURE =
            "FJGjTcls0eXqK6YG9h+VQn3tMBtBpUm3h8LhWVlmaj9cDFHRxRIx1IRl7I30FlOqIezhRcjfOpVoFGTHOhOZCQ==";

    // ---- outcomes ----

    @Test
    void everyStatusIsAnOutcome() throws Exception {
        assertEquals(new RpcReply.ClockWrong<>("check your clock"), store(406, "check your clock"));
        assertEquals(new RpcReply.ClockWrong<>(""), store(425, ""));
        assertEquals(new RpcReply.Busy<>(429, "Too Many Requests"), store(429, "Too Many Requests\n"));
        assertEquals(new RpcReply.Busy<>(503, "Snode not ready"), store(503, "Snode not ready"));
        assertEquals(new RpcReply.Failed<>(500, "request failed"), store(500, "request failed"));
        assertEquals(new RpcReply.Failed<>(502, ""), store(502, ""));
        assertEquals(new RpcReply.Refused<>(400, "no method x"), store(400, "no method x"));
        assertEquals(new RpcReply.Refused<>(401, "who"), store(401, "who"));
    }

    @Test
    void reasonsAreShortAndPrintable() throws Exception {
        var refused = assertInstanceOf(RpcReply.Refused.class, store(400, "a\u0007\n\u001b[31mb" + "x".repeat(10_000)));

        assertEquals(200, refused.reason().length());
        assertTrue(refused.reason().startsWith("a   [31mb"));
    }

    @Test
    void theRightSwarmIsNamed() throws Exception {
        var swarm = new Swarm(new SwarmId(7), List.of(node()));

        var reply = ReplyReader.store(RpcAnswer.json(421, swarm.toJson()));

        assertEquals(new RpcReply.WrongSwarm<>(swarm), reply);
        assertThrows(FormatException.class, () -> store(421, "nonsense"));
    }

    // ---- store ----

    @Test
    void theExampleOfTheSpecificationIsRead() throws Exception {
        var body = "{\"hash\":\"" + H0.text() + "\",\"hf\":[19,6],\"t\":1700000000123,\"swarm\":{\"" + NODE_ID.hex()
                + "\":{\"hash\":\"" + H0.text() + "\",\"expiry\":1701209600000,\"signature\":\"" + SIGNATURE
                + "\",\"t\":1700000000123},\"" + "55".repeat(32) + "\":{\"hash\":\"" + H0.text()
                + "\",\"expiry\":1701209600000,\"signature\":\"" + SIGNATURE + "\",\"already\":1},\"" + "77".repeat(32)
                + "\":{\"failed\":true,\"timeout\":true}}}";

        var stored = ok(ReplyReader.store(RpcAnswer.text(200, body)));

        assertEquals(H0, stored.hash());
        var kept = assertInstanceOf(MemberReply.Kept.class, stored.members().get(NODE_ID));
        assertFalse(kept.already());
        assertEquals(1_701_209_600_000L, kept.expiryMs());
        assertTrue(kept.isSignedBy(NODE_ID));
        var other = new NodeId("55".repeat(32));
        assertTrue(assertInstanceOf(MemberReply.Kept.class, stored.members().get(other))
                .already());
        assertEquals(new MemberReply.TimedOut(), stored.members().get(new NodeId("77".repeat(32))));
        // The second one repeats the first one's signature.
        assertEquals(1, stored.confirmed());
    }

    @Test
    void everyFailureOfAMemberIsRead() throws Exception {
        assertEquals(new MemberReply.TimedOut(), member("{\"failed\":1,\"timeout\":\"1\"}"));
        assertEquals(
                new MemberReply.Refused(401, "no"), member("{\"failed\":true,\"code\":\"401\",\"reason\":\"no\"}"));
        assertEquals(new MemberReply.Refused(401, ""), member("{\"failed\":true,\"code\":401}"));
        assertEquals(new MemberReply.Garbled(), member("{\"failed\":true,\"bad_peer_response\":true}"));
        assertEquals(new MemberReply.StoreFailed(), member("{\"failed\":true,\"query_failure\":true}"));
        assertEquals(new MemberReply.Garbled(), member("{\"failed\":true,\"code\":\"x\"}"));
        assertEquals(new MemberReply.Garbled(), member("{}"));
        assertEquals(new MemberReply.Garbled(), member("5"));
        assertEquals(new MemberReply.Garbled(), member("{\"hash\":\"x\",\"signature\":\"y\",\"expiry\":1}"));
    }

    @Test
    void storeResultsRoundTrip() {
        Seeds.check(500, random -> {
            var members = new LinkedHashMap<NodeId, MemberReply>();
            for (var i = random.nextInt(6); i >= 0; i--) {
                members.put(NodeId.of(Seeds.bytes(random, 32)), memberReply(random));
            }
            var stored = new Stored(Samples.hash(random), members);

            assertEquals(stored, ok(ReplyReader.store(answer(stored.toJson()))));
        });
    }

    @Test
    void moreMembersThanAnySwarmHasAreRefused() throws Exception {
        assertEquals(
                SwarmResult.MEMBERS_MAX,
                ok(ReplyReader.store(answer(swarmOf(SwarmResult.MEMBERS_MAX))))
                        .members()
                        .size());
        assertThrows(FormatException.class, () -> ReplyReader.store(answer(swarmOf(SwarmResult.MEMBERS_MAX + 1))));
    }

    // ---- retrieve ----

    @Test
    void retrieveResultsRoundTrip() {
        Seeds.check(500, random -> {
            var messages = List.of(message(random), message(random));
            var retrieved = new Retrieved(messages, random.nextBoolean());

            assertEquals(retrieved, ok(ReplyReader.retrieve(answer(retrieved.toJson()))));
        });
    }

    @Test
    void aMessageThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        var good = new StoredMessage(H0, 1, 2, Bytes.of("abc 123".getBytes(StandardCharsets.UTF_8)));
        var json = new Retrieved(List.of(good), true).toJson();
        json.withArray("messages").insert(0, Json.parse("{\"hash\":\"x\"}")).add(5);

        var retrieved = ok(ReplyReader.retrieve(answer(json)));

        assertEquals(List.of(good), retrieved.messages());
        assertTrue(retrieved.more());
    }

    @Test
    void bothNamesOfTheExpiryAreRead() throws Exception {
        var body = "{\"messages\":[{\"hash\":\"" + H0.text()
                + "\",\"timestamp\":1,\"expiry\":2,\"data\":\"YQ\"}],\"more\":false}";

        var message =
                ok(ReplyReader.retrieve(RpcAnswer.text(200, body))).messages().getFirst();

        assertEquals(2, message.expiryMs());
        assertEquals(Bytes.of(new byte[] {'a'}), message.data());
    }

    @Test
    void aMessageThatTheNodeChangedIsNotGenuine() {
        var data = Bytes.of("abc 123".getBytes(StandardCharsets.UTF_8));
        var other = Bytes.of("abc 124".getBytes(StandardCharsets.UTF_8));

        assertTrue(new StoredMessage(H0, 1, 2, data).isGenuine(ACCOUNT, Namespace.DIRECT));
        assertFalse(new StoredMessage(H0, 1, 2, other).isGenuine(ACCOUNT, Namespace.DIRECT));
        assertFalse(new StoredMessage(H0, 1, 2, data).isGenuine(ACCOUNT, new Namespace(5)));
    }

    // ---- the others ----

    @Test
    void swarmAndStatusRoundTrip() throws Exception {
        var swarm = new Swarm(new SwarmId(-2), List.of(node().withSwarm(new SwarmId(-2))));
        var status = new NodeStatus(new StorageVersion(2, 8, 255), NOW_MS);

        assertEquals(swarm, ok(ReplyReader.swarm(answer(swarm.toJson()))));
        assertEquals(status, ok(ReplyReader.info(answer(status.toJson()))));
        assertThrows(FormatException.class, () -> ReplyReader.info(RpcAnswer.text(200, "{\"version\":[2,8]}")));
        assertThrows(
                FormatException.class,
                () -> ReplyReader.info(RpcAnswer.text(200, "{\"version\":[2,8,256],\"timestamp\":1}")));
    }

    @Test
    void theNodesClockIsReadWhereItTells() throws Exception {
        var status = new NodeStatus(new StorageVersion(2, 8, 0), NOW_MS);
        var stamped = Stamp.at(NOW_MS + 5).on(status.toJson());

        var with = assertInstanceOf(RpcReply.Ok.class, ReplyReader.info(RpcAnswer.ok(stamped)));
        var without = assertInstanceOf(RpcReply.Ok.class, ReplyReader.info(RpcAnswer.ok(status.toJson())));

        assertEquals(OptionalLong.of(NOW_MS + 5), with.nodeTimeMs());
        assertEquals(OptionalLong.empty(), without.nodeTimeMs());
        assertEquals("[19,6]", Json.text(stamped.path("hf")));
    }

    @Test
    void theAnswersOfABatchAreReadEachOnItsOwn() throws Exception {
        var parts = Json.array();
        parts.add(RpcAnswer.ok(new NodeStatus(new StorageVersion(2, 8, 0), 5).toJson())
                .inBatch());
        parts.add(RpcAnswer.text(401, "no").inBatch());
        var batch = Json.object();
        batch.set("results", parts);

        var answers = ok(ReplyReader.batch(RpcAnswer.text(200, Json.text(batch))));

        assertEquals(5, ok(ReplyReader.info(answers.getFirst())).timestampMs());
        assertEquals(new RpcReply.Refused<>(401, "no"), ReplyReader.retrieve(answers.getLast()));
        assertThrows(FormatException.class, () -> ReplyReader.batch(RpcAnswer.text(200, "{}")));
    }

    private static RpcReply<Stored> store(int status, String body) throws FormatException {
        return ReplyReader.store(RpcAnswer.text(status, body));
    }

    private static MemberReply member(String json) throws FormatException {
        return MemberReply.read(Json.parse(json));
    }

    private static <T> T ok(RpcReply<T> reply) {
        if (reply instanceof RpcReply.Ok<T> ok) {
            return ok.result();
        }
        throw new AssertionError("Not a success: " + reply);
    }

    /** As it comes over the wire. */
    private static RpcAnswer answer(JsonNode json) {
        return RpcAnswer.text(200, Json.text(json));
    }

    private static JsonNode swarmOf(int count) {
        var swarm = Json.object();
        for (var i = 0; i < count; i++) {
            swarm.set("%064x".formatted(i), new MemberReply.TimedOut().toJson());
        }
        var json = Json.object().put("hash", H0.text());
        json.set("swarm", swarm);
        return json;
    }

    private static StoredMessage message(RandomGenerator random) {
        return new StoredMessage(
                Samples.hash(random),
                random.nextLong(1L << 50),
                random.nextLong(1L << 50),
                Bytes.of(Seeds.bytes(random, random.nextInt(200))));
    }

    private static MemberReply memberReply(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> new MemberReply.TimedOut();
            case 1 -> new MemberReply.Refused(random.nextInt(600), "why");
            case 2 -> new MemberReply.Garbled();
            case 3 -> new MemberReply.StoreFailed();
            default -> kept(random);
        };
    }

    private static MemberReply.Kept kept(RandomGenerator random) {
        return new MemberReply.Kept(
                Samples.hash(random), random.nextLong(1L << 50), random.nextBoolean(), Samples.signature(random));
    }

    private static NodeInfo node() {
        return new NodeInfo(NODE_ID, NODE.toX25519().publicKey(), "192.0.2.7", 22021, 22020, new SwarmId(7));
    }
}
