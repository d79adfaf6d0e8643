package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parameters as they came, before anything is known about them: a JSON object or a bt dictionary. What is absent, or null,
 * is empty; what has another type than asked for is refused with the text of network specification 3.1.
 */
interface Fields {

    /** Whether keys, signatures and data are bytes instead of text. */
    boolean binary();

    /** A number that fits into a long. {@code type} is what the refusal calls it. */
    OptionalLong integer(String name, String type) throws RequestException;

    Optional<Boolean> flag(String name) throws RequestException;

    /** The UTF-8 bytes of a text, or bytes. */
    Optional<byte[]> string(String name) throws RequestException;

    /** A list of texts as UTF-8, or of bytes; a single one is a list of one. */
    Optional<List<byte[]>> strings(String name) throws RequestException;

    /** A list of numbers that fit into a long; a single one is a list of one. {@code type} is what the refusal calls it. */
    Optional<List<Long>> integers(String name, String type) throws RequestException;

    /** Any JSON; in a bt dictionary it is JSON as text. */
    Optional<JsonNode> json(String name) throws RequestException;

    /** Whether there is a value, of whatever type. */
    boolean has(String name);

    /** Whether the value is there and is text or bytes. */
    boolean isString(String name);

    /** Whether the value is there and is a list. */
    boolean isList(String name);

    /** The objects of a list, each with its own parameters; empty if it is no list. */
    Optional<List<Optional<Fields>>> objects(String name);

    /** The object at {@code name}; empty if there is none or something else. */
    Optional<Fields> object(String name);

    /** Type error, worded as nodes do. */
    static RequestException wrongType(String name, String type) {
        return RequestException.invalid("Invalid value given for '" + name + "': expected " + type);
    }
}
