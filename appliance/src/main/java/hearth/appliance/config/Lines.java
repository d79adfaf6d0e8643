package hearth.appliance.config;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The {@code key = value} lines of one text file in UTF-8; {@code #} begins a comment. No key stands there twice. */
public final class Lines {

    /** No sensible file is longer; a wrong path might name something that is. */
    static final int FILE_BYTES_MAX = 256 * 1024;

    private final Path file;
    private final Map<String, String> values;

    private Lines(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** Reads a file. */
    public static Lines of(Path file) throws ConfigException {
        var lines = new OnceProperties();
        try (var reader = open(file)) {
            lines.load(reader);
        } catch (CharacterCodingException _) {
            throw new ConfigException(file + ": not a text file in UTF-8");
        } catch (IOException failure) {
            throw new ConfigException("The file " + file + " cannot be read: " + reason(failure));
        } catch (IllegalArgumentException _) {
            throw new ConfigException(file + ": a backslash is not followed by what belongs after one");
        }
        if (lines.twice.isPresent()) {
            throw new ConfigException(file + ": " + lines.twice.get() + " is written twice");
        }
        return new Lines(file, lines.found);
    }

    private static Reader open(Path file) throws IOException, ConfigException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new ConfigException(file + ": longer than " + (FILE_BYTES_MAX >> 10) + "KiB, which no such file is");
        }
        return Files.newBufferedReader(file);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "access denied";
            default -> failure.getClass().getSimpleName();
        };
    }

    /** The value of {@code key} without spaces at its ends; later calls do not find it again. */
    public Optional<String> take(String key) {
        return Optional.ofNullable(values.remove(key)).map(String::strip);
    }

    /** Everything not taken yet. */
    Map<String, String> rest() {
        return Map.copyOf(values);
    }

    /** Refuses what was not taken: nobody asked for it. */
    public void refuseRest() throws ConfigException {
        if (!values.isEmpty()) {
            throw new ConfigException(
                    file + ": there is no key \"" + values.keySet().iterator().next() + "\"");
        }
    }

    /** Properties that notice a key written twice, which plain ones pass over. */
    private static final class OnceProperties extends Properties {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient Map<String, String> found = new TreeMap<>();
        private transient Optional<String> twice = Optional.empty();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (found.put((String) key, (String) value) != null) {
                twice = Optional.of((String) key);
            }
            return super.put(key, value);
        }
    }
}
