package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parameters of one storage request, read in the formats and refused with the texts of network specification 3.1. Unknown
 * parameters are ignored, null is the same as absent.
 */
final class Params {

    /** Times before this are seconds that somebody took for milliseconds. */
    private static final long TIMESTAMP_MS_MIN = 1_000_000_000;

    static final String PUBKEY_REFUSED = "Pubkey must be 66 hex digits (33 bytes) long";

    private static final String TIMESTAMP_TYPE = "integer timestamp (in milliseconds)";
    private static final int ED25519_HEX_LENGTH = Ed25519PublicKey.BYTES * 2;
    private static final int TOKEN_BASE64_LENGTH = 48;
    private static final int TOKEN_HEX_LENGTH = Subaccount.TOKEN_BYTES * 2;

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

    /** Empty if it is absent, which mostly means 0. */
    Optional<Namespace> namespace(String name) throws RequestException {
        var value = fields.integer(name, "16-bit integer");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.getAsLong() < Namespace.MIN || value.getAsLong() > Namespace.MAX) {
            throw RequestException.invalid("Invalid value given for '" + name + "': value out of range");
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
        return account(key.or(() -> alias).orElseThrow(), refusal);
    }

    private static Account account(byte[] key, String refusal) throws RequestException {
        try {
            return key.length == Account.BYTES
                    ? Account.of(key)
                    : Account.parse(new String(key, StandardCharsets.ISO_8859_1));
        } catch (FormatException malformed) {
            throw RequestException.invalid(refusal);
        }
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

    /** The proof of a request that must have one. */
    Proof proof(Account account) throws RequestException {
        var signature = require(signature("signature", "signature"), "signature");
        return new Proof(signature, ed25519(account), subaccount());
    }

    private Optional<Ed25519PublicKey> ed25519(Account account) throws RequestException {
        var key = fields.string("pubkey_ed25519");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (account.prefix() != Account.PREFIX_PERSON) {
            throw RequestException.invalid("pubkey_ed25519 is only permitted for 05[...] pubkeys");
        }
        return switch (key.get().length) {
            case Ed25519PublicKey.BYTES -> Optional.of(Ed25519PublicKey.of(key.get()));
            case ED25519_HEX_LENGTH -> Optional.of(ed25519(key.get()));
            default -> throw RequestException.invalid("Invalid pubkey_ed25519: expected 64 hex char or 32 byte pubkey");
        };
    }

    private static Ed25519PublicKey ed25519(byte[] hex) throws RequestException {
        try {
            return Ed25519PublicKey.parse(new String(hex, StandardCharsets.ISO_8859_1));
        } catch (FormatException malformed) {
            throw RequestException.invalid("invalid pubkey_ed25519: value is not hex");
        }
    }

    private Optional<Signature> signature(String name, String shown) throws RequestException {
        var value = fields.string(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (fields.binary()) {
            if (value.get().length != Signature.BYTES) {
                throw RequestException.invalid("invalid " + shown + ": expected 64-byte Ed25519 signature");
            }
            return Optional.of(Signature.of(value.get()));
        }
        var decoded = isSignatureText(value.get()) ? Base64Text.decode(value.get()) : Optional.<byte[]>empty();
        return Optional.of(Signature.of(decoded.orElseThrow(
                () -> RequestException.invalid("invalid " + shown + ": expected base64 encoded Ed25519 signature"))));
    }

    private static boolean isSignatureText(byte[] text) {
        return text.length == 86 || (text.length == 88 && text[86] == '=' && text[87] == '=');
    }

    private Optional<Subaccount> subaccount() throws RequestException {
        var token = fields.string("subaccount").filter(value -> value.length > 0);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        var bytes = token(token.get())
                .orElseThrow(() -> RequestException.invalid(
                        "invalid subaccount: expected base64 or hex-encoded subaccount token"));
        var signature = signature("subaccount_sig", "subaccount signature")
                .orElseThrow(() -> RequestException.invalid(
                        "invalid subaccount: subaccount_sig is required when using subaccount"));
        return Optional.of(new Subaccount(Bytes.wrap(bytes), signature));
    }

    private Optional<byte[]> token(byte[] value) {
        if (fields.binary()) {
            return Optional.of(value).filter(bytes -> bytes.length == Subaccount.TOKEN_BYTES);
        }
        return switch (value.length) {
            case TOKEN_BASE64_LENGTH ->
                Base64Text.decode(value).filter(bytes -> bytes.length == Subaccount.TOKEN_BYTES);
            case TOKEN_HEX_LENGTH -> hex(value);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> hex(byte[] text) {
        try {
            return Optional.of(HexFormat.of().parseHex(new String(text, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
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
