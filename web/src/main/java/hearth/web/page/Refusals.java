package hearth.web.page;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Answers what the server refuses before any route sees it: a damaged request, one too large. The page says so in the
 * same three parts as every error, and never repeats what was sent.
 */
public final class Refusals implements DirectHandler {

    private final Pages pages;
    private final StaticFiles files;

    public Refusals(StaticFiles files, Texts texts) {
        this.pages = new Pages(texts);
        this.files = files;
    }

    /** Answers every kind of refusal. */
    public void addTo(DirectHandlers.Builder handlers) {
        for (var type : EventType.values()) {
            handlers.addHandler(type, this);
        }
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        SecurityHeaders.set(headers, SecurityHeaders.STRICT_POLICY);
        headers.set(HeaderNames.CONTENT_TYPE, AnswerWriter.HTML);
        var answer = answer(type, status);
        return TransportResponse.builder()
                .status(Status.create(answer.status()))
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(pages.page(answer.template(), answer.model(), Frame.plain(files))
                        .getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Answer.Page answer(EventType type, Status status) {
        return switch (type) {
            case PAYLOAD_TOO_LARGE -> Errors.tooLarge();
            // Routes answer for their own faults: what arrives here is a request the server could not read.
            case INTERNAL_ERROR -> Errors.damaged(Status.BAD_REQUEST_400.code());
            case BAD_REQUEST, FORBIDDEN, HTTP_VERSION_NOT_SUPPORTED, OTHER -> Errors.damaged(status.code());
        };
    }
}
