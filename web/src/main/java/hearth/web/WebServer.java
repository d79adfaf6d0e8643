package hearth.web;

import hearth.web.account.Declines;
import hearth.web.household.Household;
import hearth.web.machine.Machine;
import hearth.web.page.Dispatcher;
import hearth.web.page.PlainDispatcher;
import hearth.web.page.Refusals;
import hearth.web.page.Routes;
import hearth.web.page.StaticFiles;
import hearth.web.page.Texts;
import hearth.web.session.FormTokens;
import hearth.web.session.Sessions;
import hearth.web.trust.Links;
import hearth.web.trust.Ports;
import hearth.web.trust.Seals;
import hearth.web.trust.TrustMaterial;
import hearth.web.trust.TrustPages;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * The pages of a box on two ports: everything over TLS, and over plain HTTP the landing page and what a device needs in
 * order to trust the box. Starting returns when both ports are open; closing ends every session and closes both.
 */
public final class WebServer implements AutoCloseable {

    private static final String PLAIN = "plain";
    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(2);
    private static final Duration IDLE_CONNECTION_MAX = Duration.ofMinutes(5);
    /** Some files at once, for browsers without a script; forms without files are bounded by their reader. */
    private static final long BODY_BYTES_MAX = 64L << 20;

    private final Sessions sessions;
    private final Declines declines;
    private final io.helidon.webserver.WebServer server;

    private WebServer(Sessions sessions, Declines declines, io.helidon.webserver.WebServer server) {
        this.sessions = sessions;
        this.declines = declines;
        this.server = server;
    }

    /** Opens both ports. A port that is taken or forbidden is an {@link java.io.UncheckedIOException}. */
    public static WebServer start(
            WebConfig config,
            ServerIdentity identity,
            Household household,
            TrustMaterial trust,
            Machine machine,
            Clock clock,
            SecureRandom random) {
        var sessions = new Sessions(clock, random, config.sessions());
        var declines = new Declines(Declines.UNDO);
        var ports = new PortsOnceOpen();
        var links = new Links(trust, ports);
        var seals = new Seals(trust);
        var trustPages = new TrustPages(trust, seals, links);
        var texts = new Texts();
        var files = new StaticFiles();

        var routes = new Routes();
        files.addTo(routes);
        trustPages.addTo(routes);
        new Features(household, machine, declines, links, seals, texts, clock, config.zone(), random).addTo(routes);
        var dispatcher = new Dispatcher(
                household,
                trust,
                sessions,
                new FormTokens(random),
                files,
                texts,
                clock,
                links::httpsPort,
                config.sessions().age());
        var plain = new PlainDispatcher(files, texts, trustPages::checkSources);

        var securely = HttpRouting.builder();
        dispatcher.addTo(securely, routes);
        var openly = HttpRouting.builder();
        plain.addTo(openly, trustPages.plain());

        var builder = io.helidon.webserver.WebServer.builder();
        var refusals = new Refusals(files, texts);
        listen(builder, config, refusals, config.httpsPort());
        builder.tls(tls(identity)).routing(securely);
        var server = builder.putSocket(
                        PLAIN,
                        it -> listen(it.name(PLAIN), config, refusals, config.httpPort())
                                .routing(openly))
                .shutdownHook(false)
                .build();
        server.start();
        if (!server.isRunning()) {
            // Helidon logs why and returns; without this the box would run without pages.
            sessions.close();
            throw new IllegalStateException("The pages cannot be opened on " + config.bind());
        }
        ports.open(new Ports(server.port(), server.port(PLAIN)));
        return new WebServer(sessions, declines, server);
    }

    /** The ports in use. */
    public Ports ports() {
        return new Ports(server.port(), server.port(PLAIN));
    }

    /** From now on new connections see this identity; those that are open go on. */
    public void renew(ServerIdentity identity) {
        server.reloadTls(tls(identity));
    }

    @Override
    public void close() {
        declines.close();
        sessions.close();
        server.stop();
    }

    private static <B extends ListenerConfig.BuilderBase<B, ?>> B listen(
            B builder, WebConfig config, Refusals refusals, int port) {
        return builder.host(config.bind())
                .port(port)
                .maxTcpConnections(config.connectionsMax())
                .maxPayloadSize(BODY_BYTES_MAX)
                .directHandlers(refusals::addTo)
                .idleConnectionTimeout(IDLE_CONNECTION_MAX)
                .shutdownGracePeriod(SHUTDOWN_MAX)
                // Without it each HTTP/2 answer waits 40 ms for the other side's delayed acknowledgement.
                .connectionOptions(options -> options.tcpNoDelay(true));
    }

    private static Tls tls(ServerIdentity identity) {
        return Tls.builder()
                .privateKey(identity.key())
                .privateKeyCertChain(identity.chain())
                .build();
    }
}
