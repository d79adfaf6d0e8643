package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.MonitorException.Code;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Asks to be told of every new message of an account (network specification 3.6.17).
 *
 * @param namespaces       ascending, at least one
 * @param withData         whether to be told the messages themselves, too
 * @param timestampSeconds when it was signed; in seconds, unlike all other times
 */
public record MonitorRequest(
        Account account, List<Namespace> namespaces, boolean withData, long timestampSeconds, Proof proof) {

    /** How old a signature may be. */
    public static final Duration AGE_MAX = Duration.ofDays(14);

    /** How far it may come from the future. */
    public static final Duration FUTURE_MAX = Duration.ofDays(1);

    /** How long a node goes on telling. */
    public static final Duration LIFE = Duration.ofMinutes(65);

    public MonitorRequest {
        namespaces = List.copyOf(namespaces);
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.monitor(account, timestampSeconds, withData, namespaces);
    }

    /** Checks time and proof. Whether a subaccount was revoked does not matter here. */
    public void check(long nowMs) throws MonitorException {
        var seconds = nowMs / 1_000;
        if (timestampSeconds < seconds - AGE_MAX.toSeconds() || timestampSeconds > seconds + FUTURE_MAX.toSeconds()) {
            throw new MonitorException(Code.BAD_TIMESTAMP, "Invalid signature timestamp: too old or in the future");
        }
        if (!new ProofChecks()
                .verifies(account, proof, SubaccountToken.READ, RequestChecks.Revocations.NONE, signed())) {
            throw new MonitorException(Code.BAD_SIGNATURE, "Signature verification failed");
        }
    }

    /** Reads one request from untrusted bytes. */
    public static MonitorRequest read(Bt.Dict dict) throws MonitorException {
        var whole = bytes(dict, "p", Account.BYTES, Code.BAD_PUBKEY);
        var person = bytes(dict, "P", Ed25519PublicKey.BYTES, Code.BAD_PUBKEY).map(Ed25519PublicKey::of);
        if (whole.isPresent() == person.isPresent()) {
            throw new MonitorException(Code.BAD_PUBKEY, "Exactly one of the pubkeys p and P is required");
        }
        var account = whole.isPresent() ? account(whole.get()) : account(person.orElseThrow());
        var namespaces = namespaces(dict);
        var timestamp = number(dict, "t")
                .orElseThrow(() -> new MonitorException(Code.BAD_TIMESTAMP, "Signature timestamp t is required"));
        var withData = number(dict, "d").orElse(0L) != 0;
        var signature = bytes(dict, "s", Signature.BYTES, Code.BAD_SIGNATURE)
                .map(Signature::of)
                .orElseThrow(() -> new MonitorException(Code.BAD_SIGNATURE, "Signature s is required"));
        return new MonitorRequest(
                account, namespaces, withData, timestamp, new Proof(signature, person, subaccount(dict)));
    }

    private static Account account(byte[] bytes) throws MonitorException {
        try {
            return Account.of(bytes);
        } catch (FormatException impossible) {
            throw new MonitorException(Code.BAD_PUBKEY, "Invalid pubkey p");
        }
    }

    private static Account account(Ed25519PublicKey owner) throws MonitorException {
        try {
            return Account.of(ByteBuffer.allocate(Account.BYTES)
                    .put((byte) Account.PREFIX_PERSON)
                    .put(owner.toX25519().bytes())
                    .array());
        } catch (FormatException noPoint) {
            throw new MonitorException(Code.BAD_PUBKEY, "Invalid pubkey P");
        }
    }

    private static List<Namespace> namespaces(Bt.Dict dict) throws MonitorException {
        if (!(dict.find("n").orElse(Bt.of(0)) instanceof Bt.List(var items)) || items.isEmpty()) {
            throw new MonitorException(Code.BAD_NAMESPACES, "A list of namespaces n is required");
        }
        var namespaces = new ArrayList<Namespace>();
        var before = Long.MIN_VALUE;
        for (var item : items) {
            var value = number(item).orElse(Long.MIN_VALUE);
            if (value <= before || value < Namespace.MIN || value > Namespace.MAX) {
                throw new MonitorException(
                        Code.BAD_NAMESPACES, "Namespaces n must ascend from " + Namespace.MIN + " to " + Namespace.MAX);
            }
            namespaces.add(new Namespace((int) (long) value));
            before = value;
        }
        return namespaces;
    }

    private static Optional<Subaccount> subaccount(Bt.Dict dict) throws MonitorException {
        var token = bytes(dict, "T", SubaccountToken.BYTES, Code.BAD_ARGUMENTS);
        var signature = bytes(dict, "S", Signature.BYTES, Code.BAD_ARGUMENTS);
        if (token.isPresent() != signature.isPresent()) {
            throw new MonitorException(Code.BAD_ARGUMENTS, "Subaccount token T and its signature S go together");
        }
        return token.map(
                bytes -> new Subaccount(new SubaccountToken(Bytes.wrap(bytes)), Signature.of(signature.orElseThrow())));
    }

    private static Optional<byte[]> bytes(Bt.Dict dict, String key, int length, Code code) throws MonitorException {
        var value = dict.find(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Bt.Bytes bytes && bytes.length() == length) {
            return Optional.of(bytes.value());
        }
        throw new MonitorException(code, "Value of " + key + " must have " + length + " bytes");
    }

    private static Optional<Long> number(Bt.Dict dict, String key) throws MonitorException {
        var value = dict.find(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var number = number(value.get());
        if (number.isEmpty()) {
            throw new MonitorException(Code.BAD_ARGUMENTS, "Value of " + key + " must be a number");
        }
        return number;
    }

    private static Optional<Long> number(Bt value) {
        try {
            return value instanceof Bt.Int number ? Optional.of(number.asLong()) : Optional.empty();
        } catch (FormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The request as nodes read it. */
    public Bt.Dict toBt() {
        var dict = new HashMap<String, Bt>();
        proof.key()
                .ifPresentOrElse(key -> dict.put("P", Bt.of(key.bytes())), () -> dict.put("p", Bt.of(account.bytes())));
        proof.subaccount().ifPresent(subaccount -> {
            dict.put("T", Bt.of(subaccount.token().bytes().toArray()));
            dict.put("S", Bt.of(subaccount.signature().bytes().toArray()));
        });
        dict.put("d", Bt.of(withData));
        dict.put(
                "n",
                new Bt.List(namespaces.stream()
                        .map(namespace -> (Bt) Bt.of(namespace.value()))
                        .toList()));
        dict.put("s", Bt.of(proof.signature().bytes().toArray()));
        dict.put("t", Bt.of(timestampSeconds));
        return Bt.dict(dict);
    }
}
