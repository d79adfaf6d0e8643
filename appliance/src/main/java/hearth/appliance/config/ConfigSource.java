package hearth.appliance.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was written about the configuration: a file of {@code key = value} lines ({@code #} begins a comment, UTF-8),
 * and options of the command line, which win.
 */
public final class ConfigSource {

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
        Lines.of(file).rest().forEach((key, value) -> source.values.put(key, new Written(value, file.toString())));
        return source;
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

    /** {@code example} is the file of the distribution that lists the known keys. */
    void refuseOthersThan(List<Key<?>> known, String example) throws ConfigException {
        for (var entry : values.entrySet()) {
            if (known.stream().noneMatch(key -> key.name().equals(entry.getKey()))) {
                throw new ConfigException(entry.getValue().where() + ": there is no key \"" + entry.getKey()
                        + "\"; all keys are listed in " + example);
            }
        }
    }
}
