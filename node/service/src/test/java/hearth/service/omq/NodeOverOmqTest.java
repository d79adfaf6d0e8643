package hearth.service.omq;

import static hearth.service.omq.TestNode.parts;
import static hearth.service.omq.TestNode.soon;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.network.NodeInfo;
import hearth.service.ledger.duty.LedgerNodes;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.service.omq.OmqLink.Answer;
import hearth.service.registry.ListedNodes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Complete nodes: what a client that speaks OMQ gets from them, and that they reach each other by it. */
class NodeOverOmqTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecureRandom random = new SecureRandom();
    private final TestNode client = new TestNode(99, new ListedNodes(List.of()), OmqLimits.DEFAULT);
    private final Ed25519KeyPair owner = Ed25519KeyPair.generate(random);

    @TempDir
    private Path folder;

    private Neighbourhood nodes;

    @BeforeEach
    void start() throws IOException {
        nodes = Neighbourhood.start(Config.of(3, folder), Clock.systemUTC(), random);
    }

    @AfterEach
    void stop() {
        client.close();
        nodes.close();
    }

    private Answer ask(int node, String command, Bytes params) {
        var info = nodes.nodes().get(node);
        try (var link = client.endpoint.link(info.host(), info.omqPort(), info.x25519())) {
            return link.request(command, List.of(params), PATIENCE);
        }
    }

    private JsonNode askJson(int node, String command, JsonNode params) throws FormatException {
        var bytes = Bytes.wrap(params.toString().getBytes(StandardCharsets.UTF_8));
        var reply =
                assertInstanceOf(Answer.Reply.class, ask(node, command, bytes)).parts();
        assertEquals(1, reply.size(), () -> new String(reply.getLast().toArray(), StandardCharsets.UTF_8));
        return Json.parse(reply.getFirst().toArray());
    }

    private byte[] account() {
        return ByteBuffer.allocate(33)
                .put((byte) 5)
                .put(owner.toX25519().publicKey().bytes())
                .array();
    }

    private JsonNode store(int node, String text) throws FormatException {
        return askJson(
                node,
                "storage.store",
                Json.object()
                        .put("pubkey", Bytes.wrap(account()).hex())
                        .put("timestamp", System.currentTimeMillis())
                        .put("ttl", 86_400_000)
                        .put(
                                "data",
                                Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))
                                        .base64()));
    }

    private byte[] sign(String text) {
        return owner.sign(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The texts that {@code node} keeps for the owner, asked for in bt. */
    private List<String> retrieve(int node) throws FormatException {
        var now = System.currentTimeMillis();
        var params = BtCodec.encode(Bt.dict(Map.of(
                "pubkey", Bt.of(account()),
                "pubkey_ed25519", Bt.of(owner.publicKey().bytes()),
                "signature", Bt.of(sign("retrieve" + now)),
                "timestamp", Bt.of(now))));
        var reply = assertInstanceOf(Answer.Reply.class, ask(node, "storage.retrieve", Bytes.wrap(params)))
                .parts();
        assertEquals(1, reply.size(), () -> new String(reply.getLast().toArray(), StandardCharsets.UTF_8));
        return BtCodec.decodeDict(reply.getFirst().toArray()).list("messages").stream()
                .map(message -> text((Bt.Dict) message))
                .toList();
    }

    private static String text(Bt.Dict message) {
        try {
            return message.string("data");
        } catch (FormatException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Test
    void aMessageStoredOverOmqIsOnEveryMemberOfTheSwarm() throws FormatException {
        var stored = store(0, "to all");

        assertEquals(3, stored.path("swarm").size());
        stored.path("swarm").forEach(member -> assertTrue(member.path("failed").isMissingNode(), member::toString));
        for (var node = 0; node < 3; node++) {
            assertEquals(List.of("to all"), retrieve(node));
        }
    }

    @Test
    void errorsAreTwoParts() {
        assertEquals(
                new Answer.Reply(parts("400", "invalid body: expected json or bt_dict")),
                ask(0, "storage.info", parts("[]").getFirst()));
        assertEquals(new Answer.Reply(parts("400", "no method nothing")), ask(0, "storage.nothing", Bytes.EMPTY));
    }

    @Test
    void aNodeThatKnowsNobodyIsNotReady() {
        ((LedgerNodes) nodes.registry()).pretend(List.of());

        assertEquals(
                new Answer.Reply(parts("503", "Service node is not ready: not done syncing\n")),
                ask(0, "storage.info", Bytes.EMPTY));
        assertEquals(new Answer.Refused("FORBIDDEN_SN"), ask(0, "sn.ping", Bytes.EMPTY));
    }

    @Test
    void aStrangerIsNoNode() {
        assertEquals(new Answer.Refused("FORBIDDEN_SN"), ask(0, "sn.ping", Bytes.EMPTY));
        assertEquals(new Answer.Refused("FORBIDDEN_SN"), ask(0, "sn.storage_cc", Bytes.EMPTY));
        assertEquals(new Answer.Refused("FORBIDDEN"), ask(0, "service.get_stats", Bytes.EMPTY));
        assertEquals(new Answer.Refused("UNKNOWNCOMMAND"), ask(0, "sn.nothing", Bytes.EMPTY));
    }

    @Test
    void aMemberThatIsAwayIsNamedAndTakesPartAgainWhenItIsBack() throws Exception {
        nodes.stop(1);
        var away = nodes.nodes().get(1).id().hex();
        var stored = store(0, "without one");
        assertEquals(3, stored.path("swarm").size());
        assertTrue(stored.path("swarm").path(away).path("failed").asBoolean());

        nodes.restart(1);

        assertTrue(soon(() -> {
            try {
                return store(0, "with all " + System.nanoTime())
                        .path("swarm")
                        .path(away)
                        .path("failed")
                        .isMissingNode();
            } catch (FormatException malformed) {
                throw new AssertionError(malformed);
            }
        }));
    }

    @Test
    void aSubscriberIsToldOnceOfAMessageThatAnotherMemberGot() throws Exception {
        var info = nodes.nodes().get(2);
        try (var subscriber = RawClient.connect(info.omqPort())) {
            var session = subscriber.open(info.x25519());
            var seconds = System.currentTimeMillis() / 1_000;
            var accountHex = Bytes.wrap(account()).hex();
            var body = BtCodec.encode(Bt.dict(Map.of(
                    "P", Bt.of(owner.publicKey().bytes()),
                    "d", Bt.of(1),
                    "n", Bt.list(Bt.of(0)),
                    "s", Bt.of(sign("MONITOR" + accountHex + seconds + "1" + "0")),
                    "t", Bt.of(seconds))));
            subscriber.send(
                    session,
                    List.of(parts("monitor.messages").getFirst(), parts("tag").getFirst(), Bytes.wrap(body)));
            var answer = subscriber.message(session);
            assertEquals(parts("REPLY", "tag"), answer.subList(0, 2));
            assertEquals("d7:successi1ee", new String(answer.get(2).toArray(), StandardCharsets.US_ASCII));

            store(0, "news");

            var notice = subscriber.message(session);
            assertEquals(parts("notify.message").getFirst(), notice.getFirst());
            var dict = BtCodec.decodeDict(notice.get(1).toArray());
            assertArrayEquals(account(), dict.bytes("@"));
            assertEquals("news", dict.string("~"));
            subscriber.socket.setSoTimeout(500);
            assertThrows(SocketTimeoutException.class, () -> subscriber.message(session));
        }
    }

    @Test
    void theNodesAreInTheSamePlacesAfterARestart() throws IOException {
        var before = nodes.nodes();
        nodes.close();
        nodes = Neighbourhood.start(Config.of(3, folder), Clock.systemUTC(), random);

        assertEquals(before, nodes.nodes());
        assertTrue(before.stream().map(NodeInfo::omqPort).allMatch(port -> port > 0));
    }
}
