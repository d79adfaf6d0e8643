package hearth.appliance.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * One configuration key: its name, its default as it would be written, and how a written value is read.
 *
 * @param name    {@code part.lower-case-with-dashes}
 * @param preset  the value when the file does not name the key
 * @param allowed what may be written, to complete the sentence "… is not …"
 * @param reader  gives the value, or empty when the text is not allowed; never throws
 */
record Key<T>(String name, String preset, String allowed, Function<String, Optional<T>> reader) {

    /** Reads {@code text}, which was found in {@code source}. */
    T read(String text, String source) throws ConfigException {
        return reader.apply(text.strip())
                .orElseThrow(() -> new ConfigException(
                        source + ": " + name + " is \"" + text.strip() + "\", it must be " + allowed));
    }
}
