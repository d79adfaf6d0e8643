package hearth.web.page;

import java.io.InputStream;
import java.util.Map;

/** What a route answers. */
public sealed interface Answer {

    /**
     * A whole page.
     *
     * @param template name of the template, without ending
     * @param model    what the template may use, by name
     * @param status   HTTP status
     */
    record Page(String template, Map<String, Object> model, int status) implements Answer {

        public Page {
            model = Map.copyOf(model);
        }
    }

    /** One fragment of a template, for scripts that put it into a page already open. */
    record Fragment(String template, String fragment, Map<String, Object> model, int status) implements Answer {

        public Fragment {
            model = Map.copyOf(model);
        }
    }

    /** Look there instead, with GET. Always a path on this box. */
    record Redirect(String path) implements Answer {

        public Redirect {
            if (!path.startsWith("/") || path.startsWith("//")) {
                throw new IllegalArgumentException("A path on this box expected");
            }
        }
    }

    /** Done, nothing to show. Only for scripts. */
    record Done() implements Answer {}

    /**
     * A file.
     *
     * @param mediaType value of {@code Content-Type}
     * @param bytes     the content; not changed by anybody
     * @param headers   further headers; they replace those that every answer gets
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record File(String mediaType, byte[] bytes, Map<String, String> headers) implements Answer {

        public File {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A file that is read while it is sent, from where the browser wants it.
     *
     * @param mediaType value of {@code Content-Type}
     * @param length    in bytes
     * @param source    where it comes from
     * @param headers   further headers; they replace those that every answer gets
     */
    record Download(String mediaType, long length, Source source, Map<String, String> headers) implements Answer {

        public Download {
            headers = Map.copyOf(headers);
        }
    }

    /** Gives out a file. */
    interface Source {

        /** The bytes from a place on; whoever asks closes it. */
        InputStream from(long at);
    }

    /** A stream of events that stays open until {@code body} returns. */
    record Events(EventBody body) implements Answer {}

    /** Writes a stream of events on the thread of its request. */
    interface EventBody {
        void run(EventOut out);
    }

    /** Where events go. A method blocks while the reader is slow and throws when the reader is gone. */
    interface EventOut {

        /** Sends one event. */
        void event(String name, String data);

        /** Sends a comment, which keeps the connection open and shows whether it still is. */
        void heartbeat();
    }

    static Answer page(String template, Map<String, Object> model) {
        return new Page(template, model, 200);
    }

    static Answer page(String template) {
        return new Page(template, Map.of(), 200);
    }
}
