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
import java.util.stream.IntStream;

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
        return switch (random.nextInt(8)) {
            case 0 -> new Batch(List.of(single(random), single(random)));
            case 1 -> new Sequence(List.of(single(random), single(random)));
            case 2 ->
                new IfElse(
                        List.of(
                                new IfElse.Condition(IfElse.Subject.HARDFORK, random.nextBoolean(), List.of(19L, 6L)),
                                new IfElse.Condition(IfElse.Subject.HEIGHT, random.nextBoolean(), List.of(7L))),
                        Optional.of(request(random)),
                        random.nextBoolean() ? Optional.of(single(random)) : Optional.empty());
            default -> single(random);
        };
    }

    static StorageRequest.Single single(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> recursive(random);
            case 2 -> retrieve(random);
            case 3 -> new Wait(retrieve(random), Duration.ofMillis(random.nextInt(20_001)));
            case 4 -> new GetSwarm(account(random));
            case 5 -> {
                var account = account(random);
                yield new GetExpiries(account, texts(random), new TimedProof(time(random), proof(account, random)));
            }
            case 6 -> {
                var account = account(random);
                yield new RevokedSubaccounts(account, ownerProof(account, random));
            }
            default -> random.nextBoolean() ? new GetInfo() : new GetActiveNodes();
        };
    }

    /** One of each kind, with every choice there is. */
    static StorageRequest.Recursive recursive(RandomGenerator random) {
        var account = account(random);
        var proof = proof(account, random);
        var timed = new TimedProof(time(random), proof);
        return switch (random.nextInt(8)) {
            case 0 -> store(random);
            case 1 -> new Delete(account, hashes(random), random.nextBoolean(), proof);
            case 2 -> new DeleteAll(account, scope(random), timed);
            case 3 -> new DeleteBefore(account, scope(random), time(random), proof);
            case 4 -> new ExpireAll(account, scope(random), time(random), proof);
            case 5 -> {
                var messages = hashes(random);
                var expiries = random.nextBoolean()
                        ? List.of(time(random))
                        : messages.stream().map(_ -> time(random)).toList();
                var modes = SignedStrings.ExpireMode.values();
                yield new Expire(account, messages, expiries, modes[random.nextInt(modes.length)], proof);
            }
            case 6 -> new RevokeSubaccount(account, tokens(random), ownerProof(account, random));
            default -> new UnrevokeSubaccount(account, tokens(random), ownerProof(account, random));
        };
    }

    private static NamespaceScope scope(RandomGenerator random) {
        return random.nextBoolean() ? new NamespaceScope.All() : new NamespaceScope.One(namespace(random));
    }

    static List<MessageHash> hashes(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(1, 4))
                .mapToObj(_ -> hash(random))
                .toList();
    }

    private static List<String> texts(RandomGenerator random) {
        return hashes(random).stream().map(MessageHash::text).toList();
    }

    static SubaccountToken token(RandomGenerator random) {
        return new SubaccountToken(Bytes.wrap(Seeds.bytes(random, SubaccountToken.BYTES)));
    }

    private static List<SubaccountToken> tokens(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(1, 4))
                .mapToObj(_ -> token(random))
                .toList();
    }

    private static TimedProof ownerProof(Account account, RandomGenerator random) {
        var proof = proof(account, random);
        return new TimedProof(time(random), new Proof(proof.signature(), proof.key(), Optional.empty()));
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
                        ? Optional.of(new Subaccount(token(random), signature(random)))
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
