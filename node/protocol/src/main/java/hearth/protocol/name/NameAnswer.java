package hearth.protocol.name;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a node says about a name that somebody has (network specification 7.6): {@code {"encrypted_value": hex, "nonce": hex}}.
 *
 * @param encrypted the account, readable for who knows the name
 * @param nonce     24 bytes; empty in records of the old form
 */
public record NameAnswer(Bytes encrypted, Optional<Bytes> nonce) {

    /** More than any record has, in hex characters. */
    private static final int HEX_MAX = 512;

    /** Reads the result of an {@code ons_resolve}; empty if nobody has the name. Untrusted input. */
    public static Optional<NameAnswer> read(JsonNode result) throws FormatException {
        if (!result.isObject()) {
            throw new FormatException("Answer about a name has no object as result");
        }
        var encrypted = bytes(result, "encrypted_value");
        var nonce = bytes(result, "nonce");
        if (encrypted.isEmpty() && nonce.isPresent()) {
            throw new FormatException("Answer about a name has a nonce and no value");
        }
        return encrypted.map(value -> new NameAnswer(value, nonce));
    }

    private static Optional<Bytes> bytes(JsonNode result, String field) throws FormatException {
        var value = result.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().length() > HEX_MAX) {
            throw new FormatException(
                    "Answer about a name has no hex of at most " + HEX_MAX + " characters as " + field);
        }
        try {
            return Optional.of(Bytes.wrap(HexFormat.of().parseHex(value.textValue())));
        } catch (IllegalArgumentException malformed) {
            throw new FormatException("Answer about a name has no hex as " + field, malformed);
        }
    }

    /**
     * The account that {@code name}, in lower case, stands for. Throws if this is the record of another name, damaged, or of the
     * old form, which clients refuse today.
     */
    public SessionId open(String name) throws FormatException {
        if (nonce.isEmpty()) {
            throw new FormatException("Record of a name has the old form");
        }
        return NameRecord.open(name, encrypted.toArray(), nonce.get().toArray());
    }
}
