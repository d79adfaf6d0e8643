package hearth.service.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.ServerReplyV4;
import hearth.protocol.onion.ServerRequestV3;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import hearth.service.NodeThreads;
import hearth.service.TestNodes;
import hearth.service.http.Transport;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file server over HTTP and through onions: messages.md §8.7. */
class FileServerTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant START = Instant.parse("2030-06-01T12:00:00Z");
    private static final FileLimits LIMITS =
            new FileLimits(10_223_616, 12_000_000, Duration.ofDays(14), Duration.ofDays(30));

    private final Path folder;
    private final FakeClock clock = new FakeClock(START);
    private final NodeThreads threads = NodeThreads.start(Transport.best());
    private final HttpClient http = HttpClient.newHttpClient();
    private FileServer server;

    FileServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        server = start();
    }

    private FileServer start() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return FileServer.start(folder.resolve("files"), anyPort, LIMITS, threads, clock, RANDOM);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        threads.close();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, new byte[0]);
    }

    private JsonNode upload(byte[] content, String... headers) throws Exception {
        var answer = send("POST", "/file", content, headers);
        assertEquals(200, answer.statusCode());
        return json(answer);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
        return Json.parseObject(answer.body());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1e3;
    }

    @Test
    void aFileHasAnIdThatFollowsFromItsContentAndCanBeFetchedUntilItExpires() throws Exception {
        var uploaded = upload(ascii("hello"));

        assertEquals(
                "tKO2VVg1JPHwgZuvqK_7bDHJeSr4UJ_8i13ETlwAn0jB",
                uploaded.get("id").textValue());
        assertEquals(seconds(START), uploaded.get("uploaded").doubleValue());
        assertEquals(
                seconds(START.plus(LIMITS.lifetime())), uploaded.get("expires").doubleValue());
        var path = "/file/" + uploaded.get("id").textValue();
        var fetched = get(path);
        assertEquals(200, fetched.statusCode());
        assertArrayEquals(ascii("hello"), fetched.body());
        assertEquals(
                "application/octet-stream",
                fetched.headers().firstValue("content-type").orElseThrow());
        assertEquals(
                "Sat, 15 Jun 2030 12:00:00 GMT",
                fetched.headers().firstValue("expires").orElseThrow());
        var info = json(get(path + "/info"));
        assertEquals(5, info.get("size").intValue());
        assertEquals(uploaded.get("uploaded"), info.get("uploaded"));
        assertEquals(uploaded.get("expires"), info.get("expires"));

        clock.advance(LIMITS.lifetime());

        var expired = get(path);
        assertEquals(404, expired.statusCode());
        assertEquals("{\"status_code\":404}", new String(expired.body(), StandardCharsets.US_ASCII));
        assertEquals(404, get(path + "/info").statusCode());
        assertEquals(404, send("POST", path + "/extend", new byte[0]).statusCode());
    }

    @Test
    void whatIsThereAlreadyIsKeptOnceAndUntilTheLaterTime() throws Exception {
        var first = upload(ascii("twice"), "X-FS-TTL", "1000");
        clock.advance(Duration.ofSeconds(10));

        var shorter = upload(ascii("twice"), "X-FS-TTL", "5");
        var longer = upload(ascii("twice"), "X-FS-TTL", "2000");

        assertEquals(first.get("id"), shorter.get("id"));
        assertEquals(first.get("expires"), shorter.get("expires"));
        assertEquals(seconds(START.plusSeconds(10)), shorter.get("uploaded").doubleValue());
        assertEquals(seconds(START.plusSeconds(2_010)), longer.get("expires").doubleValue());
        assertEquals(5, server.held());
    }

    @Test
    void anExtensionNeverMakesAFileLiveShorter() throws Exception {
        var path =
                "/file/" + upload(ascii("longer"), "X-FS-TTL", "1000").get("id").textValue() + "/extend";

        assertEquals(
                seconds(START.plusSeconds(1_000)),
                json(send("POST", path, new byte[0], "X-FS-TTL", "10"))
                        .get("expires")
                        .doubleValue());
        assertEquals(
                seconds(START.plusSeconds(5_000)),
                json(send("POST", path, new byte[0], "X-FS-TTL", "5000"))
                        .get("expires")
                        .doubleValue());
        assertEquals(
                seconds(START.plus(LIMITS.lifetime())),
                json(send("POST", path, new byte[0])).get("expires").doubleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "abc", "1.5", "", "2592001", "99999999999999999999"})
    void aLifetimeThatIsNoneOrTooLongIsRefused(String lifetime) throws Exception {
        assertEquals(
                400, send("POST", "/file", ascii("x"), "X-FS-TTL", lifetime).statusCode());
        assertEquals(0, server.held());
    }

    @Test
    void anEmptyAndATooLargeFileAreRefusedAndTheLargestIsNot() throws Exception {
        assertEquals(413, send("POST", "/file", new byte[0]).statusCode());
        assertEquals(
                413, send("POST", "/file", new byte[LIMITS.fileBytesMax() + 1]).statusCode());
        assertEquals(200, send("POST", "/file", new byte[LIMITS.fileBytesMax()]).statusCode());
    }

    @Test
    void aFullServerRefusesUntilSomethingHasExpired() throws Exception {
        upload(new byte[10_000_000], "X-FS-TTL", "60");
        var refused = send("POST", "/file", new byte[3_000_000]);
        assertEquals(507, refused.statusCode());
        assertEquals("{\"status_code\":507}", new String(refused.body(), StandardCharsets.US_ASCII));
        assertEquals(200, send("POST", "/file", new byte[10_000_000]).statusCode(), "no room needed: it is there");
        assertEquals(10_000_000, server.held());
    }

    @Test
    void oldClientsUploadAndFetchInBase64UnderANumber() throws Exception {
        var body = Json.bytes(Json.object().put("file", Base64.getEncoder().encodeToString(ascii("old"))));

        var uploaded = json(send("POST", "/files", body));

        assertEquals(200, uploaded.get("status_code").intValue());
        var id = uploaded.get("result").longValue();
        assertTrue(id > 0 && id < 1L << 53);
        var fetched = json(get("/files/" + id));
        assertEquals(200, fetched.get("status_code").intValue());
        assertEquals("b2xk", fetched.get("result").textValue());
        assertArrayEquals(ascii("old"), get("/file/" + id).body());
        assertEquals(404, send("POST", "/file/" + id + "/extend", new byte[0]).statusCode());
        for (var wrong : List.of("", "{}", "[]", "{\"file\":5}", "{\"file\":\"*\"}")) {
            assertEquals(400, send("POST", "/files", ascii(wrong)).statusCode(), wrong);
        }
        assertEquals(413, send("POST", "/files", ascii("{\"file\":\"\"}")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/file",
                "/file/",
                "/file/../server.key",
                "/file/..%2f..%2fserver.key",
                "/file/1/2/3",
                "/files/x",
                "/file/tKO2VVg1JPHwgZuvqK_7bDHJeSr4UJ_8i13ETlwAn0jA",
                "/file/12345",
                "/session_version?platform=desktop"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    @Test
    void filesAndKeysOutliveARestart() throws Exception {
        var id = upload(ascii("stays")).get("id").textValue();
        var key = server.key();
        server.close();

        server = start();

        assertArrayEquals(ascii("stays"), get("/file/" + id).body());
        assertEquals(key, server.key());
        assertEquals(5, server.held());
    }

    @Test
    void filesOnDiskAreClosedToOthers() throws Exception {
        upload(ascii("secret"));

        try (var files = Files.walk(folder.resolve("files"))) {
            for (var file : files.toList()) {
                var mode = Files.getPosixFilePermissions(file);
                assertTrue(
                        mode.stream().allMatch(right -> right.name().startsWith("OWNER")) || isIndex(file),
                        file.toString());
            }
        }
    }

    /** The folder around it is closed. */
    private static boolean isIndex(Path file) {
        return file.getFileName().toString().startsWith("files.db");
    }

    private ServerTarget target(String path) {
        return new ServerTarget(
                server.onionKey(),
                ServerTarget.Protocol.HTTP,
                "127.0.0.1",
                server.address().getPort(),
                path);
    }

    private ServerReplyV4 onion(byte[] request, EncType type) throws Exception {
        var built = new OnionBuilder(RANDOM).toServer(List.of(), target(ServerTarget.V4), request, type);
        var reply = send("POST", ServerTarget.V4, built.body().toArray());
        assertEquals(200, reply.statusCode());
        return built.replyKeys().openServerV4(reply.body());
    }

    private static byte[] v4(String method, String endpoint, Map<String, String> headers, byte[] body) {
        return new ServerRequestV4(
                        endpoint, method, headers, body.length == 0 ? Optional.empty() : Optional.of(Bytes.wrap(body)))
                .encode();
    }

    @ParameterizedTest
    @EnumSource(EncType.class)
    void theSameThroughAnOnionOfVersion4(EncType type) throws Exception {
        var uploaded = onion(v4("POST", "/file", Map.of("X-FS-TTL", "60"), ascii("hello")), type);

        assertEquals(200, uploaded.status());
        assertEquals(Map.of("content-type", "application/json"), uploaded.headers());
        var answer = Json.parseObject(uploaded.body().orElseThrow().toArray());
        assertEquals(seconds(START.plusSeconds(60)), answer.get("expires").doubleValue());
        var fetched = onion(v4("GET", "/file/" + answer.get("id").textValue(), Map.of(), new byte[0]), type);
        assertEquals(
                Map.of("content-type", "application/octet-stream", "expires", "Sat, 1 Jun 2030 12:01:00 GMT"),
                fetched.headers());
        assertArrayEquals(ascii("hello"), fetched.body().orElseThrow().toArray());
        assertEquals(
                404, onion(v4("GET", "/file/1", Map.of(), new byte[0]), type).status());
    }

    @Test
    void aRequestOfVersion4ThatCannotBeReadIsToldSoInsideTheOnion() throws Exception {
        for (var malformed : List.of(
                ascii("de"),
                ascii("le"),
                ascii("l2:{}e"),
                v4("GET", "file/1", Map.of(), new byte[0]),
                v4("POST", "/file", Map.of(), new byte[0]))) {
            var reply = onion(malformed, EncType.XCHACHA20);

            assertEquals(400, reply.status());
            assertEquals("text/plain; charset=utf-8", reply.headers().get("content-type"));
            assertArrayEquals(
                    ascii("Invalid v4 onion request"),
                    reply.body().orElseThrow().toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ServerTarget.V4, ServerTarget.V3, "/loki/v3/lsrpc"})
    void whatDoesNotOpenIsABadRequest(String path) throws Exception {
        Seeds.check(100, random -> {
            var garbage = Seeds.bytes(random, random.nextInt(200));
            assertEquals(400, send("POST", path, garbage).statusCode());
        });
        var forSomebodyElse = new OnionBuilder(RANDOM)
                .toServer(
                        List.of(),
                        new ServerTarget(
                                X25519KeyPair.generate(RANDOM).publicKey(),
                                ServerTarget.Protocol.HTTP,
                                "127.0.0.1",
                                80,
                                ServerTarget.V4),
                        ascii("le"),
                        EncType.AES_GCM);
        assertEquals(400, send("POST", path, forSomebodyElse.body().toArray()).statusCode());
    }

    @Test
    void theOldPairThroughAnOnionOfVersion3() throws Exception {
        var file = Json.text(Json.object().put("file", Base64.getEncoder().encodeToString(ascii("old"))));

        var uploaded = onionV3(new ServerRequestV3("files", "POST", Map.of(), Optional.of(file), Optional.empty()));

        var id = uploaded.get("result").longValue();
        var fetched = onionV3(new ServerRequestV3("/files/" + id, "GET", Map.of(), Optional.empty(), Optional.empty()));
        assertEquals("b2xk", fetched.get("result").textValue());
        var absent = onionV3(new ServerRequestV3("files/1", "GET", Map.of(), Optional.empty(), Optional.empty()));
        assertEquals(404, absent.get("status_code").intValue());
    }

    private JsonNode onionV3(ServerRequestV3 request) throws Exception {
        var built = new OnionBuilder(RANDOM)
                .toServer(List.of(), target("/loki/v3/lsrpc"), request.encode(), EncType.AES_GCM);
        var reply = send("POST", "/loki/v3/lsrpc", built.body().toArray());
        assertEquals(200, reply.statusCode());
        return Json.parseObject(built.replyKeys().openServerV3(reply.body()).toArray());
    }

    @Test
    void theLargestFileGoesThroughThreeNodesAndBack() throws Exception {
        try (var nodes = TestNodes.start(folder.resolve("nodes"), 3, TestNodes.QUICK)) {
            var path = List.of(nodes.info(0), nodes.info(1), nodes.info(2));
            var content = Seeds.bytes(RandomGenerator.getDefault(), LIMITS.fileBytesMax());
            var onions = new OnionBuilder(RANDOM);

            var up = onions.toServer(
                    path, target(ServerTarget.V4), v4("POST", "/file", Map.of(), content), EncType.XCHACHA20);
            var uploaded = up.replyKeys()
                    .openServerV4(nodes.post(0, "/onion_req/v2", up.body().toArray())
                            .body()
                            .toArray());

            assertEquals(200, uploaded.status());
            var id = Json.parseObject(uploaded.body().orElseThrow().toArray())
                    .get("id")
                    .textValue();
            var down = onions.toServer(
                    path, target(ServerTarget.V4), v4("GET", "/file/" + id, Map.of(), new byte[0]), EncType.XCHACHA20);
            var fetched = down.replyKeys()
                    .openServerV4(nodes.post(0, "/onion_req/v2", down.body().toArray())
                            .body()
                            .toArray());
            assertArrayEquals(content, fetched.body().orElseThrow().toArray());
        }
    }
}
