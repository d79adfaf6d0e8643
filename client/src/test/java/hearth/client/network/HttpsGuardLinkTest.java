package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.GuardLink.ConnectFailedException;
import hearth.client.network.GuardLink.Reply;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real way to first nodes, against a real server on loopback that behaves and misbehaves. */
@Timeout(30)
class HttpsGuardLinkTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final int BYTES_MAX = 100_000;
    private static final byte[] REQUEST = "request".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static Tls tls;
    private static StrangeServer server;

    private final HttpsGuardLink link = new HttpsGuardLink(BYTES_MAX);

    @BeforeAll
    static void serve() throws Exception {
        tls = Tls.create(folder, "guard");
        server = new StrangeServer(tls);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        link.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 421, 500, 502, 503})
    void whateverANodeAnswersComesBackAsItIsAndItsCertificateDoesNotMatter(int status) throws Exception {
        var body = Seeds.bytes(Seeds.random(1), 5_000);

        var reply = link.post(node(server.port()), "/echo/" + status, body, LONG);

        assertEquals(status, reply.status());
        assertArrayEquals(body, reply.body().toArray());
    }

    @Test
    void oneConnectionCarriesManyRequests() throws Exception {
        server.callers.clear();

        for (var i = 0; i < 10; i++) {
            link.post(node(server.port()), "/echo/200", REQUEST, LONG);
        }

        assertEquals(1, server.callers.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "stream"})
    void anAnswerOfTheLargestSizeIsReadAndOneByteMoreIsRefused(String kind) throws Exception {
        var largest = link.post(node(server.port()), '/' + kind + '/' + BYTES_MAX, REQUEST, LONG);

        assertEquals(BYTES_MAX, largest.body().toArray().length);
        assertThrows(
                IOException.class,
                () -> link.post(node(server.port()), '/' + kind + '/' + (BYTES_MAX + 1), REQUEST, LONG));
        assertEquals(200, ask("/echo/200").status(), "the next request is not disturbed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/trickle"})
    void aNodeThatDoesNotFinishItsAnswerInTimeFailsWhetherItBeganOrNot(String path) throws Exception {
        var failure = assertThrows(IOException.class, () -> link.post(node(server.port()), path, REQUEST, SHORT));

        assertFalse(failure instanceof ConnectFailedException);
        assertEquals(200, ask("/echo/200").status(), "the next request is not disturbed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999})
    void anAnswerThatBreaksOffIsNoAnswer(int bytes) throws Exception {
        assertThrows(IOException.class, () -> link.post(node(server.port()), "/truncated/" + bytes, REQUEST, LONG));
        assertEquals(200, ask("/echo/200").status(), "the next request is not disturbed");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void nobodyIsFollowedElsewhere(int status) throws Exception {
        server.asked.clear();

        var reply = ask("/redirect/" + status);

        assertEquals(status, reply.status());
        assertFalse(server.asked.contains("/echo/200"));
    }

    @Test
    void aNodeThatSpeaksAnotherLanguageFailsWithAnIoException() throws Exception {
        Seeds.check(4, random -> {
            var words = Seeds.bytes(random, random.nextInt(1, 2_000));
            try (var noTls = RawServer.plain(words);
                    var noHttp = RawServer.tls(tls, words)) {
                assertThrows(IOException.class, () -> link.post(node(noTls.port()), "/onion_req/v2", REQUEST, LONG));
                assertThrows(IOException.class, () -> link.post(node(noHttp.port()), "/onion_req/v2", REQUEST, LONG));
            }
        });
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        var endless = ("HTTP/1.1 200 OK\r\n" + "X: " + "x".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);
        try (var server = RawServer.tls(tls, endless)) {
            assertThrows(
                    IOException.class,
                    () -> link.post(node(server.port()), "/onion_req/v2", REQUEST, Duration.ofSeconds(3)));
        }
    }

    @Test
    void nobodyListeningIsToldApartFromABadAnswer() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThrows(ConnectFailedException.class, () -> link.post(node(free), "/onion_req/v2", REQUEST, LONG));
    }

    @Test
    void anInterruptedCallerComesBackAtOnceAndStaysInterrupted() throws Exception {
        var stayed = new CompletableFuture<Boolean>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                link.post(node(server.port()), "/silent", REQUEST, LONG);
                stayed.complete(false);
            } catch (IOException expected) {
                stayed.complete(Thread.currentThread().isInterrupted());
            }
        });

        caller.interrupt();

        assertTrue(stayed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void closingEndsWhatIsUnderWayAndRefusesWhatComesAfter() throws Exception {
        server.asked.clear();
        var ended = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                link.post(node(server.port()), "/silent", REQUEST, LONG);
                ended.complete(false);
            } catch (IOException expected) {
                ended.complete(true);
            }
        });
        while (!server.asked.contains("/silent")) {
            Thread.onSpinWait();
        }

        link.close();

        assertTrue(ended.get(10, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> ask("/echo/200"));
    }

    private Reply ask(String path) throws IOException {
        return link.post(node(server.port()), path, REQUEST, LONG);
    }

    private static NodeInfo node(int port) {
        var any = TestNodes.node(0, "127.0.0.1", SwarmId.UNASSIGNED);
        return new NodeInfo(any.id(), any.x25519(), any.host(), port, 0, any.swarm());
    }
}
