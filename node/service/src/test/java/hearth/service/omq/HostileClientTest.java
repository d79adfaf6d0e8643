package hearth.service.omq;

import static hearth.service.omq.TestNode.parts;
import static hearth.service.omq.TestNode.soon;
import static hearth.service.omq.TestNode.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.service.omq.wire.Command;
import hearth.service.omq.wire.Frames;
import hearth.service.omq.wire.Greeting;
import hearth.service.registry.ListedNodes;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who does it wrong, or wants too much, loses its connection; the others notice nothing. */
class HostileClientTest {

    private static final OmqLimits HASTY = OmqLimits.DEFAULT.withTimes(
            Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMinutes(1));

    private final List<TestNode> nodes = new ArrayList<>();

    private TestNode node(OmqLimits limits) throws IOException {
        var node = new TestNode(1, new ListedNodes(List.of()), limits).listen(0);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    /** Whether an honest client is served. */
    private static boolean serves(TestNode node) throws IOException, FormatException {
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            client.send(session, parts("storage.echo", "tag", "a"));
            return client.message(session).equals(parts("REPLY", "tag", "a"));
        }
    }

    @Test
    void anotherProtocolIsCutOff() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var web = RawClient.connect(node.port())) {
            web.write("GET / HTTP/1.1\r\nHost: somewhere\r\nAccept: */*\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));

            assertTrue(web.isCut());
        }
        assertTrue(serves(node));
    }

    @Test
    void anOpenMechanismIsCutOff() throws IOException {
        var node = node(OmqLimits.DEFAULT);
        try (var open = RawClient.connect(node.port())) {
            open.write(new Greeting(3, 1, "NULL", false).encode());

            assertTrue(open.isCut());
        }
    }

    @Test
    void randomBytesAfterTheGreetingAreCutOff() throws IOException, FormatException {
        var node = node(HASTY);
        Seeds.check(30, random -> {
            try (var client = RawClient.connect(node.port())) {
                client.greet().write(Seeds.bytes(random, 1 + random.nextInt(400)));

                assertTrue(client.isCut());
            }
        });
        assertTrue(serves(node));
    }

    @Test
    void whoIsSilentBeforeTheHandshakeEndsIsCutOff() throws IOException {
        var node = node(HASTY);
        try (var silent = RawClient.connect(node.port());
                var polite = RawClient.connect(node.port()).greet()) {
            assertTrue(silent.isCut());
            assertTrue(polite.isCut());
        }
    }

    @Test
    void whoGreetsByteByByteIsCutOff() throws IOException, InterruptedException {
        var node = node(HASTY);
        try (var slow = RawClient.connect(node.port())) {
            var greeting = Greeting.curve(false).encode();
            var cut = false;
            for (var i = 0; i < greeting.length && !cut; i++) {
                try {
                    slow.write(new byte[] {greeting[i]});
                } catch (IOException hungUp) {
                    cut = true;
                }
                Thread.sleep(20);
            }

            assertTrue(cut || slow.isCut());
        }
    }

    @Test
    void aStepLongerThanAnyIsCutOffByItsHead() throws IOException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            client.greet()
                    .write(ByteBuffer.allocate(9).put((byte) 6).putLong(1 << 20).array());

            assertTrue(client.isCut());
        }
    }

    @Test
    void whoFallsSilentAfterwardsIsCutOffToo() throws IOException, FormatException {
        var node = node(HASTY);
        try (var silent = RawClient.connect(node.port())) {
            silent.open(node);

            assertTrue(silent.isCut());
        }
    }

    @Test
    void aMessageOutsideOfABoxIsCutOff() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            client.open(node);
            client.write(Frames.command(new byte[40]));

            assertTrue(client.isCut());
        }
        assertEquals(0, node.answered.get());
    }

    @Test
    void aRepeatedFrameIsCutOff() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            client.write(session.seal(true, "storage.echo".getBytes(StandardCharsets.US_ASCII)));
            var last = session.seal(false, new byte[] {1});
            client.write(last);
            assertEquals(2, client.message(session).size());

            client.write(last);

            assertTrue(client.isCut());
        }
        assertEquals(1, node.answered.get());
    }

    @Test
    void aFrameOfAnotherConnectionIsCutOff() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var one = RawClient.connect(node.port());
                var other = RawClient.connect(node.port())) {
            var session = one.open(node);
            other.open(node);
            other.send(session, parts("storage.echo", "tag"));

            assertTrue(other.isCut());
        }
        assertEquals(0, node.answered.get());
    }

    @Test
    void aFrameLongerThanAMessageMayBeIsCutOffByItsHead() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            client.open(node);
            client.write(ByteBuffer.allocate(9).put((byte) 2).putLong(11 << 20).array());

            assertTrue(client.isCut());
        }
    }

    @Test
    void endlessPartsAreCutOff() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            for (var i = 0; i <= OmqLimits.PARTS_MAX; i++) {
                client.write(session.seal(true, new byte[0]));
            }

            assertTrue(client.isCut());
        }
    }

    @Test
    void requestsWithoutATagAreRefused() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            client.send(session, parts("storage.echo"));
            assertEquals(parts("NO_REPLY_TAG", "storage.echo"), client.message(session));

            client.send(session, parts("sn.echo"));
            assertEquals(parts("FORBIDDEN_SN", "sn.echo"), client.message(session));
            client.send(session, parts("nothing", "tag"));
            assertEquals(parts("UNKNOWNCOMMAND", "REPLY", "tag"), client.message(session));
            client.send(session, List.of(zeros(5_000)));
            assertEquals(parts("UNKNOWNCOMMAND", ""), client.message(session));
        }
    }

    @Test
    void repliesThatNobodyAskedForAreNothing() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            client.send(session, parts("REPLY"));
            client.send(session, parts("REPLY", "eight888", "a"));
            client.send(session, parts("FORBIDDEN", "REPLY", "eight888"));
            client.send(session, parts("FORBIDDEN"));
            client.send(session, parts("HELLO"));
            client.send(session, parts("HI"));

            assertEquals(parts("HELLO"), client.message(session));
        }
    }

    @Test
    void goodByeEndsTheConnection() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            client.send(client.open(node), parts("BYE"));

            assertTrue(client.isCut());
        }
    }

    @Test
    void strangersInTheDoorwayMakeRoomForYoungerOnes() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT.withConnections(100, 3));
        try (var oldest = RawClient.connect(node.port()).greet();
                var second = RawClient.connect(node.port()).greet();
                var third = RawClient.connect(node.port()).greet()) {
            assertTrue(serves(node)); // whoever shakes hands does not stand in the doorway any more
            assertTrue(oldest.isCut());

            second.socket.setSoTimeout(200);
            third.socket.setSoTimeout(200);
        }
    }

    @Test
    void moreConnectionsThanThereMayBeAreClosed() throws IOException, FormatException, InterruptedException {
        var node = node(OmqLimits.DEFAULT.withConnections(2, 2));
        try (var one = RawClient.connect(node.port());
                var two = RawClient.connect(node.port())) {
            one.open(node);
            two.open(node);
            try (var three = RawClient.connect(node.port())) {
                assertTrue(three.isCut());
            }
        }
        assertTrue(soon(() -> node.listener().connections() == 0));
        assertTrue(serves(node));
    }

    @Test
    void largeMessagesThatNeverEndShareABound() throws IOException, FormatException {
        // each of them stops short of its end; together they hold more than may be held
        var node = node(OmqLimits.DEFAULT.withBytes(1 << 20, 3 << 20, 1 << 20));
        var clients = new ArrayList<RawClient>();
        try {
            var cut = 0;
            for (var i = 0; i < 8; i++) {
                var client = RawClient.connect(node.port());
                clients.add(client);
                var session = client.open(node);
                client.socket.setSoTimeout(1_000);
                try {
                    client.write(session.seal(true, new byte[900_000]));
                    client.socket.getInputStream().read();
                    cut++;
                } catch (SocketTimeoutException open) {
                    // still there
                } catch (IOException hungUp) {
                    cut++;
                }
            }
            assertTrue(cut >= 4, "cut off: " + cut);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        assertTrue(serves(node));
    }

    @Test
    void whoDoesNotReadGetsNoMoreThanWaitsForIt() throws IOException, FormatException, InterruptedException {
        var node = node(OmqLimits.DEFAULT.withBytes(1 << 20, 4 << 20, 2 << 20));
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            client.send(session, parts("storage.subscribe", "tag"));
            assertEquals(parts("REPLY", "tag"), client.message(session));
            var subscriber = node.subscriber.orElseThrow();

            var pushed = 0;
            while (pushed < 1_000 && subscriber.push("notify.message", List.of(zeros(500_000)))) {
                pushed++;
            }

            assertTrue(pushed < 1_000, "all of it was taken");
            // what was taken arrives in order when the client reads at last
            var first = client.message(session);
            assertEquals(List.of(parts("notify.message").getFirst(), zeros(500_000)), first);
        }
    }

    @Test
    void aPingIsAnsweredWithItsContext() throws IOException, FormatException {
        var node = node(OmqLimits.DEFAULT);
        try (var client = RawClient.connect(node.port())) {
            var session = client.open(node);
            var context = Bytes.wrap(new byte[] {1, 2, 3});
            client.write(session.seal(new Command.Ping(Duration.ofSeconds(1), context)));

            var pong = session.open(client.frame().body());

            assertTrue(pong.command());
            assertEquals(new Command.Pong(context), Command.decode(pong.body()));
        }
    }
}
