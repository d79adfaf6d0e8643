package hearth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SwarmId;
import hearth.protocol.rpc.Store;
import hearth.service.http.ClientReply;
import hearth.sqlite.StoreException;
import hearth.testkit.Await;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes on bad days: members away, disks full, clocks wrong, files damaged. */
@Timeout(180)
class NodeFaultTest {

    private static final Account ALICE = new Account("05" + "a1".repeat(32));
    private static final String RPC = "/storage_rpc/v1";

    /** Anyone may store and read here. */
    private static final Namespace OPEN = new Namespace(-10);

    @TempDir
    private Path folder;

    private Optional<TestNodes> started = Optional.empty();

    private TestNodes start(int count, NodeLimits limits) throws IOException {
        var nodes = TestNodes.start(folder, count, limits);
        started = Optional.of(nodes);
        return nodes;
    }

    private TestNodes startWithClocks(Duration... offsets) throws IOException {
        var clocks = Arrays.stream(offsets)
                .map(offset -> Clock.offset(Clock.systemUTC(), offset))
                .toList();
        var nodes = TestNodes.start(folder, TestNodes.QUICK, _ -> true, clocks);
        started = Optional.of(nodes);
        return nodes;
    }

    @AfterEach
    void stop() {
        started.ifPresent(TestNodes::close);
    }

    private static Store message(Namespace namespace, byte[] data) {
        var now = System.currentTimeMillis();
        return new Store(ALICE, namespace, now, now + 3_600_000, Bytes.of(data), Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(ClientReply reply) throws Exception {
        return Json.parseObject(reply.body().toArray());
    }

    private static Set<String> hashes(TestNodes nodes, int index) throws Exception {
        var request = "{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + ALICE.hex()
                + "\",\"namespace\":-10,\"max_size\":-1}}";
        var hashes = new HashSet<String>();
        for (var message : json(nodes.post(index, RPC, bytes(request))).path("messages")) {
            hashes.add(message.path("hash").textValue());
        }
        return hashes;
    }

    @Test
    void aMemberThatIsAwayGetsEverythingWhenItIsBack() throws Exception {
        var nodes = start(3, TestNodes.QUICK);
        nodes.stop(2);
        var expected = new HashSet<String>();
        for (var i = 0; i < 30; i++) {
            var store = message(OPEN, bytes("message " + i));
            assertEquals(200, nodes.post(i % 2, RPC, store.toJson()).status());
            expected.add(store.hash().text());
        }

        nodes.restart(2);

        Await.until("everything is there", () -> hashes(nodes, 2).equals(expected));
    }

    @Test
    void whatAMemberMissedIsNotForgottenWhenTheOthersRestart() throws Exception {
        var nodes = start(2, TestNodes.QUICK);
        nodes.stop(1);
        var store = message(OPEN, bytes("owed"));
        nodes.post(0, RPC, store.toJson());
        nodes.stop(0);
        nodes.restart(0);

        nodes.restart(1);

        Await.until("it is there", () -> hashes(nodes, 1).contains(store.hash().text()));
    }

    @Test
    void aMemberThatAcceptsConnectionsAndIsSilentCostsTheSwarmTimeoutOnly() throws Exception {
        var nodes = start(
                2, TestNodes.QUICK.withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        var other = nodes.info(1);
        nodes.stop(1);
        try (var silence = new ServerSocket(other.omqPort(), 100, InetAddress.getLoopbackAddress())) {
            var answer =
                    json(nodes.post(0, RPC, message(OPEN, bytes("patience")).toJson()));

            var member = answer.path("swarm").path(other.id().hex());
            assertTrue(
                    member.path("failed").booleanValue()
                            && member.path("timeout").booleanValue(),
                    member.toString());
            assertTrue(answer.path("swarm").path(nodes.info(0).id().hex()).has("signature"));
            assertTrue(silence.isBound());
        }
    }

    @Test
    void aNewMemberIsHandedAllMessages() throws Exception {
        var nodes = start(3, TestNodes.QUICK);
        var all = List.of(nodes.info(0), nodes.info(1), nodes.info(2));
        nodes.know(List.of(all.get(0), all.get(1), all.get(2).withSwarm(SwarmId.UNASSIGNED)));
        Await.until("the nodes took note", () -> nodes.node(0).health().state() == NodeHealth.State.GOOD);
        var expected = new HashSet<String>();
        for (var i = 0; i < 40; i++) {
            var store = message(OPEN, Seeds.bytes(Seeds.random(i), 50_000));
            assertEquals(200, nodes.post(0, RPC, store.toJson()).status());
            expected.add(store.hash().text());
        }

        nodes.know(all);

        Await.until("everything is there", () -> hashes(nodes, 2).equals(expected));
    }

    @Test
    void aNodeWhoseDiskWasReplacedGetsItsMessagesFromTheOthers() throws Exception {
        var nodes = start(3, TestNodes.QUICK);
        var expected = new HashSet<String>();
        for (var i = 0; i < 20; i++) {
            var store = message(OPEN, bytes("message " + i));
            nodes.post(0, RPC, store.toJson());
            expected.add(store.hash().text());
        }
        nodes.stop(1);
        try (var files = Files.list(folder.resolve("node-1"))) {
            for (var file : files.filter(file -> file.getFileName().toString().contains(".db"))
                    .toList()) {
                Files.delete(file);
            }
        }

        nodes.restart(1);

        Await.until("everything is there", () -> hashes(nodes, 1).equals(expected));
    }

    @Test
    void aFullNodeRefusesStoresAndServesOn() throws Exception {
        var nodes = start(1, TestNodes.QUICK.withStoreBytesMax(1 << 20));
        var reply = nodes.post(0, RPC, message(OPEN, bytes("first")).toJson());
        assertEquals(200, reply.status());
        for (var i = 0; reply.status() == 200 && i < 100; i++) {
            reply = nodes.post(
                    0,
                    RPC,
                    message(Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 70_000))
                            .toJson());
        }

        assertEquals(500, reply.status(), "all members failed");
        var own = json(reply).path("swarm").path(nodes.info(0).id().hex());
        assertTrue(
                own.path("failed").booleanValue() && own.path("query_failure").booleanValue(), own.toString());
        assertEquals(1, hashes(nodes, 0).size(), "reading goes on");
        assertEquals(NodeHealth.State.CANNOT_STORE, nodes.node(0).health().state());
        assertEquals(
                200,
                nodes.post(0, RPC, bytes("{\"method\":\"info\",\"params\":{}}")).status());
    }

    @Test
    void aFullMemberIsAFailureOfThatMemberOnly() throws Exception {
        var clocks = List.of(Clock.systemUTC(), Clock.systemUTC());
        var small = TestNodes.start(folder, TestNodes.QUICK.withStoreBytesMax(1 << 20), _ -> true, clocks);
        started = Optional.of(small);
        var last = small.post(0, RPC, message(OPEN, bytes("first")).toJson());
        for (var i = 0; last.status() == 200 && i < 100; i++) {
            last = small.post(
                    0,
                    RPC,
                    message(Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 70_000))
                            .toJson());
        }

        assertEquals(500, last.status());
        for (var member : json(last).path("swarm")) {
            assertTrue(member.path("failed").booleanValue(), member.toString());
        }
    }

    @Test
    void expiredMessagesMakeRoomAgain() throws Exception {
        var nodes = start(1, TestNodes.QUICK.withStoreBytesMax(1 << 20).withPurgeInterval(Duration.ofMillis(200)));
        var status = 200;
        for (var i = 0; status == 200 && i < 100; i++) {
            var now = System.currentTimeMillis();
            var data = Bytes.wrap(Seeds.bytes(Seeds.random(i), 70_000));
            status = nodes.post(0, RPC, new Store(ALICE, OPEN, now, now + 10_000, data, Optional.empty()).toJson())
                    .status();
        }
        assertEquals(500, status);

        Await.until(
                "there is room",
                () -> nodes.post(0, RPC, message(OPEN, bytes("small")).toJson()).status() == 200);

        Await.until("it is well again", () -> nodes.node(0).health().state() == NodeHealth.State.GOOD);
    }

    /** Its own clock says so; the others take what it hands on as long as the message itself is in time for them. */
    @Test
    void aNodeWhoseClockIsAnHourWrongSaysSoAndTheOthersServeOn() throws Exception {
        var nodes = startWithClocks(Duration.ZERO, Duration.ofHours(-1), Duration.ZERO);

        var late = nodes.post(1, RPC, message(OPEN, bytes("from the future")).toJson());
        var good = nodes.post(0, RPC, message(OPEN, bytes("now")).toJson());

        assertEquals(406, late.status());
        assertEquals("Timestamp error: check your clock", new String(late.body().toArray(), StandardCharsets.UTF_8));
        assertEquals(200, good.status());
        var members = json(good).path("swarm");
        assertTrue(members.path(nodes.info(0).id().hex()).has("signature"));
        assertTrue(members.path(nodes.info(1).id().hex()).path("failed").booleanValue());
        assertTrue(members.path(nodes.info(2).id().hex()).has("signature"));
        var info = json(nodes.post(1, RPC, bytes("{\"method\":\"info\",\"params\":{}}")));
        assertTrue(info.path("t").longValue() < System.currentTimeMillis() - 3_500_000, "clients can see it");
    }

    private TestNodes startWith(NodeLimits limits, FakeClock... clocks) throws IOException {
        var nodes = TestNodes.start(folder, limits, _ -> true, List.of(clocks));
        started = Optional.of(nodes);
        return nodes;
    }

    @Test
    void whatExpiredIsNotGivenEvenBeforeItIsForgotten() throws Exception {
        var clock = new FakeClock(Instant.now());
        var nodes = startWith(TestNodes.QUICK.withPurgeInterval(Duration.ofHours(1)), clock);
        var hour = message(OPEN, bytes("an hour"));
        var now = System.currentTimeMillis();
        var day = new Store(ALICE, OPEN, now, now + 86_400_000, Bytes.of(bytes("a day")), Optional.empty());
        nodes.post(0, RPC, hour.toJson());
        nodes.post(0, RPC, day.toJson());
        assertEquals(2, hashes(nodes, 0).size());

        clock.advance(Duration.ofHours(2));

        assertEquals(Set.of(day.hash().text()), hashes(nodes, 0));
        var first = nodes.post(
                0,
                RPC,
                bytes("{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + ALICE.hex()
                        + "\",\"namespace\":-10,\"max_count\":1}}"));
        assertEquals(1, json(first).path("messages").size(), "an empty page would stop a client");
        assertEquals(2, nodes.node(0).health().messages());
    }

    @Test
    void whatANodeForgotBecauseItsClockWasWrongComesBackWhenItIsRight() throws Exception {
        var right = new FakeClock(Instant.now());
        var wrong = new FakeClock(right.instant());
        var nodes = startWith(TestNodes.QUICK.withPurgeInterval(Duration.ofMillis(100)), right, wrong);
        var store = message(OPEN, bytes("an hour"));
        nodes.post(0, RPC, store.toJson());
        assertEquals(1, hashes(nodes, 1).size());

        wrong.advance(Duration.ofDays(3));
        Await.until("it is forgotten", () -> nodes.node(1).health().messages() == 0);
        wrong.advance(Duration.ofDays(-3));

        Await.until("it is back", () -> hashes(nodes, 1).contains(store.hash().text()));
    }

    @Test
    void aNodeWhoseClockIsDaysLateIsHandedWhatItRefuses() throws Exception {
        var right = new FakeClock(Instant.now());
        var late = new FakeClock(right.instant().minus(Duration.ofDays(3)));
        var nodes = startWith(TestNodes.QUICK, right, late);
        var now = System.currentTimeMillis();
        var store = new Store(
                ALICE, OPEN, now, now + Duration.ofDays(14).toMillis(), Bytes.of(bytes("weeks")), Optional.empty());

        var member = json(nodes.post(0, RPC, store.toJson()))
                .path("swarm")
                .path(nodes.info(1).id().hex());

        assertEquals("406", member.path("code").textValue());
        Await.until("it has it", () -> hashes(nodes, 1).contains(store.hash().text()));
    }

    @Test
    void aBatchIsAnsweredInOrderWhateverBecomesOfItsParts() throws Exception {
        var nodes = start(2, TestNodes.QUICK);
        var store = new String(message(OPEN, bytes("in a batch")).toJson(), StandardCharsets.UTF_8);
        var foreign = "{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + ALICE.hex() + "\"}}";
        var batch = "{\"method\":\"batch\",\"params\":{\"requests\":[" + store + ',' + foreign
                + ",{\"method\":\"info\",\"params\":{}}]}}";

        var reply = nodes.post(0, RPC, bytes(batch));

        assertEquals(200, reply.status());
        var results = json(reply).path("results");
        assertEquals(
                List.of(200, 401, 200),
                List.of(
                        results.get(0).path("code").intValue(),
                        results.get(1).path("code").intValue(),
                        results.get(2).path("code").intValue()));
        assertEquals(
                MessageHash.of(ALICE, OPEN, bytes("in a batch")).text(),
                results.get(0).path("body").path("hash").textValue());
    }

    @Test
    void aNodeThatKnowsNobodyIsNotReadyAndSaysSo() throws Exception {
        var nodes = start(1, TestNodes.QUICK);
        var self = nodes.info(0);
        nodes.know(List.of(self));
        nodes.forget();

        var rpc = nodes.post(0, RPC, bytes("{\"method\":\"info\",\"params\":{}}"));
        var onion = nodes.post(0, "/onion_req/v2", bytes("whatever"));
        var ping = nodes.post(0, "/ping_test/v1", bytes(""));

        assertEquals(503, rpc.status());
        assertEquals(
                "Service node is not ready: not done syncing\n",
                new String(rpc.body().toArray(), StandardCharsets.UTF_8));
        assertEquals(503, onion.status());
        assertEquals(200, ping.status());
        assertEquals(NodeHealth.State.NOT_READY, nodes.node(0).health().state());
    }

    @Test
    void aDamagedStoreIsSetAsideAndTheNodeStartsWithANewOne() throws Exception {
        var nodes = start(2, TestNodes.QUICK);
        var store = message(OPEN, bytes("on both"));
        nodes.post(0, RPC, store.toJson());
        nodes.stop(1);
        var file = folder.resolve("node-1").resolve("messages.db");
        Files.write(file, Seeds.bytes(Seeds.random(1), (int) Files.size(file)));

        nodes.restart(1);

        Await.until(
                "the others gave it its messages",
                () -> hashes(nodes, 1).contains(store.hash().text()));
        try (var files = Files.list(folder.resolve("node-1"))) {
            assertTrue(files.anyMatch(one -> one.getFileName().toString().startsWith("messages.db.damaged")));
        }
    }

    @Test
    void aStoreOfANewerVersionIsNotTouched() throws Exception {
        var nodes = start(1, TestNodes.QUICK);
        nodes.stop(0);
        var file = folder.resolve("node-0").resolve("messages.db");
        var bytes = Files.readAllBytes(file);
        bytes[63] = 99; // the last byte of user_version
        Files.write(file, bytes);

        var failure = assertThrows(StoreException.class, () -> nodes.restart(0));

        assertEquals(StoreException.Problem.NEWER_SCHEMA, failure.problem());
        assertEquals(99, Files.readAllBytes(file)[63]);
    }
}
