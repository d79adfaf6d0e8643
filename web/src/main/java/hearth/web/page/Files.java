package hearth.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The files of a form, one after the other as they come in. */
public interface Files {

    /** No files. */
    Files NONE = Optional::empty;

    /**
     * A file.
     *
     * @param name    what its owner calls it
     * @param type    what the browser says it is
     * @param content valid until the next file is asked for
     */
    record File(String name, String type, InputStream content) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "file";
        }
    }

    /** The next file; empty after the last one. What is damaged is an {@link IOException}. */
    Optional<File> next() throws IOException;
}
