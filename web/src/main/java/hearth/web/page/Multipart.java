package hearth.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a form with files as it comes in, part by part, without keeping any (RFC 7578). Untrusted input: what is damaged is
 * an {@link IOException}.
 */
final class Multipart {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int HEADER_BYTES_MAX = 4 * 1024;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=\"?([A-Za-z0-9'()+_,./:=? -]{1,70})\"?\\s*(;.*)?$");
    private static final Pattern NAME = Pattern.compile("(?:^|;)\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?:^|;)\\s*filename=\"([^\"]*)\"");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private boolean ended;

    /**
     * One part of a form.
     *
     * @param name    of the field
     * @param file    what the file is called; empty for a field without one
     * @param type    what the browser says it is; may be empty
     * @param content valid until the next part is asked for
     */
    record Part(String name, Optional<String> file, String type, InputStream content) {}

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter has no line before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** A form of this content type; empty if it is of another kind. */
    static Optional<Multipart> of(String contentType, InputStream in) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data;")) {
            return Optional.empty();
        }
        var boundary = BOUNDARY.matcher(contentType);
        return boundary.find() ? Optional.of(new Multipart(in, boundary.group(1))) : Optional.empty();
    }

    /** The next part; empty after the last one. */
    Optional<Part> next() throws IOException {
        while (!ended) {
            var content = new Content();
            content.skipRest();
            from += delimiter.length;
            var after = line();
            if (after.startsWith("--")) {
                ended = true;
                break;
            }
            var part = headers();
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }

    private Optional<Part> headers() throws IOException {
        var disposition = "";
        var type = "";
        var bytes = 0;
        for (var line = line(); !line.isEmpty(); line = line()) {
            bytes += line.length();
            if (bytes > HEADER_BYTES_MAX) {
                throw new IOException("Part of a form has too long headers");
            }
            var colon = line.indexOf(':');
            var key = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (key.equals("content-disposition")) {
                disposition = line.substring(colon + 1);
            } else if (key.equals("content-type")) {
                type = line.substring(colon + 1).strip();
            }
        }
        var name = NAME.matcher(disposition);
        if (!name.find()) {
            return Optional.empty();
        }
        var file = FILE_NAME.matcher(disposition);
        return Optional.of(new Part(
                name.group(1), file.find() ? Optional.of(file.group(1)) : Optional.empty(), type, new Content()));
    }

    /** Up to the end of a line, which is passed over. */
    private String line() throws IOException {
        while (true) {
            for (var at = from; at + 1 < to; at++) {
                if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
                    var line = new String(buffer, from, at - from, StandardCharsets.UTF_8);
                    from = at + 2;
                    return line;
                }
            }
            if (to - from > HEADER_BYTES_MAX) {
                throw new IOException("Part of a form has a too long line");
            }
            if (!fill()) {
                // Some programs leave out the last line end.
                if (to - from == 2 && buffer[from] == '-' && buffer[from + 1] == '-') {
                    from = to;
                    return "--";
                }
                throw new IOException("Form ends in the middle");
            }
        }
    }

    /** Reads more; false at the end. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        // A read may give nothing without being at the end.
        for (var tries = 0; to < buffer.length && tries < 1_000; tries++) {
            var count = in.read(buffer, to, buffer.length - to);
            if (count < 0) {
                return false;
            }
            if (count > 0) {
                to += count;
                return true;
            }
        }
        return to < buffer.length;
    }

    /** Where the delimiter begins; -1 if it is not in the buffer. */
    private int delimiterAt() {
        for (var at = from; at + delimiter.length <= to; at++) {
            if (buffer[at] == '\r'
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
        }
        return -1;
    }

    /** What stands before the next delimiter. */
    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (true) {
                var end = delimiterAt();
                // What may be the beginning of a delimiter waits until more is there.
                var safe = end >= 0 ? end : Math.max(from, to - delimiter.length + 1);
                if (safe > from) {
                    var count = Math.min(length, safe - from);
                    System.arraycopy(buffer, from, target, offset, count);
                    from += count;
                    return count;
                }
                if (end >= 0) {
                    return -1;
                }
                if (!fill()) {
                    throw new IOException("Form ends in the middle");
                }
            }
        }

        private void skipRest() throws IOException {
            var bin = new byte[BUFFER_BYTES];
            while (read(bin, 0, bin.length) >= 0) {
                // Not wanted.
            }
        }
    }
}
