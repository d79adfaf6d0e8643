package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves the few pages that exist without TLS: only GET, no cookie, no form, nothing about anybody. Every host name is
 * let in, because this is the page that says which names are right; it never repeats the name it was asked by.
 */
public final class PlainDispatcher {

    private static final Logger LOG = System.getLogger("hearth.web");

    /** What a plain page is told: parameters after the question mark and the browser's description of itself. */
    public record Plain(String userAgent, Map<String, String> query) {}

    private final StaticFiles files;
    private final AnswerWriter writer;
    private final Supplier<String> imageSources;

    /** @param imageSources further sources of pictures for the pages' policy, separated by spaces */
    public PlainDispatcher(StaticFiles files, Texts texts, Supplier<String> imageSources) {
        this.files = files;
        this.writer = new AnswerWriter(new Pages(texts));
        this.imageSources = imageSources;
    }

    /** Adds the pages by path, the static files, and answers for everything else. */
    public void addTo(HttpRouting.Builder routing, Map<String, Function<Plain, Answer>> pages) {
        routing.addFilter(new SecurityHeaders(() -> SecurityHeaders.policy(imageSources.get())));
        routing.addFilter((chain, request, response) ->
                Texts.speaking(Texts.accepted(request.headers().first(HeaderNames.ACCEPT_LANGUAGE)), chain::proceed));
        pages.forEach((path, page) -> {
            routing.get(path, (request, response) -> serve(page, request, response));
            routing.head(path, (request, response) -> serve(page, request, response));
        });
        routing.get("/static/{file}", (request, response) -> {
            var name = request.path().pathParameters().first("file").orElse("");
            var version = request.query().first("v").asOptional();
            write(files.serve(name, version), request, response);
        });
        routing.any((request, response) -> write(Errors.notFound(), request, response));
        routing.error(Throwable.class, (request, response, failure) -> {
            LOG.log(Level.ERROR, "Serving a plain page failed", failure);
            write(Errors.broken(), request, response);
        });
    }

    private void serve(Function<Plain, Answer> page, ServerRequest request, ServerResponse response) {
        var agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        var query = request.query().toMap().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst()));
        write(page.apply(new Plain(agent, query)), request, response);
    }

    private void write(Answer answer, ServerRequest request, ServerResponse response) {
        writer.write(answer, () -> Frame.plain(files), false, request, response);
    }
}
