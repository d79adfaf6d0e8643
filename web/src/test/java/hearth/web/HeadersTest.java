package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.testing.Browser;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What every answer says to the browser about safety, and to whom the box answers at all. */
class HeadersTest {

    private static void assertSafe(Reply reply, String what) {
        var policy = reply.header("content-security-policy").orElse("");
        assertTrue(policy.startsWith("default-src 'self'; img-src 'self'"), what + ": " + policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), what + ": " + policy);
        assertTrue(policy.contains("object-src 'none'"), what + ": " + policy);
        assertTrue(policy.contains("base-uri 'none'"), what + ": " + policy);
        assertTrue(policy.contains("form-action 'self'"), what + ": " + policy);
        assertTrue(!policy.contains("unsafe") && !policy.contains("*"), what + ": " + policy);
        assertEquals("nosniff", reply.header("x-content-type-options").orElse(""), what);
        assertEquals("DENY", reply.header("x-frame-options").orElse(""), what);
        assertTrue(
                reply.header("referrer-policy").orElse("").matches("same-origin|no-referrer"),
                what + ": " + reply.headers());
        assertEquals("same-origin", reply.header("cross-origin-opener-policy").orElse(""), what);
        assertTrue(reply.header("access-control-allow-origin").isEmpty(), what);
    }

    private static void assertUnkept(Reply reply, String what) {
        assertSafe(reply, what);
        assertEquals("no-store", reply.header("cache-control").orElse(""), what);
    }

    @Test
    void everyPageCarriesTheHeadersAndIsKeptByNoCache() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var path : Stream.concat(Addresses.forAda(box).stream(), LedgerAddresses.PAGES.stream())
                    .toList()) {
                // when
                var reply = browser.get(path);
                // then
                assertEquals(200, reply.status(), path);
                assertUnkept(reply, path);
            }
        }
    }

    @Test
    void everyErrorCarriesThemToo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            var big = "form=" + "x".repeat(70_000);

            // a route's own refusals
            assertRefused(404, browser.get("/nowhere"));
            assertRefused(404, browser.get("/chats/0123456789abcdef"));
            assertRefused(404, browser.get("/chats/..%2f..%2fetc"));
            assertRefused(405, browser.send("DELETE", "/settings", Map.of(), ""));
            assertRefused(405, browser.get("/settings/look"));
            assertRefused(413, browser.postBody("/settings/look", big, Map.of()));
            assertRefused(415, browser.postBody("/settings/look", "{}", Map.of("Content-Type", "application/json")));
            assertRefused(415, browser.postBody("/settings/look", "a=%zz", Map.of()));
            assertRefused(403, browser.postBody("/settings/look", "form=wrong", Map.of()));
            assertRefused(421, browser.get("/", Map.of("Host", "evil.example")));
            assertRefused(401, box.browser().post("/me/name", Map.of()), 403);
            // refusals of the server below the routes
            assertRefused(413, browser.postBody("/settings/look", "", Map.of("Content-Length", "9000000")));
            assertRefused(400, browser.get("/a%zz"));
            assertRefused(400, browser.get("/", Map.of("Host", "a b")));
            assertRefused(400, browser.get("/ HTTP/1.1 more"));
            assertRefusedOrHungUp(browser, "/" + "a".repeat(20_000), Map.of());
            assertRefusedOrHungUp(browser, "/", Map.of("X-Long", "y".repeat(40_000)));
        }
    }

    /** Nobody reads on beyond what any browser sends: the answer may be lost with the connection. */
    private static void assertRefusedOrHungUp(Browser browser, String path, Map<String, String> headers) {
        try {
            browser.answer("GET", path, headers, "").ifPresent(reply -> assertRefused(400, reply, 431));
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() instanceof SocketException || e.getCause() instanceof SSLException, e.toString());
        }
    }

    private static void assertRefused(int status, Reply reply, int... orElse) {
        var other = orElse.length == 0 ? status : orElse[0];
        assertTrue(reply.status() == status || reply.status() == other, reply.status() + " " + reply.body());
        assertUnkept(reply, Integer.toString(reply.status()));
        // what happened, what it means, and what to do
        var page = reply.page();
        assertTrue(page.heading().length() > 5, reply.body());
        assertTrue(
                page.all("main").getFirst().getElementsByTagName("p").getLength() >= 2,
                "an explanation\n" + reply.body());
        assertTrue(
                page.all("a", it -> it.getAttribute("class").contains("primary"))
                                .size()
                        == 1,
                "one way on\n" + reply.body());
    }

    @Test
    void aRequestForAnotherHostIsRefusedWhateverItAsks() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            for (var host :
                    new String[] {"evil.example", "127.0.0.1.evil.example", "10.0.0.1", "localhost.evil", "[::2]"}) {
                // when
                var page = browser.get("/chats", Map.of("Host", host));
                var form = browser.post("/me/name", Map.of("name", "Eve"), Map.of("Host", host));
                // then
                assertEquals(421, page.status(), host);
                assertTrue(!page.body().contains("Dana"), host);
                assertEquals(421, form.status(), host);
            }
            assertEquals("Ada", box.chats().displayName());
        }
    }

    @Test
    void everyNameAndAddressOfTheBoxIsAdmitted() {
        try (var box = TestBox.furnished()) {
            for (var host :
                    new String[] {"maple-house.local", "MAPLE-house.local:8443", "localhost", "127.0.0.1", "[::1]:443"
                    }) {
                assertEquals(
                        200, box.browser().get("/sign-in", Map.of("Host", host)).status(), host);
            }
        }
    }

    @Test
    void aFormFromAnotherOriginIsRefusedEvenWithTheRightToken() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            var origins = new String[] {
                "https://evil.example",
                "http://" + browser.host(),
                "https://127.0.0.1:1",
                "https://" + browser.host() + ".evil.example"
            };
            for (var origin : origins) {
                assertEquals(403, rename(browser, Map.of("Origin", origin)).status(), origin);
            }
            for (var site : new String[] {"cross-site", "same-site", "none"}) {
                assertEquals(
                        403, rename(browser, Map.of("Sec-Fetch-Site", site)).status(), site);
            }
            assertEquals("Ada", box.chats().displayName());

            // its own origin, and an old browser that says nothing
            assertEquals(
                    303,
                    rename(browser, Map.of("Origin", "https://" + browser.host(), "Sec-Fetch-Site", "same-origin"))
                            .status());
            assertEquals(303, rename(browser, Map.of()).status());
            assertEquals("Grace", box.chats().displayName());
        }
    }

    private static Reply rename(Browser browser, Map<String, String> headers) {
        return browser.post("/me/name", Map.of("name", "Grace"), headers);
    }

    @Test
    void aFormWithoutTheTokenOfThisBrowserIsRefused() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            var stranger = box.browser();
            stranger.get("/sign-in");
            for (var token : new String[] {"", "x", stranger.token(), browser.token() + "A", "ä".repeat(43)}) {
                // when
                var reply = browser.post("/me/name", Map.of("form", token, "name", "Grace"));
                // then
                assertEquals(403, reply.status());
                assertTrue(reply.body().contains("Nothing was changed"));
            }
            assertEquals("Ada", box.chats().displayName());
        }
    }

    @Test
    void everyFormIsGuarded() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var path : Stream.concat(Addresses.FORMS.stream(), LedgerAddresses.FORMS.stream())
                    .toList()) {
                var reply = browser.postBody(path.replace("{chat}", Addresses.dana(box)), "form=guess", Map.of());
                assertEquals(403, reply.status(), path);
            }
        }
    }
}
