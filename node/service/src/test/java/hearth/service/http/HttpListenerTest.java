package hearth.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hearth.protocol.crypto.Crypto;
import hearth.testkit.Await;
import hearth.testkit.Seeds;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@Timeout(120)
@EnumSource(Transport.class)
class HttpListenerTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    static Path folder;

    private final Transport transport;
    private EventLoopGroup eventLoops;
    private ExecutorService workers;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private HttpListener listener;

    HttpListenerTest(Transport transport) throws IOException {
        this.transport = transport;
        eventLoops = transport.eventLoops(1, "test-io");
        workers = Executors.newVirtualThreadPerTaskExecutor();
        listener = listen(HttpLimits.DEFAULT);
    }

    @BeforeEach
    void skipWithoutNativeLibraries() {
        assumeTrue(transport == Transport.PORTABLE || Transport.isNativeUsable());
    }

    @AfterEach
    void stop() {
        gate.countDown();
        listener.close();
        workers.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private HttpListener listen(HttpLimits limits) throws IOException {
        var certificate =
                NodeCertificate.loadOrCreate(folder.resolve("tls.pem"), Clock.systemUTC(), new SecureRandom());
        return HttpListener.open(
                transport,
                eventLoops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(certificate.serverContext(transport)),
                limits,
                "Test/1",
                this::answer,
                workers);
    }

    private void restart(HttpLimits limits) throws IOException {
        listener.close();
        listener = listen(limits);
    }

    /** Echoes; {@code /wait} waits for the gate, {@code /slow} a little, {@code /big} is large, {@code /bug} fails. */
    private HttpAnswer answer(HttpCall call) {
        try {
            switch (call.path()) {
                case "/wait" -> {
                    waiting.countDown();
                    gate.await();
                }
                case "/slow" -> Thread.sleep(30);
                case "/big" -> {
                    return HttpAnswer.text(200, "x".repeat(8_000_000));
                }
                case "/bug" -> throw new IllegalStateException("A secret of the implementation");
                default -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HttpAnswer.text(
                200,
                call.method() + ' ' + call.path() + ' ' + new String(call.body().toArray(), StandardCharsets.UTF_8));
    }

    private TlsClient connect(String... protocols) throws IOException {
        return new TlsClient(listener.port(), protocols);
    }

    @Test
    void anAnswerHasStatusHeadersAndBody() throws IOException {
        try (var client = connect()) {
            var answer = client.post("/echo?query", "hello");

            assertEquals(200, answer.status());
            assertEquals("POST /echo hello", answer.body());
            assertEquals("text/plain", answer.header("content-type"));
            assertEquals("Test/1", answer.header("server"));
            assertEquals("16", answer.header("content-length"));
        }
    }

    @Test
    void tlsIsOfVersion12Or13() throws IOException {
        try (var newer = connect("TLSv1.3");
                var older = connect("TLSv1.2")) {
            assertEquals("TLSv1.3", newer.protocol());
            assertEquals("TLSv1.2", older.protocol());
            assertEquals(200, older.get("/").status());
        }
        assertThrows(IOException.class, () -> connect("TLSv1.1").close());
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws IOException {
        try (var client = connect()) {
            for (var i = 0; i < 50; i++) {
                assertEquals("POST / body " + i, client.post("/", "body " + i).body());
            }
            assertEquals(1, listener.connections());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        var requests = new StringBuilder();
        for (var i = 0; i < 40; i++) {
            var path = i % 3 == 0 ? "/slow" : "/echo";
            requests.append("POST " + path + " HTTP/1.1\r\nContent-Length: 2\r\n\r\n" + (i + 10));
        }
        try (var client = connect()) {
            client.send(requests.toString());

            for (var i = 0; i < 40; i++) {
                assertTrue(client.answer().body().endsWith(" " + (i + 10)));
            }
        }
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        try (var client = connect()) {
            for (var b : "POST /drip HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {b});
            }

            assertEquals("POST /drip abc", client.answer().body());
        }
    }

    @Test
    void aBodyMayComeInChunks() throws IOException {
        try (var client = connect()) {
            client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");

            assertEquals("POST / abcdefg", client.answer().body());
            assertEquals("POST / next", client.post("/", "next").body());
        }
    }

    @Test
    void aClientThatAsksWhetherToContinueIsTold() throws IOException {
        try (var client = connect()) {
            client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, client.answer().status());

            client.send("hello");
            assertEquals("POST / hello", client.answer().body());
        }
    }

    @Test
    void theConnectionClosesWhenTheClientWantsItOrSpeaksHttp10() throws IOException {
        try (var client = connect()) {
            var answer =
                    client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").answer();
            assertEquals("close", answer.header("connection"));
            assertTrue(client.isClosedByPeer());
        }
        try (var client = connect()) {
            assertEquals(200, client.send("GET / HTTP/1.0\r\n\r\n").answer().status());
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void aBodyOfTheMaximumIsTakenAndOneByteMoreIsRefused() throws IOException {
        try (var client = connect()) {
            var answer = client.post("/", new byte[10_485_760]);
            assertEquals(200, answer.status());
        }
        try (var client = connect()) {
            var answer = client.send("POST / HTTP/1.1\r\nContent-Length: 10485761\r\n\r\n")
                    .answer();
            assertEquals(413, answer.status());
            assertEquals("Payload Too Large", answer.phrase());
            assertEquals("Request body too large", answer.body());
            assertEquals("text/plain", answer.header("content-type"));
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void chunksBeyondTheMaximumAreRefused() throws IOException {
        try (var client = connect()) {
            client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\na00000\r\n");
            client.send(new byte[10_485_760]);
            client.send("\r\n1\r\nx\r\n");

            assertEquals(413, client.answer().status());
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void aContentLengthThatIsNoNumberIsRefused() throws IOException {
        for (var length : new String[] {"abc", "-1", "1.5", "99999999999999999999", "0x10"}) {
            try (var client = connect()) {
                var answer = client.send("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n")
                        .answer();

                assertEquals(400, answer.status(), length);
                assertEquals("invalid Content-Length", answer.body(), length);
                assertTrue(client.isClosedByPeer());
            }
        }
    }

    @Test
    void longLinesAndHeadersAreRefused() throws IOException {
        try (var client = connect()) {
            assertEquals(
                    414,
                    client.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n")
                            .answer()
                            .status());
            assertTrue(client.isClosedByPeer());
        }
        try (var client = connect()) {
            assertEquals(
                    431,
                    client.send("GET / HTTP/1.1\r\nX: " + "x".repeat(17_000) + "\r\n\r\n")
                            .answer()
                            .status());
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void whatIsNoHttpIsRefusedAndOthersAreServedOn() throws IOException {
        try (var good = connect()) {
            Seeds.check(50, random -> {
                try (var client = connect()) {
                    var garbage = Seeds.bytes(random, random.nextInt(1, 2_000));
                    client.send(garbage).send("\r\n\r\n\r\n");
                    client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
                    var closed = false;
                    while (!closed) { // first an error text, or an answer to what happened to look like a request
                        closed = client.isClosedByPeer();
                    }
                } catch (IOException reset) {
                    // The node closed while we were still sending.
                }
            });

            assertEquals(200, good.get("/").status());
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnectionAndNothingElse() throws IOException {
        try (var good = connect()) {
            Seeds.check(50, random -> {
                try (var raw = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                    raw.setSoTimeout(20_000);
                    raw.getOutputStream().write(Seeds.bytes(random, random.nextInt(1, 3_000)));
                    raw.shutdownOutput();
                    assertTrue(raw.getInputStream().readAllBytes().length < 100, "an alert at most");
                } catch (SocketTimeoutException hangs) {
                    throw hangs;
                } catch (IOException reset) {
                    // Fine too.
                }
            });

            assertEquals(200, good.get("/").status());
        }
    }

    @Test
    void requestsBeyondTheMaximumInFlightAreToldToComeBack() throws Exception {
        restart(HttpLimits.DEFAULT.withInFlightMax(1));
        try (var first = connect();
                var second = connect()) {
            first.send("GET /wait HTTP/1.1\r\n\r\n");
            waiting.await();

            var refused = second.get("/");

            assertEquals(503, refused.status());
            assertEquals("Server busy, try again later", refused.body());
            gate.countDown();
            assertEquals(200, first.answer().status());
            assertEquals(200, first.get("/").status());
        }
    }

    @Test
    void bodiesBeyondTheMemoryForThemAreToldToComeBack() throws Exception {
        restart(HttpLimits.DEFAULT.withBufferedBytesMax(10_485_760));
        try (var first = connect();
                var second = connect()) {
            first.send("POST /wait HTTP/1.1\r\nContent-Length: 10485760\r\n\r\n");
            first.send(new byte[10_485_759]);
            Await.until("all of the first body is there", () -> listener.bufferedBytes() == 10_485_759);

            try (var other = connect()) { // a refusal in the middle of a body closes the connection
                var refused = other.post("/", "hello");
                assertEquals(503, refused.status());
                assertEquals("Server busy, try again later", refused.body());
            }
            assertEquals(200, second.get("/").status(), "no body, no memory");
            first.hangUp();
            Await.until("its memory is free again", () -> listener.bufferedBytes() == 0);
            assertEquals(200, second.post("/", "hello").status());
        }
    }

    @Test
    void aHandlerThatFailsIsA500WithoutDetails() throws IOException {
        try (var client = connect()) {
            var answer = client.get("/bug");

            assertEquals(500, answer.status());
            assertEquals("Internal Server Error\n", answer.body());
            assertEquals(200, client.get("/").status());
        }
    }

    @Test
    void silentSlowAndIdleConnectionsAreClosed() throws IOException {
        restart(HttpLimits.DEFAULT.withTimeouts(SHORT));
        try (var raw = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            raw.setSoTimeout(20_000);
            assertEquals(-1, raw.getInputStream().read(), "no handshake");
        }
        try (var idle = connect()) {
            assertTrue(idle.isClosedByPeer(), "idle");
        }
        try (var slow = connect()) {
            slow.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nonly this");
            assertTrue(slow.isClosedByPeer(), "half a body");
        }
        try (var slow = connect()) {
            slow.send("GET / HTTP/1.1\r\nX-Header: neve");
            assertTrue(slow.isClosedByPeer(), "half a header");
        }
    }

    @Test
    void aClientThatDripsItsRequestIsClosedHoweverOftenItDrips() throws IOException {
        restart(HttpLimits.DEFAULT.withTimeouts(SHORT));
        var started = System.nanoTime();
        try (var slow = connect()) {
            slow.send("POST / HTTP/1.1\r\nContent-Length: 10000\r\n\r\n");

            assertThrows(IOException.class, () -> {
                for (var i = 0; i < 500; i++) {
                    slow.send("x");
                    Thread.sleep(20);
                }
            });
        }
        assertTrue(System.nanoTime() - started < 8_000_000_000L);
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsClosed() throws Exception {
        restart(HttpLimits.DEFAULT.withTimeouts(SHORT).withBytesPerSecondMin(1 << 30));
        try (var client = connect()) {
            client.send("GET /big HTTP/1.1\r\n\r\n");

            for (var waited = 0; listener.connections() > 0 && waited < 1_000; waited++) {
                Thread.sleep(10);
            }

            assertEquals(0, listener.connections());
        }
    }

    @Test
    void aSlowClientMayTakeItsTimeForALargeAnswer() throws Exception {
        restart(HttpLimits.DEFAULT.withTimeouts(SHORT).withBytesPerSecondMin(1 << 20));
        try (var client = connect()) {
            client.send("GET /big HTTP/1.1\r\n\r\n");
            Thread.sleep(2 * SHORT.toMillis());

            assertEquals(8_000_000, client.answer().body().length());
        }
    }

    @Test
    void connectionsBeyondTheMaximumAreClosedAtOnce() throws IOException {
        restart(HttpLimits.DEFAULT.withConnectionsMax(2));
        try (var first = connect();
                var second = connect()) {
            assertThrows(IOException.class, () -> connect().close());

            assertEquals(200, first.get("/").status());
            assertEquals(200, second.get("/").status());
        }
    }

    @Test
    void afterCloseNobodyListensAndOpenConnectionsAreCut() throws IOException {
        try (var client = connect()) {
            assertEquals(200, client.get("/").status());

            listener.close();

            assertTrue(client.isClosedByPeer());
            assertThrows(IOException.class, this::connect);
            assertEquals(0, listener.connections());
        }
    }

    @Test
    void aTakenPortIsNamedInTheError() {
        var failure = assertThrows(
                IOException.class,
                () -> HttpListener.open(
                        transport,
                        eventLoops,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
                        Optional.of(NodeCertificate.loadOrCreate(
                                        folder.resolve("tls.pem"), Clock.systemUTC(), new SecureRandom())
                                .serverContext(transport)),
                        HttpLimits.DEFAULT,
                        "Test/1",
                        this::answer,
                        workers));

        assertTrue(failure.toString().contains(":" + listener.port()), failure.toString());
    }

    @Test
    void theCertificateStaysTheSame() throws IOException {
        var pin = NodeCertificate.loadOrCreate(folder.resolve("tls.pem"), Clock.systemUTC(), new SecureRandom())
                .pin();
        try (var client = connect()) {
            var key = client.certificate().getPublicKey();

            assertEquals(pin, Base64.getEncoder().encodeToString(Crypto.sha256(key.getEncoded())));
            assertFalse(client.certificate().getSubjectX500Principal().getName().isEmpty());
        }
    }
}
