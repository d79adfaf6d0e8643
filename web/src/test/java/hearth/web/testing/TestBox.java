package hearth.web.testing;

import hearth.testkit.FakeClock;
import hearth.web.WebConfig;
import hearth.web.WebServer;
import hearth.web.sample.SampleBox;
import hearth.web.sample.SampleChats;
import hearth.web.sample.SampleHousehold;
import hearth.web.sample.SampleMachine;
import hearth.web.sample.SampleTrust;
import hearth.web.session.SessionLimits;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The real server on two free loopback ports, over a household in memory and a clock that tests move. */
public final class TestBox implements AutoCloseable {

    /** A Wednesday at noon. */
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private static final int CONNECTIONS_MAX = 64;

    public final FakeClock clock = new FakeClock(NOON);
    public final SampleHousehold household = new SampleHousehold(clock);
    public final SampleTrust trust = new SampleTrust();
    public final SampleMachine machine = new SampleMachine();
    public final WebServer server;

    private TestBox(SessionLimits limits) {
        server = WebServer.start(
                new WebConfig("127.0.0.1", 0, 0, ZoneOffset.UTC, CONNECTIONS_MAX, limits),
                trust.identity(),
                household,
                trust,
                machine,
                clock,
                new SecureRandom());
    }

    /** A box just unpacked. */
    public static TestBox fresh() {
        return new TestBox(SessionLimits.DEFAULT);
    }

    /** A box in which Ada lives, with chats of every kind. */
    public static TestBox furnished() {
        return furnished(SessionLimits.DEFAULT);
    }

    /** The same with other limits. */
    public static TestBox furnished(SessionLimits limits) {
        var box = new TestBox(limits);
        SampleBox.furnish(box.household, NOON);
        return box;
    }

    public SampleChats chats() {
        return household.chatsOf("Ada");
    }

    /** A browser nobody has used yet. */
    public Browser browser() {
        return new Browser(
                Wire.tls(server.ports().https(), trust.certificate()),
                server.ports().https());
    }

    /** A browser in which Ada is signed in. */
    public Browser signedIn() {
        var browser = browser();
        browser.get("/sign-in");
        var reply = browser.post("/sign-in", Map.of("name", "Ada", "password", SampleBox.PASSWORD));
        if (reply.status() != 303) {
            throw new IllegalStateException("Signing in gave " + reply.status());
        }
        return browser;
    }

    /** A browser on the port without TLS. */
    public Browser plain() {
        return new Browser(Wire.plain(server.ports().http()), server.ports().http());
    }

    /** A connection over TLS. */
    public Socket tls() throws IOException {
        return Wire.tls(server.ports().https(), trust.certificate()).open();
    }

    /** A connection without TLS to either port. */
    public Socket raw(int port) throws IOException {
        return Wire.plain(port).open();
    }

    @Override
    public void close() {
        server.close();
    }
}
