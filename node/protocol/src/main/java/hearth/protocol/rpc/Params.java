package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parameters of one storage request, read in the formats and refused with the texts of network specification 3.1. Unknown
 * parameters are ignored, null is the same as absent.
 */
final class Params {

    /** Times before this are seconds that somebody took for milliseconds. */
    private static final long TIMESTAMP_MS_MIN = 1_000_000_000;

    private static final String TIMESTAMP_TYPE = "integer timestamp (in milliseconds)";
    private static final String NAMESPACE = "namespace";

    private final Fields fields;

    Params(Fields fields) {
        this.fields = fields;
    }

    Fields fields() {
        return fields;
    }

    // ---- numbers ----

    OptionalLong integer(String name) throws RequestException {
        return fields.integer(name, "integer");
    }

    OptionalLong positiveInteger(String name) throws RequestException {
        return notNegative(name, "positive integer");
    }

    OptionalLong timestamp(String name) throws RequestException {
        var value = notNegative(name, TIMESTAMP_TYPE);
        if (value.isPresent()) {
            requireMilliseconds(name, value.getAsLong());
        }
        return value;
    }

    /** Like {@link #timestamp}; JSON may also hold decimal text. */
    OptionalLong timestampOrText(String name) throws RequestException {
        var value = numberOrText(name, TIMESTAMP_TYPE);
        if (value.isPresent()) {
            requireMilliseconds(name, value.getAsLong());
        }
        return value;
    }

    /** A duration in milliseconds; JSON may also hold decimal text. */
    OptionalLong durationOrText(String name) throws RequestException {
        return numberOrText(name, "positive integer");
    }

    /** One or several times. */
    Optional<List<Long>> timestamps(String name) throws RequestException {
        var type = "timestamp array";
        var values = fields.integers(name, type);
        for (var value : values.orElse(List.of())) {
            if (value < 0) {
                throw Fields.wrongType(name, type);
            }
            if (!fields.isList(name)) {
                requireMilliseconds(name, value);
            }
        }
        return values;
    }

    boolean flag(String name) throws RequestException {
        return fields.flag(name).orElse(false);
    }

    /** Empty if it is absent, which mostly means 0. */
    Optional<Namespace> namespace() throws RequestException {
        return namespace("16-bit integer");
    }

    /** One namespace, 0 if it is absent, or all of them. */
    NamespaceScope scope() throws RequestException {
        var type = "integer or \"" + NamespaceScope.ALL + '"';
        if (fields.isString(NAMESPACE)) {
            if (text(NAMESPACE).filter(NamespaceScope.ALL::equals).isEmpty()) {
                throw Fields.wrongType(NAMESPACE, type);
            }
            return new NamespaceScope.All();
        }
        return new NamespaceScope.One(namespace(type).orElse(Namespace.DIRECT));
    }

    private Optional<Namespace> namespace(String type) throws RequestException {
        var value = fields.integer(NAMESPACE, type);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.getAsLong() < Namespace.MIN || value.getAsLong() > Namespace.MAX) {
            throw RequestException.invalid("Invalid value given for '" + NAMESPACE + "': value out of range");
        }
        return Optional.of(new Namespace((int) value.getAsLong()));
    }

    private OptionalLong numberOrText(String name, String type) throws RequestException {
        return !fields.binary() && fields.isString(name) ? decimal(name, type) : notNegative(name, type);
    }

    private OptionalLong decimal(String name, String type) throws RequestException {
        var text = text(name).orElse("");
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return OptionalLong.of(Long.parseLong(text));
            }
        } catch (NumberFormatException tooLarge) {
            // Falls through: no time has more than 63 bits.
        }
        throw Fields.wrongType(name, type);
    }

    private OptionalLong notNegative(String name, String type) throws RequestException {
        var value = fields.integer(name, type);
        if (value.isPresent() && value.getAsLong() < 0) {
            throw Fields.wrongType(name, type);
        }
        return value;
    }

    private static void requireMilliseconds(String name, long value) throws RequestException {
        if (value < TIMESTAMP_MS_MIN) {
            throw RequestException.invalid("Invalid timestamp for '" + name + "': timestamp must be in milliseconds");
        }
    }

    // ---- presence ----

    static <T> T require(Optional<T> value, String name) throws RequestException {
        return value.orElseThrow(() -> RequestException.invalid("Required field '" + name + "' missing"));
    }

    static long require(OptionalLong value, String name) throws RequestException {
        return value.orElseThrow(() -> RequestException.invalid("Required field '" + name + "' missing"));
    }

    static void requireOne(boolean hasA, String a, boolean hasB, String b) throws RequestException {
        if (!hasA && !hasB) {
            throw RequestException.invalid("Required field '" + a + "' or '" + b + "' missing");
        }
        requireNotBoth(hasA, a, hasB, b);
    }

    static void requireNotBoth(boolean hasA, String a, boolean hasB, String b) throws RequestException {
        if (hasA && hasB) {
            throw RequestException.invalid("Cannot specify both '" + a + "' and '" + b + "'");
        }
    }

    // ---- formats ----

    Optional<String> text(String name) throws RequestException {
        return fields.string(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** With the old spelling {@code pubKey}, which only some methods take. */
    Account accountOfEitherSpelling(String refusal) throws RequestException {
        var key = fields.string("pubkey");
        var alias = fields.string("pubKey");
        requireOne(key.isPresent(), "pubkey", alias.isPresent(), "pubKey");
        return AuthParams.account(key.or(() -> alias).orElseThrow(), refusal);
    }

    Account account() throws RequestException {
        return AuthParams.account(require(fields.string("pubkey"), "pubkey"), AuthParams.PUBKEY_REFUSED);
    }

    /** The texts of {@code messages}, at least one. */
    List<String> messages() throws RequestException {
        var texts = require(fields.strings("messages"), "messages").stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
        if (texts.isEmpty()) {
            throw RequestException.invalid("messages does not contain any message hashes");
        }
        return texts;
    }

    /** The same where each must be a hash. */
    List<MessageHash> hashes() throws RequestException {
        var hashes = new ArrayList<MessageHash>();
        for (var text : messages()) {
            try {
                hashes.add(MessageHash.parse(text));
            } catch (FormatException malformed) {
                throw RequestException.invalid("invalid message hash: " + RequestParser.shown(text));
            }
        }
        return hashes;
    }

    /** Empty if it is absent or empty text. */
    Optional<MessageHash> lastHash() throws RequestException {
        var hash = text("last_hash");
        var alias = text("lastHash");
        requireNotBoth(hash.isPresent(), "last_hash", alias.isPresent(), "lastHash");
        var value = hash.or(() -> alias).orElse("");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() != MessageHash.LENGTH) {
            throw RequestException.invalid("Invalid last_hash: expected base64 (43 chars)");
        }
        try {
            return Optional.of(MessageHash.parse(value));
        } catch (FormatException malformed) {
            throw RequestException.invalid("Invalid last_hash: not base64");
        }
    }

    Proof proof(Account account) throws RequestException {
        return AuthParams.proof(fields, account);
    }

    /** With the time that is signed, which is required as well. */
    TimedProof timedProof(Account account, OptionalLong timestamp) throws RequestException {
        var proof = proof(account);
        return new TimedProof(require(timestamp, "timestamp"), proof);
    }

    /** The same where only the owner of the account counts. */
    TimedProof ownerProof(Account account, OptionalLong timestamp) throws RequestException {
        var proof = AuthParams.ownerProof(fields, account);
        return new TimedProof(require(timestamp, "timestamp"), proof);
    }

    Optional<List<SubaccountToken>> tokens(String name, int max) throws RequestException {
        return AuthParams.tokens(fields, name, max);
    }

    Optional<List<SubaccountToken>> tokens(String name) throws RequestException {
        return AuthParams.tokens(fields, name, Integer.MAX_VALUE);
    }

    /** The data of a message, at most {@code max} bytes. */
    Bytes data(String name, int max) throws RequestException {
        var value = require(fields.string(name), name);
        var lengthMax = fields.binary() ? max : max / 3 * 4;
        if (value.length > lengthMax) {
            throw RequestException.invalid("Message body exceeds maximum allowed length of " + max + " bytes");
        }
        if (fields.binary()) {
            return Bytes.wrap(value);
        }
        return Bytes.wrap(Base64Text.decode(value)
                .orElseThrow(() -> RequestException.invalid("Invalid '" + name + "' value: not base64 encoded")));
    }

    boolean has(String name) {
        return fields.has(name);
    }
}
