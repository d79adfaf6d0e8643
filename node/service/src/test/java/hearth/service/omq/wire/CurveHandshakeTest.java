package hearth.service.omq.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.BoxKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.testkit.Seeds;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Both sides of a handshake, against each other and against whoever stands between them. */
class CurveHandshakeTest {

    private static final PeerProperties LISTENER = new PeerProperties(PeerProperties.ROUTER, Bytes.EMPTY);

    private final Seeded random = new Seeded(Seeds.random(1));
    private final X25519KeyPair clientKeys = X25519KeyPair.generate(random);
    private final X25519KeyPair serverKeys = X25519KeyPair.generate(random);
    private final PeerProperties dialler =
            new PeerProperties(PeerProperties.DEALER, Bytes.wrap("Lname".getBytes(StandardCharsets.US_ASCII)));

    private CurveClient client() throws FormatException {
        return new CurveClient(clientKeys, serverKeys.publicKey(), dialler, random);
    }

    private CurveServer server() {
        return new CurveServer(serverKeys, LISTENER, random);
    }

    /** Two sessions of one connection. */
    private record Connected(CurveSession client, CurveServer.Accepted accepted) {}

    private Connected connect() throws FormatException {
        var client = client();
        var accepted = accept(client, server());
        return new Connected(client.ready(accepted.ready().toArray()), accepted);
    }

    private static CurveServer.Accepted accept(CurveClient client, CurveServer server) throws FormatException {
        return server.accept(client.initiate(server.welcome(client.hello())));
    }

    private static Frame body(byte[] frame) throws FormatException {
        return Frames.read(Unpooled.wrappedBuffer(frame), Integer.MAX_VALUE).orElseThrow();
    }

    private static Frame open(CurveSession session, byte[] frame) throws FormatException {
        return session.open(body(frame).body());
    }

    @Test
    void bothSidesKnowEachOtherAfterwards() throws FormatException {
        var connected = connect();

        assertEquals(clientKeys.publicKey(), connected.accepted().client());
        assertEquals(dialler, connected.accepted().properties());
    }

    @Test
    void stepsHaveTheLengthsOfTheStandard() throws FormatException {
        var client = client();
        var server = server();

        var hello = client.hello();
        var welcome = server.welcome(hello.clone());
        var initiate = client.initiate(welcome.clone());

        assertEquals(200, hello.length);
        assertEquals(168, welcome.length);
        assertEquals(257 + dialler.encode().length, initiate.length);
    }

    @Test
    void framesGoBothWaysWithTheirFlags() throws FormatException {
        Seeds.check(50, generator -> {
            var connected = connect();
            for (var i = 0; i < 10; i++) {
                var payload = Seeds.bytes(generator, generator.nextInt(600));
                var more = generator.nextBoolean();

                var atServer =
                        open(connected.accepted().session(), connected.client().seal(more, payload));
                var atClient =
                        open(connected.client(), connected.accepted().session().seal(more, payload));

                assertArrayEquals(payload, atServer.body());
                assertArrayEquals(payload, atClient.body());
                assertEquals(more, atServer.more());
                assertFalse(atServer.command());
            }
        });
    }

    @Test
    void aPingIsACommandInsideItsBox() throws FormatException {
        var connected = connect();
        var ping = new Command.Ping(java.time.Duration.ofSeconds(30), Bytes.wrap(new byte[] {1, 2}));

        var frame = body(connected.client().seal(ping));
        var opened = connected.accepted().session().open(frame.body());

        assertFalse(frame.command());
        assertTrue(opened.command());
        assertEquals(ping, Command.decode(opened.body()));
    }

    @Test
    void aFrameIsTakenOnlyOnceAndOnlyInOrder() throws FormatException {
        var connected = connect();
        var server = connected.accepted().session();
        var first = connected.client().seal(false, new byte[] {1});
        var second = connected.client().seal(false, new byte[] {2});
        var third = connected.client().seal(false, new byte[] {3});

        assertArrayEquals(new byte[] {2}, open(server, second).body());

        assertThrows(FormatException.class, () -> open(server, second));
        assertThrows(FormatException.class, () -> open(server, first));
        assertArrayEquals(new byte[] {3}, open(server, third).body());
    }

    @Test
    void aFrameIsNotTakenBackByItsSender() throws FormatException {
        var connected = connect();
        for (var i = 0; i < 5; i++) {
            connected.client().seal(false, new byte[] {1});
        }
        var frame = connected.client().seal(false, new byte[] {1});

        assertThrows(FormatException.class, () -> open(connected.client(), frame));
    }

    @Test
    void framesOfAnotherConnectionAreRefused() throws FormatException {
        var one = connect();
        var other = connect();
        var frame = one.client().seal(false, new byte[] {1});

        assertThrows(FormatException.class, () -> open(other.accepted().session(), frame));
    }

    @Test
    void whoDiallesAnotherKeyIsRefusedAtHello() throws FormatException {
        var elsewhere =
                new CurveClient(clientKeys, X25519KeyPair.generate(random).publicKey(), dialler, random);

        assertThrows(FormatException.class, () -> server().welcome(elsewhere.hello()));
    }

    @Test
    void whoListensWithAnotherKeyIsRefusedAtWelcome() throws FormatException {
        // WELCOME for somebody else's HELLO: whoever does not hold the dialled key has nothing better to send
        var client = client();
        client.hello();
        var foreign = server().welcome(client().hello());

        assertThrows(FormatException.class, () -> client.initiate(foreign));
    }

    @Test
    void whoDoesNotHoldTheKeyThatItNamesIsRefused() throws FormatException {
        // INITIATE names the client's key, its voucher is sealed by somebody else's
        var liar = X25519KeyPair.generate(random);
        var shortLived = X25519KeyPair.generate(random);
        var server = server();
        var welcome = server.welcome(hello(shortLived));
        BoxKey.agree(shortLived, serverKeys.publicKey())
                .open(Nonces.random(Nonces.WELCOME, welcome, 8), welcome, 24, welcome.length - 24);
        var theirs = X25519PublicKey.of(Arrays.copyOfRange(welcome, 40, 72));

        var initiate = new byte[9 + 96 + 8 + 16 + 128];
        ByteBuffer.wrap(initiate)
                .put(CurveClient.INITIATE)
                .put(welcome, 72, 96)
                .putLong(2)
                .position(129)
                .put(clientKeys.publicKey().bytes())
                .position(129 + 32 + 16 + 16)
                .put(shortLived.publicKey().bytes())
                .put(serverKeys.publicKey().bytes());
        BoxKey.agree(liar, theirs).seal(Nonces.random(Nonces.VOUCH, new byte[16], 0), initiate, 129 + 48, 64);
        BoxKey.agree(shortLived, theirs).seal(Nonces.counted(Nonces.INITIATE, 2), initiate, 113, 128);

        assertThrows(FormatException.class, () -> server.accept(initiate));
    }

    private byte[] hello(X25519KeyPair shortLived) throws FormatException {
        var hello = new byte[200];
        ByteBuffer.wrap(hello)
                .put(CurveClient.HELLO)
                .put((byte) 1)
                .position(80)
                .put(shortLived.publicKey().bytes())
                .putLong(1);
        BoxKey.agree(shortLived, serverKeys.publicKey()).seal(Nonces.counted(Nonces.HELLO, 1), hello, 120, 64);
        return hello;
    }

    @Test
    void anInitiateOfAnotherConnectionIsRefused() throws FormatException {
        var client = client();
        var server = server();
        var initiate = client.initiate(server.welcome(client.hello()));
        var other = server();
        other.welcome(client().hello());

        assertThrows(FormatException.class, () -> other.accept(initiate));
    }

    @Test
    void eachStepIsTakenOnce() throws FormatException {
        var client = client();
        var server = server();
        var hello = client.hello();
        var welcome = server.welcome(hello.clone());
        assertThrows(FormatException.class, () -> server.welcome(hello));

        var initiate = client.initiate(welcome.clone());
        assertThrows(FormatException.class, () -> client.initiate(welcome));

        var ready = server.accept(initiate.clone()).ready().toArray();
        assertThrows(FormatException.class, () -> server.accept(initiate));

        client.ready(ready.clone());
        assertThrows(FormatException.class, () -> client.ready(ready));
    }

    @Test
    void stepsOutOfOrderAreRefused() throws FormatException {
        assertThrows(FormatException.class, () -> server().accept(new byte[300]));
        assertThrows(FormatException.class, () -> client().initiate(new byte[168]));
        assertThrows(FormatException.class, () -> client().ready(new byte[100]));
    }

    @Test
    void aKeyOfSmallOrderIsRefused() {
        var nobody = X25519PublicKey.of(new byte[32]);

        assertThrows(FormatException.class, () -> new CurveClient(clientKeys, nobody, dialler, random));
    }

    @Test
    void anyChangedBitOfAStepEndsTheHandshake() {
        Seeds.check(400, generator -> {
            var client = client();
            var server = server();
            var changed = generator.nextInt(4);

            assertThrows(FormatException.class, () -> {
                var welcome = server.welcome(changedIf(changed == 0, client.hello(), generator));
                var initiate = client.initiate(changedIf(changed == 1, welcome, generator));
                var ready = server.accept(changedIf(changed == 2, initiate, generator))
                        .ready();
                client.ready(changedIf(changed == 3, ready.toArray(), generator));
            });
        });
    }

    /** With one bit flipped, though not in the padding of HELLO, which says nothing. */
    private static byte[] changedIf(boolean change, byte[] step, RandomGenerator generator) {
        if (change) {
            int at;
            do {
                at = generator.nextInt(step.length);
            } while (step.length == 200 && at >= 8 && at < 80);
            step[at] ^= (byte) (1 << generator.nextInt(8));
        }
        return step;
    }

    @Test
    void anyChangedBitOfAFrameEndsTheConnection() {
        Seeds.check(400, generator -> {
            var connected = connect();
            var body = body(connected.client().seal(false, Seeds.bytes(generator, 40)))
                    .body();
            body[generator.nextInt(body.length)] ^= (byte) (1 << generator.nextInt(8));

            assertThrows(
                    FormatException.class, () -> connected.accepted().session().open(body));
        });
    }

    @Test
    void cutStepsAndFramesAreRefused() {
        Seeds.check(200, generator -> {
            var connected = connect();
            var body = body(connected.client().seal(false, Seeds.bytes(generator, 40)))
                    .body();
            var hello = client().hello();

            assertThrows(
                    FormatException.class,
                    () -> connected.accepted().session().open(Arrays.copyOf(body, generator.nextInt(body.length))));
            assertThrows(
                    FormatException.class,
                    () -> server().welcome(Arrays.copyOf(hello, generator.nextInt(hello.length))));
        });
    }

    @Test
    void secretsAreNotPrinted() throws FormatException {
        var connected = connect();

        assertFalse(
                connected.toString().contains(Bytes.wrap(clientKeys.secret()).hex()));
    }
}
