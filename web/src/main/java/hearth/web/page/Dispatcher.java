package hearth.web.page;

import hearth.web.household.Household;
import hearth.web.session.FormTokens;
import hearth.web.session.HostGuard;
import hearth.web.session.OriginGuard;
import hearth.web.session.SessionToken;
import hearth.web.session.Sessions;
import hearth.web.trust.TrustMaterial;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Serves the routes over TLS: checks host, origin and form token, finds out who is visiting, asks the route, and turns
 * its answer into bytes. Everything here runs on the virtual thread of the request.
 */
public final class Dispatcher {

    private static final Logger LOG = System.getLogger("hearth.web");

    private final Household household;
    private final TrustMaterial trust;
    private final Sessions sessions;
    private final FormTokens forms;
    private final StaticFiles files;
    private final Clock clock;
    private final Cookies cookies;
    private final AnswerWriter writer;

    /**
     * @param port       the port browsers see, for the names of cookies
     * @param sessionAge how long a session can last
     */
    public Dispatcher(
            Household household,
            TrustMaterial trust,
            Sessions sessions,
            FormTokens forms,
            StaticFiles files,
            Texts texts,
            Clock clock,
            IntSupplier port,
            Duration sessionAge) {
        this.household = household;
        this.trust = trust;
        this.sessions = sessions;
        this.forms = forms;
        this.files = files;
        this.clock = clock;
        this.cookies = new Cookies(port, sessionAge);
        this.writer = new AnswerWriter(new Pages(texts));
    }

    /** Adds every route, and answers for everything that is no route. */
    public void addTo(HttpRouting.Builder routing, Routes routes) {
        routing.addFilter(new SecurityHeaders(() -> SecurityHeaders.STRICT_POLICY));
        routing.addFilter((chain, request, response) -> Texts.speaking(language(request), chain::proceed));
        for (var route : routes.all()) {
            switch (route.method()) {
                case GET -> {
                    routing.get(route.pattern(), (request, response) -> serve(route, request, response));
                    routing.head(route.pattern(), (request, response) -> serve(route, request, response));
                }
                case POST, UPLOAD ->
                    routing.post(route.pattern(), (request, response) -> serve(route, request, response));
            }
        }
        var known = routes.all().stream().map(Routes.Route::pattern).distinct().toList();
        known.forEach(
                pattern -> routing.any(pattern, (request, response) -> fail(request, response, Errors.wrongMethod())));
        routing.any((request, response) -> fail(request, response, Errors.notFound()));
        routing.error(Throwable.class, (request, response, failure) -> {
            LOG.log(Level.ERROR, "Serving a request failed outside its route", failure);
            fail(request, response, Errors.broken());
        });
    }

    private void serve(Routes.Route route, ServerRequest request, ServerResponse response) {
        var post = route.method() != Routes.Method.GET;
        if (!HostGuard.admits(request.authority(), trust.addresses())) {
            write(visit(request, post, Form.empty()), request, response, Errors.wrongHost());
            return;
        }
        if (!post) {
            var visit = visit(request, false, Form.empty());
            write(visit, request, response, ask(route, visit));
            return;
        }
        if (route.method() == Routes.Method.UPLOAD) {
            upload(route, request, response);
            return;
        }
        switch (FormReader.read(request)) {
            case FormReader.TooLarge() -> fail(request, response, Errors.tooLarge());
            case FormReader.NotAForm() -> fail(request, response, Errors.notAForm());
            case FormReader.Read(var form) -> {
                var visit = visit(request, true, form);
                write(visit, request, response, isOurs(request, visit) ? ask(route, visit) : Errors.stale());
            }
        }
    }

    private void upload(Routes.Route route, ServerRequest request, ServerResponse response) {
        try {
            var reader = UploadReader.of(request);
            if (reader.isEmpty()) {
                fail(request, response, Errors.notAForm());
                return;
            }
            var visit = visit(request, true, reader.get().form());
            visit.files(reader.get().files());
            write(visit, request, response, isOurs(request, visit) ? ask(route, visit) : Errors.stale());
        } catch (IOException damaged) {
            fail(request, response, Errors.notAForm());
        }
    }

    /** Whether a form came from a page of this box, given to this browser. */
    private boolean isOurs(ServerRequest request, Visit visit) {
        var origin = request.headers().first(HeaderNames.ORIGIN);
        var fetchSite = request.headers().first(HeaderNames.create("Sec-Fetch-Site"));
        return OriginGuard.admits(request.authority(), origin, fetchSite)
                && forms.matches(visit.token(), visit.form().line("form"));
    }

    private static Answer ask(Routes.Route route, Visit visit) {
        try {
            return route.action().answer(visit);
        } catch (RuntimeException failure) {
            // The pattern, not the path: paths hold invitation tokens and chat ids.
            LOG.log(Level.ERROR, "Serving " + route.method() + " " + route.pattern() + " failed", failure);
            return Errors.broken();
        }
    }

    private void fail(ServerRequest request, ServerResponse response, Answer answer) {
        write(visit(request, false, Form.empty()), request, response, answer);
    }

    private void write(Visit visit, ServerRequest request, ServerResponse response, Answer answer) {
        if (visit.hidesReferrer()) {
            response.headers().set(HeaderNames.create("Referrer-Policy"), "no-referrer");
        }
        if (!(answer instanceof Answer.File)) {
            switch (visit.cookieChange()) {
                case NONE -> {}
                case VISITOR -> response.headers().addCookie(cookies.visitor(visit.token()));
                case MEMBER -> response.headers().addCookie(cookies.member(visit.token()));
            }
            visit.changedLook().map(cookies::look).ifPresent(response.headers()::addCookie);
        }
        writer.write(
                answer, () -> Frame.of(visit, household, forms, files, clock), visit.isScript(), request, response);
    }

    private Visit visit(ServerRequest request, boolean post, Form form) {
        var token = cookie(request, cookies.sessionName()).flatMap(SessionToken::parse);
        return new Visit(request, sessions, post, form, token, look(request, token));
    }

    private Look look(ServerRequest request, Optional<SessionToken> token) {
        var ofBrowser = cookie(request, cookies.lookName()).flatMap(Look::parse);
        return ofBrowser
                .filter(Look::isOfBrowser)
                .or(() -> token.flatMap(sessions::find)
                        .flatMap(session -> session.door().look())
                        .flatMap(Look::parse))
                .or(() -> ofBrowser)
                .orElse(Look.DEFAULT);
    }

    private Locale language(ServerRequest request) {
        var token = cookie(request, cookies.sessionName()).flatMap(SessionToken::parse);
        return look(request, token)
                .language()
                .locale()
                .orElseGet(() -> Texts.accepted(request.headers().first(HeaderNames.ACCEPT_LANGUAGE)));
    }

    private static Optional<String> cookie(ServerRequest request, String name) {
        return request.headers().cookies().first(name).asOptional();
    }
}
