package hearth.appliance.config;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What was written about the configuration: a file of {@code key = value} lines ({@code #} begins a comment, UTF-8),
 * and options of the command line, which win.
 */
public final class ConfigSource {

    /** No sensible file is longer; a wrong path might name something that is. */
    static final int FILE_BYTES_MAX = 256 * 1024;

    /** A value and where it was written. */
    private record Written(String text, String where) {}

    private final Map<String, Written> values = new TreeMap<>();

    private ConfigSource() {}

    /** Nothing written: every key has its default. */
    public static ConfigSource empty() {
        return new ConfigSource();
    }

    /** Reads a file. */
    public static ConfigSource of(Path file) throws ConfigException {
        var source = new ConfigSource();
        var lines = new OnceProperties();
        try (var reader = open(file)) {
            lines.load(reader);
        } catch (CharacterCodingException _) {
            throw new ConfigException(file + ": not a text file in UTF-8");
        } catch (IOException failure) {
            throw new ConfigException("The configuration file " + file + " cannot be read: " + reason(failure));
        } catch (IllegalArgumentException _) {
            throw new ConfigException(file + ": a backslash is not followed by what belongs after one");
        }
        if (lines.twice.isPresent()) {
            throw new ConfigException(file + ": " + lines.twice.get() + " is written twice");
        }
        lines.found.forEach((key, value) -> source.values.put(key, new Written(value, file.toString())));
        return source;
    }

    private static Reader open(Path file) throws IOException, ConfigException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new ConfigException(
                    file + ": longer than " + (FILE_BYTES_MAX >> 10) + "KiB, so it is no configuration file");
        }
        return Files.newBufferedReader(file);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException _ -> "it does not exist";
            case java.nio.file.AccessDeniedException _ -> "access denied";
            default -> failure.getClass().getSimpleName();
        };
    }

    /** Lets a value from the command line win over the file. Without a value nothing changes. */
    public ConfigSource with(String key, String option, Optional<String> value) {
        value.ifPresent(text -> values.put(key, new Written(text, option)));
        return this;
    }

    <T> T read(Key<T> key) throws ConfigException {
        var written = values.getOrDefault(key.name(), new Written(key.preset(), "default"));
        return key.read(written.text(), written.where());
    }

    void refuseOthersThan(List<Key<?>> known) throws ConfigException {
        for (var entry : values.entrySet()) {
            if (known.stream().noneMatch(key -> key.name().equals(entry.getKey()))) {
                throw new ConfigException(entry.getValue().where() + ": there is no key \"" + entry.getKey()
                        + "\"; all keys are listed in conf/hearth.conf.example");
            }
        }
    }

    /** Properties that notice a key written twice, which plain ones pass over. */
    private static final class OnceProperties extends Properties {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient Map<String, String> found = new HashMap<>();
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
