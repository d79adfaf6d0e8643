package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Reads the body of a form, never more than {@link Form#BYTES_MAX}. */
final class FormReader {

    /** What came. */
    sealed interface Outcome {}

    record Read(Form form) implements Outcome {}

    record TooLarge() implements Outcome {}

    record NotAForm() implements Outcome {}

    private FormReader() {}

    static Outcome read(ServerRequest request) {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!type.equals("application/x-www-form-urlencoded")
                && !type.startsWith("application/x-www-form-urlencoded;")) {
            return new NotAForm();
        }
        if (request.headers().contentLength().orElse(0) > Form.BYTES_MAX) {
            return new TooLarge();
        }
        if (!request.content().hasEntity()) {
            return new Read(Form.empty());
        }
        try (var in = request.content().inputStream()) {
            var body = in.readNBytes(Form.BYTES_MAX + 1);
            if (body.length > Form.BYTES_MAX) {
                return new TooLarge();
            }
            return Form.parse(body).<Outcome>map(Read::new).orElseGet(NotAForm::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
