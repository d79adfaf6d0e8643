package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.RequestContext;

/**
 * Reads a form with files (RFC 7578): its fields, which stand before the files, at once and the files when they are asked
 * for. Nothing of a file is read before the fields have shown that the form is one of ours, and none is kept.
 */
final class UploadReader {

    private static final int FIELDS_MAX = 16;
    private static final int FIELD_BYTES_MAX = 4 * 1024;
    private static final int HEADER_BYTES_MAX = 4 * 1024;

    /** More parts than any page sends. */
    private static final int PARTS_MAX = 64;

    private final FileItemIterator parts;
    private final Map<String, String> fields = new HashMap<>();
    private Optional<FileItemStream> waiting = Optional.empty();
    private int count;

    private UploadReader(FileItemIterator parts) {
        this.parts = parts;
    }

    /** A form with files; empty if it is none, or has more fields than any page. */
    static Optional<UploadReader> of(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return Optional.empty();
        }
        var upload = new FileUpload();
        upload.setPartHeaderSizeMax(HEADER_BYTES_MAX);
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        try {
            var reader = new UploadReader(upload.getItemIterator(new Body(request)));
            return reader.readFields() ? Optional.of(reader) : Optional.empty();
        } catch (FileUploadException damaged) {
            throw new IOException(damaged);
        }
    }

    private boolean readFields() throws IOException {
        for (var part = next(); part.isPresent(); part = next()) {
            if (!part.get().isFormField()) {
                waiting = part;
                return true;
            }
            var bytes = part.get().openStream().readNBytes(FIELD_BYTES_MAX + 1);
            if (bytes.length > FIELD_BYTES_MAX || fields.size() == FIELDS_MAX) {
                return false;
            }
            fields.putIfAbsent(part.get().getFieldName(), new String(bytes, StandardCharsets.UTF_8));
        }
        return true;
    }

    private Optional<FileItemStream> next() throws IOException {
        try {
            return ++count <= PARTS_MAX && parts.hasNext() ? Optional.of(parts.next()) : Optional.empty();
        } catch (FileUploadException damaged) {
            throw new IOException(damaged);
        }
    }

    Form form() {
        return Form.of(fields);
    }

    /** The files; an empty file field, which browsers send for nothing chosen, is no file. */
    Files files() {
        return () -> {
            for (var part = take(); part.isPresent(); part = take()) {
                var name = name(part.get());
                if (!name.isEmpty()) {
                    var type = Optional.ofNullable(part.get().getContentType()).orElse("");
                    return Optional.of(new Files.File(name, type, part.get().openStream()));
                }
            }
            return Optional.empty();
        };
    }

    private static String name(FileItemStream part) throws IOException {
        try {
            return part.isFormField() ? "" : part.getName();
        } catch (InvalidFileNameException withZeroByte) {
            throw new IOException("A name that no file can have");
        }
    }

    private Optional<FileItemStream> take() throws IOException {
        var part = waiting.isPresent() ? waiting : next();
        waiting = Optional.empty();
        return part;
    }

    /** What the library wants to know of a request. */
    private record Body(ServerRequest request) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        }

        /** Not known: the dispatcher bounds what is read. */
        @Override
        @SuppressWarnings("deprecation") // the library still asks for it
        public int getContentLength() {
            return -1;
        }

        @Override
        public InputStream getInputStream() {
            return new Patient(request.content().inputStream());
        }
    }

    /** The server's stream may give nothing without being at its end, which the library takes for bytes. */
    private static final class Patient extends FilterInputStream {

        Patient(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var read = super.read(target, offset, length);
            while (read == 0 && length > 0) {
                read = super.read(target, offset, length);
            }
            return read;
        }
    }
}
