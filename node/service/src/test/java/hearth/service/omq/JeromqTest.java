package hearth.service.omq;

import static hearth.service.omq.TestNode.parts;
import static hearth.service.omq.TestNode.zeros;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.SwarmId;
import hearth.service.omq.OmqLink.Answer;
import hearth.service.registry.ListedNodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** A third implementation, in Java: dialling us, and dialled by us. */
class JeromqTest {

    private static final SwarmId SWARM = new SwarmId(7);

    private final ListedNodes registry = new ListedNodes(List.of());
    private final TestNode node = new TestNode(1, registry, OmqLimits.DEFAULT);
    private final TestNode foreign = new TestNode(2, registry, OmqLimits.DEFAULT);
    private final ZContext context = new ZContext();

    @BeforeEach
    void start() throws IOException {
        node.listen(0);
        registry.replace(List.of(node.info(SWARM), foreign.info(SWARM)));
    }

    @AfterEach
    void stop() {
        context.close();
        node.close();
        foreign.close();
    }

    private Socket socket(SocketType type, X25519KeyPair keys) {
        var socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setReceiveTimeOut(10_000);
        socket.setCurvePublicKey(keys.publicKey().bytes());
        socket.setCurveSecretKey(keys.secret());
        return socket;
    }

    /**
     * Dials us. Now and then JeroMQ says nothing at all on a new connection, not even its greeting, when ours is there first: then
     * another socket is tried.
     */
    private Socket dealer(X25519KeyPair keys) {
        for (var tries = 0; tries < 5; tries++) {
            var dealer = socket(SocketType.DEALER, keys);
            dealer.setCurveServerKey(node.keys.x25519().publicKey().bytes());
            dealer.connect("tcp://127.0.0.1:" + node.port());
            dealer.setReceiveTimeOut(3_000);
            dealer.send("HI");
            if ("HELLO".equals(dealer.recvStr())) {
                dealer.setReceiveTimeOut(10_000);
                return dealer;
            }
            dealer.close();
        }
        throw new AssertionError("JeroMQ does not connect");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void jeromqDialsUs() {
        var dealer = dealer(foreign.keys.x25519());
        for (var length : new int[] {0, 1, 222, 223, 256, 1_000, 70_000}) {
            dealer.sendMore("sn.echo");
            dealer.sendMore("tag");
            dealer.send(new byte[length]);

            assertEquals("REPLY", dealer.recvStr());
            assertEquals("tag", dealer.recvStr());
            assertArrayEquals(new byte[length], dealer.recv());
            assertEquals(false, dealer.hasReceiveMore());
        }
    }

    @Test
    void aStrangersJeromqIsRefused() {
        var dealer = dealer(new TestNode(3, registry, OmqLimits.DEFAULT).keys.x25519());
        dealer.sendMore("sn.echo");
        dealer.send("tag");

        assertEquals("FORBIDDEN_SN", dealer.recvStr());
        assertEquals("REPLY", dealer.recvStr());
        assertEquals("tag", dealer.recvStr());
    }

    @Test
    void weDialJeromqAndAnswerItsOwnRequests() {
        var router = socket(SocketType.ROUTER, foreign.keys.x25519());
        router.setCurveServer(true);
        var port = router.bindToRandomPort("tcp://127.0.0.1");
        try (var link =
                node.endpoint.link(TestNode.HOST, port, foreign.keys.x25519().publicKey())) {
            var asking = CompletableFuture.supplyAsync(
                    () -> link.request("sn.echo", List.of(zeros(70_000)), Duration.ofSeconds(10)));
            var route = router.recv();
            assertEquals("sn.echo", router.recvStr());
            var tag = router.recv();
            var part = router.recv();
            router.sendMore(route);
            router.sendMore("REPLY");
            router.sendMore(tag);
            router.send(part);
            assertEquals(new Answer.Reply(List.of(zeros(70_000))), asking.join());
            assertEquals('L', route[0]);

            router.sendMore(route);
            router.sendMore("sn.echo");
            router.sendMore("back");
            router.send("from the listener");
            assertArrayEquals(route, router.recv());
            assertEquals("REPLY", router.recvStr());
            assertEquals("back", router.recvStr());
            assertEquals("from the listener", router.recvStr());
        }
    }

    @Test
    void jeromqIsTheOneThatHangsUp() {
        var router = socket(SocketType.ROUTER, foreign.keys.x25519());
        router.setCurveServer(true);
        var port = router.bindToRandomPort("tcp://127.0.0.1");
        try (var link =
                node.endpoint.link(TestNode.HOST, port, foreign.keys.x25519().publicKey())) {
            var asking =
                    CompletableFuture.supplyAsync(() -> link.request("sn.echo", parts("a"), Duration.ofSeconds(10)));
            assertTrue(router.recv().length > 0);

            router.close();

            assertEquals(new Answer.Unreachable("The other side hung up"), asking.join());
        }
    }

    @Test
    void jeromqWithAnotherServerKeyGetsNothing() {
        var dealer = socket(SocketType.DEALER, foreign.keys.x25519());
        dealer.setReceiveTimeOut(500);
        dealer.setCurveServerKey(foreign.keys.x25519().publicKey().bytes());
        dealer.connect("tcp://127.0.0.1:" + node.port());
        dealer.sendMore(ascii("sn.echo"));
        dealer.send(ascii("tag"));

        assertEquals(null, dealer.recv());
        assertEquals(0, node.answered.get());
    }
}
