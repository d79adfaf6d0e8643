package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.sample.SampleTrust;
import hearth.web.testing.TestBox;
import hearth.web.testing.Wire;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The two ports: what is to be had without TLS, and how the other one shows itself. */
class PlainAndTlsTest {

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        try (socket) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void theMessengerShowsTheCertificateOfTheBoxAndLaterTheRenewedOne() throws Exception {
        try (var box = TestBox.furnished()) {
            assertEquals(box.trust.certificate(), shown((SSLSocket) box.tls()));
            try (var open = (SSLSocket) box.tls()) {
                var renewed = new SampleTrust("Renewed");
                // when
                box.server.renew(renewed.identity());
                // then
                var fresh = Wire.tls(box.server.ports().https(), renewed.certificate());
                assertEquals(renewed.certificate(), shown((SSLSocket) fresh.open()));
                assertThrows(SSLHandshakeException.class, box::tls, "the old one is not shown any more");
                // a connection that was open goes on
                open.getOutputStream()
                        .write(box.browser()
                                .request("GET", "/sign-in", Map.of(), "")
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertEquals('H', open.getInputStream().read());
            }
        }
    }

    @Test
    void onlyCurrentTlsIsSpokenAndHttp2IsOffered() throws Exception {
        try (var box = TestBox.furnished()) {
            try (var socket = (SSLSocket) box.tls()) {
                assertEquals("TLSv1.3", socket.getSession().getProtocol());
            }
            var factory = Wire.context(box.trust.certificate()).getSocketFactory();
            try (var socket = (SSLSocket)
                    factory.createSocket("127.0.0.1", box.server.ports().https())) {
                var parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                assertEquals("h2", socket.getApplicationProtocol());
            }
        }
    }

    @Test
    void theLandingPageIsOnThePlainPortOnly() {
        try (var box = TestBox.furnished()) {
            // when
            var landing = box.plain().get("/").page();
            // then
            assertEquals("The messenger box of your household", landing.heading());
            assertTrue(landing.text()
                    .contains("https://127.0.0.1:" + box.server.ports().https()));
            assertEquals("/sign-in", box.browser().get("/").location());
        }
    }

    @Test
    void thePlainPortHasNothingOfTheMessenger() {
        try (var box = TestBox.furnished()) {
            for (var path :
                    new String[] {"/sign-in", "/chats", "/me", "/live", "/setup", "/trust/check.svg", "/join/x"}) {
                assertEquals(404, box.plain().get(path).status(), path);
            }
            assertEquals(
                    404,
                    box.plain()
                            .postBody("/sign-in", "name=Ada&password=x", Map.of())
                            .status());
            assertEquals(0, box.household.signIns());
        }
    }

    @Test
    void thePlainPageNeverRepeatsTheNameItWasAskedBy() {
        try (var box = TestBox.furnished()) {
            var reply = box.plain().get("/", Map.of("Host", "evil.example", "User-Agent", "<script>alert(1)</script>"));
            assertEquals(200, reply.status());
            assertFalse(reply.body().contains("evil"));
            assertFalse(reply.body().contains("alert(1)"));
        }
    }

    @Test
    void theTrustFileIsTheRootInBothForms() {
        try (var box = TestBox.furnished()) {
            var der = box.plain().get("/trust/hearth.crt");
            assertEquals(
                    "application/x-x509-ca-cert", der.header("content-type").orElse(""));
            assertTrue(der.header("content-disposition").orElse("").contains("hearth.crt"));
            var profile = box.plain().get("/trust/hearth.mobileconfig");
            assertEquals(
                    "application/x-apple-aspen-config",
                    profile.header("content-type").orElse(""));
            var root = java.util.Base64.getEncoder().encodeToString(box.trust.rootCertificate());
            assertTrue(profile.body().contains(root));
        }
    }

    @Test
    void everyDeviceSeesItsOwnGuide() {
        try (var box = TestBox.furnished()) {
            var devices = Map.of(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", "iPhone or iPad",
                    "Mozilla/5.0 (Linux; Android 14; Pixel 8)", "Android",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Windows",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac",
                    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)", "Chromebook",
                    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox",
                    "", "Linux");
            devices.forEach((agent, platform) -> {
                var guide =
                        box.plain().get("/trust", Map.of("User-Agent", agent)).page();
                assertTrue(guide.heading().contains(platform), agent + ": " + guide.heading());
            });
        }
    }

    @Test
    void theSealIsTheSameOnBothPorts() {
        try (var box = TestBox.furnished()) {
            var plain = box.plain()
                    .get("/trust")
                    .page()
                    .all("span", it -> it.getAttribute("class").equals("seal-digits"));
            var tls = box.browser()
                    .get("/trust")
                    .page()
                    .all("span", it -> it.getAttribute("class").equals("seal-digits"));
            assertFalse(plain.isEmpty());
            assertEquals(plain.getFirst().getTextContent(), tls.getFirst().getTextContent());
        }
    }

    @Test
    void filesNamedByTheirContentAreKeptForAYearAndOthersAskedForAgain() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            var sheet = browser.get("/sign-in").page().all("link").stream()
                    .map(it -> it.getAttribute("href"))
                    .filter(it -> it.contains("base.css"))
                    .findFirst()
                    .orElseThrow();
            // when
            var named = browser.get(sheet);
            var unnamed = browser.get("/static/base.css");
            var wrong = browser.get("/static/base.css?v=0000");
            // then
            assertEquals(
                    "public, max-age=31536000, immutable",
                    named.header("cache-control").orElse(""));
            assertEquals("no-cache", unnamed.header("cache-control").orElse(""));
            assertEquals("no-cache", wrong.header("cache-control").orElse(""));
            assertEquals("text/css; charset=utf-8", named.header("content-type").orElse(""));
            assertTrue(named.all("set-cookie").isEmpty(), "caches keep no cookies");
            // and a browser that has it is told so
            var tag = named.header("etag").orElseThrow();
            assertEquals(
                    304,
                    browser.get("/static/base.css", Map.of("If-None-Match", tag))
                            .status());
            assertEquals(
                    200,
                    browser.get("/static/base.css", Map.of("If-None-Match", "\"other\""))
                            .status());
            assertTrue(tag.matches("\"[0-9a-f]{16}\""), tag);
        }
    }

    @Test
    void nothingButTheFilesListedIsServed() {
        try (var box = TestBox.furnished()) {
            for (var path : new String[] {
                "/static/",
                "/static/../messages.properties",
                "/static/%2e%2e/messages.properties",
                "/static/..%2ftemplates%2flayout.html",
                "/static/messages.properties"
            }) {
                var status = box.browser().get(path).status();
                assertTrue(status == 404 || status == 400, path + " " + status);
            }
        }
    }

    @Test
    void headSaysWhatGetWouldAndSendsNothing() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            for (var path : new String[] {"/sign-in", "/static/base.css"}) {
                var got = browser.get(path);
                var head = browser.send("HEAD", path, Map.of(), "");
                assertEquals(got.status(), head.status());
                assertEquals(got.header("content-type"), head.header("content-type"));
                assertEquals("", head.body());
            }
        }
    }

    @Test
    void twoBoxesHaveTwoSeals() {
        try (var one = TestBox.fresh();
                var other = TestBox.fresh()) {
            assertNotEquals(
                    one.plain().get("/trust").page().text(),
                    other.plain().get("/trust").page().text());
        }
    }
}
