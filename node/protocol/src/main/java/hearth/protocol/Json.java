package hearth.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * JSON trees of the network's messages: the one place that holds the JSON library.
 *
 * <p>Reading is bounded in size, depth and length of every token, and takes exactly one value: anything after it is
 * refused. A key that occurs twice has its last value. Keys are written in alphabetical order. Both are the ways of the
 * network's nodes.
 */
public final class Json {

    /** The largest text that is read, in bytes: a whole request or reply of the network. */
    public static final int BYTES_MAX = 10 * 1024 * 1024;

    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_DIGITS_MAX = 64;
    private static final int NAME_LENGTH_MAX = 1_024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(BYTES_MAX)
                            .maxStringLength(BYTES_MAX)
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_DIGITS_MAX)
                            .maxNameLength(NAME_LENGTH_MAX)
                            .build())
                    // Names come from strangers: they must not outlive the request in a global table.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS)
            .build();

    private Json() {}

    /** Reads one value from UTF-8. Untrusted input: throws {@link FormatException}, nothing else. */
    public static JsonNode parse(byte[] utf8) throws FormatException {
        return parse(utf8, 0, utf8.length);
    }

    /** Reads one value from {@code length} bytes of UTF-8 at {@code offset}. */
    public static JsonNode parse(byte[] utf8, int offset, int length) throws FormatException {
        if (length > BYTES_MAX) {
            throw tooLong();
        }
        try {
            return present(MAPPER.readTree(utf8, offset, length));
        } catch (JsonProcessingException malformed) {
            throw refused(malformed);
        } catch (IOException malformed) {
            throw new FormatException("Not JSON: not UTF-8", malformed);
        }
    }

    /** Reads one value. Untrusted input: throws {@link FormatException}, nothing else. */
    public static JsonNode parse(String text) throws FormatException {
        if (text.length() > BYTES_MAX) {
            throw tooLong();
        }
        try {
            return present(MAPPER.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw refused(malformed);
        }
    }

    /** Reads one object. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ObjectNode parseObject(byte[] utf8) throws FormatException {
        return asObject(parse(utf8));
    }

    /** Reads one object. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ObjectNode parseObject(String text) throws FormatException {
        return asObject(parse(text));
    }

    /** The member {@code name} of {@code object}; empty if it is not there or is JSON null. */
    public static Optional<JsonNode> member(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Compact UTF-8, keys in alphabetical order. */
    public static byte[] bytes(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Compact text, keys in alphabetical order. */
    public static String text(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode asObject(JsonNode value) throws FormatException {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new FormatException("JSON holds no object");
    }

    private static JsonNode present(JsonNode value) throws FormatException {
        if (value.isMissingNode()) {
            throw new FormatException("Not JSON: nothing there");
        }
        return value;
    }

    /** The library's own message repeats the input, which may be a secret. */
    private static FormatException refused(JsonProcessingException malformed) {
        return new FormatException("Not JSON, or larger or deeper than the limits allow ("
                + malformed.getClass().getSimpleName() + ")");
    }

    private static FormatException tooLong() {
        return new FormatException("JSON text exceeds " + BYTES_MAX + " bytes");
    }
}
