package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Turns answers into bytes on the wire. */
final class AnswerWriter {

    private static final int BUFFER_BYTES = 16 * 1024;

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
            case Answer.Download download -> download(download, request, response);
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

    /** A part that does not exist is refused; one that is not understood is taken as the wish for all of it. */
    private static void download(Answer.Download download, ServerRequest request, ServerResponse response) {
        download.headers().forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
        response.headers().set(HeaderNames.ACCEPT_RANGES, "bytes");
        var wanted = request.headers().first(HeaderNames.RANGE).flatMap(it -> ByteRange.parse(it, download.length()));
        if (wanted.isPresent() && wanted.get().isEmpty()) {
            response.headers().set(HeaderNames.CONTENT_RANGE, "bytes */" + download.length());
            response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416).send();
            return;
        }
        var range = wanted.orElse(new ByteRange(0, download.length()));
        response.status(wanted.isPresent() ? Status.PARTIAL_CONTENT_206 : Status.OK_200);
        response.headers().set(HeaderNames.CONTENT_TYPE, download.mediaType());
        response.headers().set(HeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
        wanted.ifPresent(it -> response.headers().set(HeaderNames.CONTENT_RANGE, it.header(download.length())));
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        try (var in = download.source().from(range.from());
                var out = response.outputStream()) {
            var buffer = new byte[BUFFER_BYTES];
            for (var left = range.length(); left > 0; ) {
                var count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("File ends too early");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        } catch (IOException gone) {
            // Nobody is there to hear of it: a player that has enough hangs up.
            throw new UncheckedIOException(gone);
        }
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
