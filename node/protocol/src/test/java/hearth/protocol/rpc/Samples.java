package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The keys of the network specification, appendix A.3, and random requests. */
final class Samples {

    static final long NOW_MS = 1_700_000_000_000L;

    /** Seed 00..1f. */
    static final AccountKeys USER = AccountKeys.fromSeed32(counting());

    static final Account ACCOUNT = USER.id().account();

    static final MessageHash H0 = new MessageHash("SHpOiupvBW6BNdF6fHuYrA4JxSEBflu9BHSDSNj2+eY");

    /** Seed 32 × b2. */
    static final Ed25519KeyPair NODE = Ed25519KeyPair.fromSeed(repeated(0xb2));

    static final NodeId NODE_ID = NodeId.of(NODE.publicKey().bytes());

    private Samples() {}

    /** Signed by the user. */
    static Proof proof(byte[] signed) {
        return Proof.ofPerson(USER.signing().publicKey(), USER.signing().sign(signed));
    }

    static Store store(Namespace namespace, long timestampMs, long ttlMs, long sigTimestampMs) {
        var proof = proof(SignedStrings.store(namespace, sigTimestampMs));
        return new Store(
                ACCOUNT,
                namespace,
                timestampMs,
                timestampMs + ttlMs,
                Bytes.of("abc 123".getBytes(StandardCharsets.US_ASCII)),
                Optional.of(new TimedProof(sigTimestampMs, proof)));
    }

    static Retrieve retrieve(Namespace namespace, long timestampMs) {
        var proof = proof(SignedStrings.retrieve(namespace, timestampMs));
        return new Retrieve(
                ACCOUNT,
                namespace,
                Optional.empty(),
                RetrieveLimit.DEFAULT,
                Optional.of(new TimedProof(timestampMs, proof)));
    }

    static Retrieve unsigned(Namespace namespace) {
        return new Retrieve(ACCOUNT, namespace, Optional.empty(), RetrieveLimit.DEFAULT, Optional.empty());
    }

    // ---- random, well formed, not rightly signed ----

    static StorageRequest request(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? new Batch(List.of(single(random), single(random)))
                : (StorageRequest) single(random);
    }

    static StorageRequest.Single single(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> store(random);
            case 1 -> retrieve(random);
            case 2 -> new Wait(retrieve(random), Duration.ofMillis(random.nextInt(20_001)));
            case 3 -> new GetSwarm(account(random));
            default -> new GetInfo();
        };
    }

    static Store store(RandomGenerator random) {
        var account = account(random);
        var timestampMs = time(random);
        return new Store(
                account,
                namespace(random),
                timestampMs,
                timestampMs + random.nextLong(1L << 40),
                Bytes.wrap(Seeds.bytes(random, random.nextInt(300))),
                random.nextBoolean()
                        ? Optional.of(new TimedProof(
                                random.nextBoolean() ? timestampMs : time(random), proof(account, random)))
                        : Optional.empty());
    }

    private static Retrieve retrieve(RandomGenerator random) {
        var account = account(random);
        return new Retrieve(
                account,
                namespace(random),
                random.nextBoolean() ? Optional.of(hash(random)) : Optional.empty(),
                new RetrieveLimit(random.nextInt(50), random.nextInt(100) - 50),
                Optional.of(new TimedProof(time(random), proof(account, random))));
    }

    static MessageHash hash(RandomGenerator random) {
        return MessageHash.of(account(random), Namespace.DIRECT, new byte[0]);
    }

    static Account account(RandomGenerator random) {
        var bytes = Seeds.bytes(random, Account.BYTES);
        bytes[0] = (byte) (random.nextBoolean() ? 5 : 3);
        try {
            return Account.of(bytes);
        } catch (FormatException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Proof proof(Account account, RandomGenerator random) {
        return new Proof(
                signature(random),
                account.prefix() == Account.PREFIX_PERSON
                        ? Optional.of(USER.signing().publicKey())
                        : Optional.empty(),
                random.nextBoolean()
                        ? Optional.of(new Subaccount(
                                Bytes.wrap(Seeds.bytes(random, Subaccount.TOKEN_BYTES)), signature(random)))
                        : Optional.empty());
    }

    static Signature signature(RandomGenerator random) {
        return Signature.of(Seeds.bytes(random, Signature.BYTES));
    }

    private static Namespace namespace(RandomGenerator random) {
        return new Namespace(random.nextInt(Namespace.MIN, Namespace.MAX + 1));
    }

    private static long time(RandomGenerator random) {
        return NOW_MS + random.nextInt(1_000_000);
    }

    private static byte[] counting() {
        var seed = new byte[32];
        for (var i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }

    private static byte[] repeated(int value) {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }
}
