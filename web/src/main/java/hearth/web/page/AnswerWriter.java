package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Turns answers into bytes on the wire. */
final class AnswerWriter {

    static final String HTML = "text/html; charset=utf-8";

    private final Pages pages;

    AnswerWriter(Pages pages) {
        this.pages = pages;
    }

    /** @param script whether one of our scripts asked: it gets the bare text of an error instead of a page */
    void write(Answer answer, Supplier<Frame> frame, boolean script, ServerRequest request, ServerResponse response) {
        switch (answer) {
            case Answer.Page(var template, var model, var status)
            when script && template.equals("error") ->
                send(request, response, status, HTML, bytes(pages.fragment("problem", "bare", model, frame.get())));
            case Answer.Page(var template, var model, var status) ->
                send(request, response, status, HTML, bytes(pages.page(template, model, frame.get())));
            case Answer.Fragment(var template, var fragment, var model, var status) ->
                send(request, response, status, HTML, bytes(pages.fragment(template, fragment, model, frame.get())));
            case Answer.Redirect(var path) -> {
                response.headers().set(HeaderNames.LOCATION, path);
                response.status(Status.SEE_OTHER_303).send();
            }
            case Answer.Done() -> response.status(Status.NO_CONTENT_204).send();
            case Answer.File file -> file(file, request, response);
            case Answer.Events(var body) -> events(body, response);
        }
    }

    private static void file(Answer.File file, ServerRequest request, ServerResponse response) {
        file.headers().forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
        var tag = file.headers().get("ETag");
        if (tag != null
                && request.headers()
                        .first(HeaderNames.IF_NONE_MATCH)
                        .filter(tag::equals)
                        .isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        send(request, response, 200, file.mediaType(), file.bytes());
    }

    private static void send(
            ServerRequest request, ServerResponse response, int status, String mediaType, byte[] bytes) {
        response.status(status);
        response.headers().set(HeaderNames.CONTENT_TYPE, mediaType);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.headers().set(HeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
            response.send();
        } else {
            response.send(bytes);
        }
    }

    private static void events(Answer.EventBody body, ServerResponse response) {
        try (var sink = response.sink(SseSink.TYPE)) {
            body.run(new Answer.EventOut() {
                @Override
                public void event(String name, String data) {
                    sink.emit(SseEvent.builder().name(name).data(data).build());
                }

                @Override
                public void heartbeat() {
                    sink.emit(SseEvent.builder().comment("still here").build());
                }
            });
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
