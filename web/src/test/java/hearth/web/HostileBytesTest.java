package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import hearth.web.testing.Browser;
import hearth.web.testing.TestBox;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Bytes no browser sends: the box answers or hangs up, and goes on serving everybody else. */
class HostileBytesTest {

    /** More than any answer here needs. */
    private static final int ANSWER_MAX = 1 << 20;

    private static final int RUNS = 60;

    private static void assertAlive(TestBox box) {
        assertEquals(200, box.browser().get("/sign-in").status());
        assertEquals(200, box.plain().get("/").status());
    }

    /** Sends, says that nothing more comes, and reads to the end: at most {@link #ANSWER_MAX} bytes, in bounded time. */
    private static byte[] send(Socket connection, byte[] bytes) throws IOException {
        try (var socket = connection) {
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                var answer = socket.getInputStream().readNBytes(ANSWER_MAX + 1);
                assertTrue(answer.length <= ANSWER_MAX, "an endless answer");
                return answer;
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("Neither answered nor hung up", e);
            } catch (IOException e) {
                // Hanging up in the middle is an answer, too.
                return new byte[0];
            }
        }
    }

    @Test
    void randomBytesAtBothPortsHurtNobody() {
        try (var box = TestBox.furnished()) {
            Seeds.check(RUNS, random -> {
                var noise = Seeds.bytes(random, random.nextInt(1, 4_096));
                send(box.tls(), noise);
                send(box.raw(box.server.ports().https()), noise);
                send(box.raw(box.server.ports().http()), noise);
            });
            assertAlive(box);
        }
    }

    @Test
    void aRequestWithSomeBytesChangedIsAnsweredOrRefused() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            var request = browser.request(
                    "POST",
                    "/me/name",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "form=" + browser.token() + "&name=Ada");
            Seeds.check(RUNS, random -> {
                var answer = send(box.tls(), changed(request, random));
                var text = new String(answer, StandardCharsets.ISO_8859_1);
                assertTrue(answer.length == 0 || text.startsWith("HTTP/1.1 "), text);
                assertTrue(!text.contains("Exception") && !text.contains("at io.helidon"), text);
                assertTrue(!text.startsWith("HTTP/1.1 500"), text);
            });
            assertAlive(box);
        }
    }

    private static byte[] changed(String request, RandomGenerator random) {
        var bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (var i = random.nextInt(1, 6); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void randomFormsAreRefusedOrReadButNeverBreakThePage() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            var token = browser.token();
            Seeds.check(RUNS, random -> {
                var body = "form=" + token + "&" + noise(random);
                for (var path : new String[] {
                    "/me/name",
                    "/new",
                    "/settings/look",
                    "/people/invite",
                    "/people/withdraw",
                    "/chats/" + Addresses.dana(box) + "/send",
                    "/recovery/prove"
                }) {
                    var reply = browser.postBody(path, body, Map.of());
                    assertTrue(reply.status() < 500, path + " " + reply.status());
                    if (!reply.body().isEmpty()) {
                        reply.page();
                    }
                }
            });
        }
    }

    /** Fields that exist, values of any bytes, some of them percent-encoded and some damaged. */
    private static String noise(RandomGenerator random) {
        var body = new StringBuilder();
        for (var name : new String[] {"name", "id", "text", "first", "second", "message", "invitation", "colours"}) {
            body.append('&').append(name).append('=');
            for (var i = random.nextInt(40); i > 0; i--) {
                var value = random.nextInt(256);
                switch (random.nextInt(3)) {
                    case 0 -> body.append((char) value);
                    case 1 -> body.append('%').append(String.format("%02x", value));
                    default -> body.append((char) ('a' + value % 26));
                }
            }
        }
        return body.toString().replace("\n", "");
    }

    @Test
    void pathsAndQueriesOfAnyBytesAreAnsweredWithAPage() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            Seeds.check(RUNS, random -> {
                var path = new StringBuilder("/chats/");
                for (var i = random.nextInt(1, 30); i > 0; i--) {
                    path.append('%').append(String.format("%02X", random.nextInt(256)));
                }
                for (var address : new String[] {
                    path.toString(),
                    "/chats/" + Addresses.dana(box) + "?before=" + path,
                    "/trust?on=" + path,
                    "/static/" + path,
                    "/join" + path
                }) {
                    var reply = browser.get(address);
                    assertTrue(reply.status() < 500, address + " " + reply.status());
                    assertTrue(reply.body().isEmpty() || reply.page().heading().length() > 1, address);
                }
            });
        }
    }

    @Test
    void aFormMayBeAsLargeAsItMayAndNotOneByteLarger() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            var start = "form=" + browser.token() + "&name=Ada&rest=";
            var largest = start + "x".repeat(64 * 1024 - start.length());
            assertEquals(303, browser.postBody("/me/name", largest, Map.of()).status());
            assertEquals(
                    413, browser.postBody("/me/name", largest + "x", Map.of()).status());
            // the same without a length
            assertEquals(413, chunked(browser, largest + "x"));
            assertEquals(303, chunked(browser, largest));
            // fields
            assertEquals(
                    303,
                    browser.postBody("/me/name", start + "&a=1".repeat(1), Map.of())
                            .status());
            assertEquals(
                    415,
                    browser.postBody("/me/name", start + many(70), Map.of()).status());
        }
    }

    private static String many(int fields) {
        var body = new StringBuilder();
        for (var i = 0; i < fields; i++) {
            body.append("&f").append(i).append("=1");
        }
        return body.toString();
    }

    private static int chunked(Browser browser, String body) {
        var chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        var request = browser.request(
                        "POST",
                        "/me/name",
                        Map.of("Content-Type", "application/x-www-form-urlencoded", "Transfer-Encoding", "chunked"),
                        chunks)
                .replaceFirst("Content-Length: \\d+\r\n", "");
        return browser.sendBytes(request).status();
    }

    @Test
    void lengthsThatLieEndInARefusalOrTheEndOfTheConnection() throws IOException {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var length : new String[] {"-1", "x", "99999999999999999999", "5, 6", "0x10"}) {
                var answer = new String(
                        send(
                                box.tls(),
                                browser.request(
                                                "POST",
                                                "/me/name",
                                                Map.of(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded",
                                                        "Content-Length",
                                                        length),
                                                "a=b")
                                        .getBytes(StandardCharsets.ISO_8859_1)),
                        StandardCharsets.ISO_8859_1);
                assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), length + ": " + answer);
            }
            assertAlive(box);
        }
    }
}
