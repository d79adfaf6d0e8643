package hearth.client.config.tree;

import hearth.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by keys, in the order of the keys' unsigned bytes. Keeps no empty sets and dictionaries: putting one removes the
 * key. Changing gives a new dictionary that shares what stayed.
 */
public final class ConfigDict implements ConfigValue {

    public static final ConfigDict EMPTY = new ConfigDict(new Bytes[0], new ConfigValue[0]);

    private static final Bytes[] SHORT_KEYS = shortKeys();

    private final Bytes[] keys;
    private final ConfigValue[] values;

    private ConfigDict(Bytes[] keys, ConfigValue[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** The bytes of an ASCII key. */
    public static Bytes key(String text) {
        if (text.length() == 1 && text.charAt(0) < SHORT_KEYS.length) {
            return SHORT_KEYS[text.charAt(0)];
        }
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    public int size() {
        return keys.length;
    }

    @Override
    public boolean isEmpty() {
        return keys.length == 0;
    }

    /** The value at {@code key}, whatever it is. */
    public Optional<ConfigValue> find(Bytes key) {
        return Optional.ofNullable(get(key));
    }

    /** The number at {@code key}, or 0 if there is none. */
    public long number(String key) {
        return get(key(key)) instanceof ConfigScalar.Int(var value) ? value : 0;
    }

    /** Says whether there is a number at {@code key}. */
    public boolean hasNumber(String key) {
        return get(key(key)) instanceof ConfigScalar.Int;
    }

    /** The bytes at {@code key}, or empty if there are none. */
    public Optional<Bytes> octets(String key) {
        return get(key(key)) instanceof ConfigScalar.Octets(var bytes) ? Optional.of(bytes) : Optional.empty();
    }

    /** The dictionary at {@code key}, or an empty one. */
    public ConfigDict dict(Bytes key) {
        return get(key) instanceof ConfigDict dict ? dict : EMPTY;
    }

    /** The dictionary at {@code key}, or an empty one. */
    public ConfigDict dict(String key) {
        return dict(key(key));
    }

    /** The set at {@code key}, or an empty one. */
    public ConfigSet set(String key) {
        return get(key(key)) instanceof ConfigSet set ? set : ConfigSet.EMPTY;
    }

    /** This dictionary with {@code value} at {@code key}; without the key if the value is empty. */
    public ConfigDict with(Bytes key, ConfigValue value) {
        if (value.isEmpty()) {
            return without(key);
        }
        var at = Arrays.binarySearch(keys, key);
        if (at >= 0) {
            if (values[at].equals(value)) {
                return this;
            }
            var changed = values.clone();
            changed[at] = value;
            return new ConfigDict(keys, changed);
        }
        at = -at - 1;
        var newKeys = new Bytes[keys.length + 1];
        var newValues = new ConfigValue[keys.length + 1];
        System.arraycopy(keys, 0, newKeys, 0, at);
        System.arraycopy(values, 0, newValues, 0, at);
        newKeys[at] = key;
        newValues[at] = value;
        System.arraycopy(keys, at, newKeys, at + 1, keys.length - at);
        System.arraycopy(values, at, newValues, at + 1, keys.length - at);
        return new ConfigDict(newKeys, newValues);
    }

    /** This dictionary with {@code value} at an ASCII key. */
    public ConfigDict with(String key, ConfigValue value) {
        return with(key(key), value);
    }

    /** This dictionary without {@code key}. */
    public ConfigDict without(Bytes key) {
        var at = Arrays.binarySearch(keys, key);
        if (at < 0) {
            return this;
        }
        var builder = new Builder(keys.length - 1);
        for (var i = 0; i < keys.length; i++) {
            if (i != at) {
                builder.append(keys[i], values[i]);
            }
        }
        return builder.build();
    }

    /** This dictionary without an ASCII key. */
    public ConfigDict without(String key) {
        return without(key(key));
    }

    /** Shows every key and value, in order. */
    public void forEach(BiConsumer<Bytes, ConfigValue> action) {
        for (var i = 0; i < keys.length; i++) {
            action.accept(keys[i], values[i]);
        }
    }

    @Nullable
    ConfigValue get(Bytes key) {
        var at = Arrays.binarySearch(keys, key);
        return at < 0 ? null : values[at];
    }

    Bytes keyAt(int index) {
        return keys[index];
    }

    ConfigValue valueAt(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ConfigDict dict
                        && Arrays.equals(keys, dict.keys)
                        && Arrays.equals(values, dict.values));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ConfigDict[" + keys.length + ']';
    }

    private static Bytes[] shortKeys() {
        var short1 = new Bytes[128];
        for (var i = 0; i < short1.length; i++) {
            short1[i] = Bytes.wrap(new byte[] {(byte) i});
        }
        return short1;
    }

    /** Collects entries whose keys ascend. */
    static final class Builder {

        private Bytes[] keys;
        private ConfigValue[] values;
        private int size;

        Builder(int expected) {
            keys = new Bytes[Math.max(expected, 4)];
            values = new ConfigValue[keys.length];
        }

        /** Adds an entry behind all others; leaves out empty values. */
        void append(Bytes key, ConfigValue value) {
            if (value.isEmpty()) {
                return;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size++] = value;
        }

        boolean ascendsTo(Bytes key) {
            return size == 0 || keys[size - 1].compareTo(key) < 0;
        }

        ConfigDict build() {
            return size == 0 ? EMPTY : new ConfigDict(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
        }
    }
}
