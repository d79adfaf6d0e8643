package hearth.service.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.service.TestNodes;
import hearth.service.http.TlsClient;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.registry.ListedNodes;
import hearth.testkit.Seeds;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real node called by another one that a test holds in its hands. */
@Timeout(120)
class PeerEndpointTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EventLoopGroup eventLoops = Transport.best().eventLoops(1, "test-io");
    private final TestNodes nodes;
    private final NodeInfo node;
    private final PeerSeal seal;
    private final PeerLink link;

    PeerEndpointTest(@TempDir Path folder) throws IOException {
        nodes = TestNodes.start(folder, 1, TestNodes.QUICK);
        node = nodes.info(0);
        var keys = NodeKeys.loadOrCreate(folder.resolve("caller.key"), RANDOM);
        var caller = new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, 0, node.swarm());
        nodes.knowAlso(caller);
        seal = new PeerSeal(
                keys, new ListedNodes(List.of(node)), Clock.systemUTC(), RANDOM, new SeenNonces(1_000, 1_000));
        link = new HttpsPeerLink(Transport.best(), eventLoops, Peers.clientContext(Transport.best()), seal, 4);
    }

    @AfterEach
    void stop() {
        link.close();
        nodes.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static Bytes ascii(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> parts(PeerReply reply) {
        return assertInstanceOf(PeerReply.Parts.class, reply).parts().stream()
                .map(part -> new String(part.toArray(), StandardCharsets.UTF_8))
                .toList();
    }

    private TlsClient.Answer post(TlsClient client, byte[] body) throws IOException {
        return client.post(Peers.PATH, body);
    }

    @Test
    void aNodeAnswersPings() {
        assertEquals(List.of("pong"), parts(link.ping(node, SOON)));
    }

    @Test
    void commandsWithMalformedPayloadsGetTheTextsOfTheProtocol() {
        assertEquals(
                List.of("400", "invalid request: received invalid forwarded non-forwardable request"),
                parts(link.storageCc(node, "info", ascii("de"), SOON)));
        assertEquals(List.of("Malformed batch"), parts(link.data(node, ascii("x"), SOON)));
        assertEquals(List.of("Request payload malformed."), parts(link.dataReady(node, Optional.of(ascii("d")), SOON)));
        assertEquals(List.of("OK"), parts(link.dataReady(node, Optional.empty(), SOON)));
    }

    @Test
    void strangersAndGarbageAreForbiddenAndTheConnectionServesOn() throws Exception {
        try (var client = new TlsClient(node.httpsPort())) {
            Seeds.check(200, random -> {
                var answer = post(client, Seeds.bytes(random, random.nextInt(1_000)));

                assertEquals(403, answer.status());
                assertEquals("Forbidden\n", answer.body());
            });

            var ping = BtCodec.encode(Bt.list(Bt.text("sn.ping")));
            assertEquals(200, post(client, seal.request(node, ping).bytes).status());
        }
    }

    @Test
    void aRepeatedCommandIsForbidden() throws Exception {
        var ping = seal.request(node, BtCodec.encode(Bt.list(Bt.text("sn.ping")))).bytes;
        try (var client = new TlsClient(node.httpsPort())) {
            assertEquals(200, post(client, ping).status());
            assertEquals(403, post(client, ping).status());
        }
    }

    @Test
    void whatIsNoCommandIsForbidden() throws Exception {
        try (var client = new TlsClient(node.httpsPort())) {
            for (var content : List.of(
                    "", "le", "de", "i7e", "l8:sn.pingi1ee", "l7:unknowne", "l8:sn.ping1:xe", "l".repeat(200))) {
                var sealed = seal.request(node, content.getBytes(StandardCharsets.US_ASCII)).bytes;

                assertEquals(403, post(client, sealed).status(), content);
            }
        }
    }

    @Test
    void aCallAboveTenMebibytesIsTooLarge() throws Exception {
        try (var client = new TlsClient(node.httpsPort())) {
            client.send("POST " + Peers.PATH + " HTTP/1.1\r\nContent-Length: 10485761\r\n\r\n");

            assertEquals(413, client.answer().status());
        }
    }

    @Test
    void aPeerThatIsDownIsUnreachableAndASilentOneTimesOut() throws Exception {
        try (var silence = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var silent = new NodeInfo(node.id(), node.x25519(), "127.0.0.1", silence.getLocalPort(), 0, node.swarm());
            assertInstanceOf(PeerReply.TimedOut.class, link.ping(silent, Duration.ofMillis(300)));
        }
        nodes.stop(0);

        assertInstanceOf(PeerReply.Unreachable.class, link.ping(node, SOON));
    }

    /** Whoever listens there cannot seal an answer of the node that should. */
    @Test
    void anAnswerOfSomebodyElseIsNone() throws Exception {
        var other = Ed25519KeyPair.generate(RANDOM);
        var impostor = new NodeInfo(
                NodeId.of(other.publicKey().bytes()),
                other.toX25519().publicKey(),
                "127.0.0.1",
                node.httpsPort(),
                0,
                node.swarm());

        assertInstanceOf(PeerReply.Unreachable.class, link.ping(impostor, SOON));
    }

    @Test
    void aConnectionThatDiedInTheMeantimeIsReplaced() throws Exception {
        assertEquals(List.of("pong"), parts(link.ping(node, SOON)));
        nodes.stop(0);
        nodes.restart(0);

        assertEquals(List.of("pong"), parts(link.ping(node, SOON)));
    }
}
