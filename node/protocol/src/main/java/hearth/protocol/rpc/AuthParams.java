package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Parameters that say whose account a request is about and who asks, in the formats of network specification 3.1. */
final class AuthParams {

    static final String PUBKEY_REFUSED = "Pubkey must be 66 hex digits (33 bytes) long";

    private static final int ED25519_HEX_LENGTH = Ed25519PublicKey.BYTES * 2;
    private static final int TOKEN_BASE64_LENGTH = 48;
    private static final int TOKEN_HEX_LENGTH = SubaccountToken.BYTES * 2;

    private AuthParams() {}

    static Account account(byte[] key, String refusal) throws RequestException {
        try {
            return key.length == Account.BYTES
                    ? Account.of(key)
                    : Account.parse(new String(key, StandardCharsets.ISO_8859_1));
        } catch (FormatException malformed) {
            throw RequestException.invalid(refusal);
        }
    }

    /** The proof of a request that must have one. */
    static Proof proof(Fields fields, Account account) throws RequestException {
        return new Proof(signature(fields), ed25519(fields, account), subaccount(fields));
    }

    /** The same where only the owner counts: what is said of subaccounts is not looked at. */
    static Proof ownerProof(Fields fields, Account account) throws RequestException {
        return new Proof(signature(fields), ed25519(fields, account), Optional.empty());
    }

    /** Tokens to revoke or the opposite; too many if there are more than {@code max}. */
    static Optional<List<SubaccountToken>> tokens(Fields fields, String name, int max) throws RequestException {
        var values = fields.strings(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.get().size() > max) {
            throw RequestException.invalid(
                    "invalid " + name + ": cannot " + name + " more than " + max + " subaccounts at once");
        }
        var tokens = new ArrayList<SubaccountToken>();
        for (var value : values.get()) {
            tokens.add(token(fields, value)
                    .orElseThrow(() -> RequestException.invalid(
                            "invalid " + name + ": expected base64 or hex-encoded subaccount tag")));
        }
        return Optional.of(tokens);
    }

    private static Optional<Ed25519PublicKey> ed25519(Fields fields, Account account) throws RequestException {
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

    private static Signature signature(Fields fields) throws RequestException {
        return Params.require(signature(fields, "signature", "signature"), "signature");
    }

    private static Optional<Signature> signature(Fields fields, String name, String shown) throws RequestException {
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

    private static Optional<Subaccount> subaccount(Fields fields) throws RequestException {
        var value = fields.string("subaccount").filter(text -> text.length > 0);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var token = token(fields, value.get())
                .orElseThrow(() -> RequestException.invalid(
                        "invalid subaccount: expected base64 or hex-encoded subaccount token"));
        var signature = signature(fields, "subaccount_sig", "subaccount signature")
                .orElseThrow(() -> RequestException.invalid(
                        "invalid subaccount: subaccount_sig is required when using subaccount"));
        return Optional.of(new Subaccount(token, signature));
    }

    private static Optional<SubaccountToken> token(Fields fields, byte[] value) {
        var bytes = fields.binary()
                ? Optional.of(value)
                : switch (value.length) {
                    case TOKEN_BASE64_LENGTH -> Base64Text.decode(value);
                    case TOKEN_HEX_LENGTH -> hex(value);
                    default -> Optional.<byte[]>empty();
                };
        return bytes.filter(token -> token.length == SubaccountToken.BYTES)
                .map(token -> new SubaccountToken(Bytes.wrap(token)));
    }

    private static Optional<byte[]> hex(byte[] text) {
        try {
            return Optional.of(HexFormat.of().parseHex(new String(text, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }
}
