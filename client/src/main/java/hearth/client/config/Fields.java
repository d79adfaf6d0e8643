package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.client.config.tree.ConfigScalar;
import hearth.client.config.tree.ConfigSet;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Edits one record of a config with the habits of all clients (configuration specification, section 3): false, 0 and
 * empty are not written. Keys that this client does not know stay as they are.
 */
final class Fields {

    private static final long MICROS_FROM = 9_000_000_000_000L;
    private static final long MILLIS_FROM = 9_000_000_000L;

    private ConfigDict dict;

    Fields(ConfigDict dict) {
        this.dict = dict;
    }

    ConfigDict dict() {
        return dict;
    }

    Fields flag(String key, boolean value) {
        return value ? number(key, 1) : remove(key);
    }

    Fields positive(String key, long value) {
        return value > 0 ? number(key, value) : remove(key);
    }

    Fields nonZero(String key, long value) {
        return value != 0 ? number(key, value) : remove(key);
    }

    Fields number(String key, long value) {
        dict = dict.with(key, new ConfigScalar.Int(value));
        return this;
    }

    Fields octets(String key, Bytes value) {
        dict = dict.with(key, new ConfigScalar.Octets(value));
        return this;
    }

    /** Text that stays in the record even if it is empty. */
    Fields text(String key, String value) {
        // Bytes that are no UTF-8 are left alone if nobody changed what was read from them.
        return text(dict, key).equals(value) && dict.octets(key).isPresent()
                ? this
                : octets(key, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    Fields nonEmpty(String key, String value) {
        return value.isEmpty() ? remove(key) : text(key, value);
    }

    /** A name cut to what is allowed, which stays in the record even if it is empty. */
    Fields name(String key, String value) {
        var name = Names.truncate(value);
        // What is too long is left alone if nobody changed what was read from it.
        return name(dict, key).equals(name) && dict.octets(key).isPresent() ? this : text(key, name);
    }

    Fields nonEmptyName(String key, String value) {
        return value.isEmpty() ? remove(key) : name(key, value);
    }

    Fields picture(String urlKey, String keyKey, Optional<ProfilePicture> picture) {
        if (picture.isEmpty()) {
            return remove(urlKey).remove(keyKey);
        }
        return text(urlKey, picture.get().url()).octets(keyKey, picture.get().key());
    }

    Fields ids(String key, Collection<SessionId> ids) {
        dict = dict.with(
                key,
                ConfigSet.of(ids.stream()
                        .map(id -> new ConfigScalar.Octets(Bytes.wrap(id.bytes())))
                        .toList()));
        return this;
    }

    Fields remove(String key) {
        dict = dict.without(key);
        return this;
    }

    Fields apply(Consumer<Fields> more) {
        more.accept(this);
        return this;
    }

    static String text(ConfigDict dict, String key) {
        return dict.octets(key).map(Fields::text).orElse("");
    }

    /** A name cut to what is allowed, whatever somebody wrote. */
    static String name(ConfigDict dict, String key) {
        return Names.truncate(text(dict, key));
    }

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    static Optional<ProfilePicture> picture(ConfigDict dict, String urlKey, String keyKey) {
        var url = text(dict, urlKey);
        var key = dict.octets(keyKey);
        return url.isEmpty() || key.isEmpty() || key.get().length() != ProfilePicture.KEY_BYTES
                ? Optional.empty()
                : Optional.of(new ProfilePicture(url, key.get()));
    }

    /** A time in seconds, also if somebody wrote milliseconds or microseconds. */
    static long seconds(long time) {
        if (time > MICROS_FROM) {
            return time / 1_000_000;
        }
        return time > MILLIS_FROM ? time / 1_000 : time;
    }

    static Bytes key(SessionId id) {
        return Bytes.wrap(id.bytes());
    }

    /** The identifier of {@code kind} that a key of a config stands for, if it does. */
    static Optional<SessionId> id(Bytes key, SessionId.Kind kind) {
        var bytes = key.toArray();
        if (bytes.length != 1 + SessionId.KEY_BYTES || (bytes[0] & 0xff) != kind.prefix()) {
            return Optional.empty();
        }
        return Optional.of(SessionId.of(kind, Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    /** The text cut to at most {@code bytesMax} bytes of UTF-8, between two characters. */
    static String truncate(String text, int bytesMax) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= bytesMax ? text : new String(truncate(bytes, bytesMax), StandardCharsets.UTF_8);
    }

    /** UTF-8 cut to at most {@code bytesMax} bytes, between two characters. */
    static byte[] truncate(byte[] utf8, int bytesMax) {
        if (utf8.length <= bytesMax) {
            return utf8;
        }
        var end = bytesMax;
        while (end > 0 && (utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
