package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.H0;
import static hearth.protocol.rpc.Samples.NOW_MS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.RequestChecks.Origin;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Times, proofs and rights of what owners and subaccounts ask, with the exact texts (network specification 3.6, 4). */
class OwnerChecksTest {

    private static final NamespaceScope ALL = new NamespaceScope.All();
    private static final NamespaceScope ZERO = new NamespaceScope.One(Namespace.DIRECT);
    private static final Namespace PRIVATE = new Namespace(11);
    private static final Namespace OUTBOX = new Namespace(-1);
    private static final Namespace UNREVOCABLE = new Namespace(-11);

    /** The group and the member of appendix A.4. */
    private static final Ed25519KeyPair GROUP_KEY = Ed25519KeyPair.fromSeed(seed(0xd4));

    private static final Ed25519KeyPair MEMBER_KEY = Ed25519KeyPair.fromSeed(seed(0xc3));
    private static final Account GROUP = group();

    private static final int READ = SubaccountToken.READ;
    private static final int WRITE = SubaccountToken.WRITE;
    private static final int DELETE = SubaccountToken.DELETE;

    private static byte[] seed(int value) {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    private static Account group() {
        try {
            return Account.of(ByteBuffer.allocate(33)
                    .put((byte) 3)
                    .put(GROUP_KEY.publicKey().bytes())
                    .array());
        } catch (FormatException impossible) {
            throw new AssertionError(impossible);
        }
    }

    // ---- times ----

    @Test
    void signedTimesAreWithinAMinuteAndForSomeMethodsAPeerHasTenSecondsMore() {
        within(Origin.CLIENT, 60_000, "delete_all timestamp too far from current time", OwnerChecksTest::deleteAll);
        within(Origin.PEER, 70_000, "delete_all timestamp too far from current time", OwnerChecksTest::deleteAll);
        for (var origin : Origin.values()) {
            within(origin, 60_000, "get_expiries timestamp too far from current time", OwnerChecksTest::getExpiries);
            within(origin, 60_000, "revoke_subaccount timestamp too far from current time", OwnerChecksTest::revoke);
            within(
                    origin,
                    60_000,
                    "unrevoke_subaccount timestamp too far from current time",
                    OwnerChecksTest::unrevoke);
            within(origin, 60_000, "revoked_subaccounts timestamp too far from current time", OwnerChecksTest::revoked);
        }
    }

    private static void within(Origin origin, long tolerance, String text, LongFunction<StorageRequest.ForAccount> at) {
        for (var good : new long[] {-tolerance, 0, tolerance}) {
            passes(at.apply(NOW_MS + good), origin);
        }
        for (var bad : new long[] {-tolerance - 1, tolerance + 1}) {
            refused(406, text, at.apply(NOW_MS + bad), origin);
        }
    }

    @Test
    void deleteBeforeTakesEveryPastAndAMinuteOfFuture() {
        var text = "delete_before timestamp too far in the future";

        for (var origin : Origin.values()) {
            passes(deleteBefore(1_000_000_000), origin);
            passes(deleteBefore(NOW_MS + 60_000), origin);
            refused(401, text, deleteBefore(NOW_MS + 60_001), origin);
        }
    }

    @Test
    void expireAllTakesEveryFutureAndAMinuteOfPast() {
        var text = "expire_all timestamp should be >= current time";

        passes(expireAll(NOW_MS - 60_000), Origin.CLIENT);
        passes(expireAll(Long.MAX_VALUE), Origin.CLIENT);
        refused(406, text, expireAll(NOW_MS - 60_001), Origin.CLIENT);
        passes(expireAll(NOW_MS - 70_000), Origin.PEER);
        refused(406, text, expireAll(NOW_MS - 70_001), Origin.PEER);
    }

    @Test
    void everyExpiryOfAnExpireIsAtMostAMinutePast() {
        var text = "expire: timestamp should be >= current time";

        passes(expire(NOW_MS - 60_000), Origin.CLIENT);
        refused(401, text, expire(NOW_MS - 60_001), Origin.CLIENT);
        refused(401, text, expire(NOW_MS, NOW_MS - 60_001), Origin.CLIENT);
        refused(401, text, expire(NOW_MS - 60_001), Origin.PEER);
    }

    @Test
    void everyMethodRefusesAWrongProofInItsOwnWords() {
        var wrong = Samples.proof(new byte[] {1});
        var timed = new TimedProof(NOW_MS, wrong);

        refused(401, "delete_msgs signature verification failed", new Delete(ACCOUNT, List.of(H0), false, wrong));
        refused(401, "delete_all signature verification failed", new DeleteAll(ACCOUNT, ALL, timed));
        refused(401, "delete_before signature verification failed", new DeleteBefore(ACCOUNT, ALL, NOW_MS, wrong));
        refused(401, "expire_all signature verification failed", new ExpireAll(ACCOUNT, ALL, NOW_MS, wrong));
        refused(
                401,
                "expire: signature verification failed",
                new Expire(ACCOUNT, List.of(H0), List.of(NOW_MS), ExpireMode.SET, wrong));
        refused(401, "get_expiries signature verification failed", new GetExpiries(ACCOUNT, List.of(H0.text()), timed));
        refused(401, "revoke_subaccount signature verification failed", new RevokeSubaccount(ACCOUNT, tokens(), timed));
        refused(
                401,
                "unrevoke_subaccount signature verification failed",
                new UnrevokeSubaccount(ACCOUNT, tokens(), timed));
        refused(401, "revoked_subaccounts signature verification failed", new RevokedSubaccounts(ACCOUNT, timed));
    }

    private static DeleteAll deleteAll(long timestampMs) {
        var proof = Samples.proof(SignedStrings.deleteAll(ALL, timestampMs));
        return new DeleteAll(ACCOUNT, ALL, new TimedProof(timestampMs, proof));
    }

    private static DeleteBefore deleteBefore(long beforeMs) {
        return new DeleteBefore(ACCOUNT, ZERO, beforeMs, Samples.proof(SignedStrings.deleteBefore(ZERO, beforeMs)));
    }

    private static ExpireAll expireAll(long expiryMs) {
        return new ExpireAll(ACCOUNT, ZERO, expiryMs, Samples.proof(SignedStrings.expireAll(ZERO, expiryMs)));
    }

    private static Expire expire(Long... expiries) {
        var hashes = Collections.nCopies(expiries.length, H0);
        var proof = Samples.proof(SignedStrings.expire(ExpireMode.SET, List.of(expiries), hashes));
        return new Expire(ACCOUNT, hashes, List.of(expiries), ExpireMode.SET, proof);
    }

    private static GetExpiries getExpiries(long timestampMs) {
        var hashes = List.of(H0.text());
        var proof = Samples.proof(SignedStrings.getExpiries(timestampMs, hashes));
        return new GetExpiries(ACCOUNT, hashes, new TimedProof(timestampMs, proof));
    }

    private static List<SubaccountToken> tokens() {
        return List.of(SubaccountToken.of(3, READ, MEMBER_KEY.publicKey()));
    }

    private static RevokeSubaccount revoke(long timestampMs) {
        var proof = Samples.proof(SignedStrings.revokeSubaccount(timestampMs, tokens()));
        return new RevokeSubaccount(ACCOUNT, tokens(), new TimedProof(timestampMs, proof));
    }

    private static UnrevokeSubaccount unrevoke(long timestampMs) {
        var proof = Samples.proof(SignedStrings.unrevokeSubaccount(timestampMs, tokens()));
        return new UnrevokeSubaccount(ACCOUNT, tokens(), new TimedProof(timestampMs, proof));
    }

    private static RevokedSubaccounts revoked(long timestampMs) {
        var proof = Samples.proof(SignedStrings.revokedSubaccounts(timestampMs));
        return new RevokedSubaccounts(ACCOUNT, new TimedProof(timestampMs, proof));
    }

    // ---- subaccounts ----

    @Test
    void theVectorsOfTheSpecificationAreGoodProofs() throws Exception {
        var subaccountSigs = List.of(
                "yFtl4Hyo7uT9O+TvBnvrZ5a5zWkEESQjl+FMNS7QnqGRvkYyf9m3lg3nE932hoZ+1iJPoIB1RnPC/1srMx+nAQ==",
                "xEoMlQp3s6VmhX+Z2THYPHTWzSraH5MoT7LB2SRtc5IgMP7U/VaqwgZJTG+LCOWP+7JYqneKn4EjQKyzK24SAQ==",
                "UmGLE90g4wKPV7gFjqqi8SeWwx/R4FHUh6BhTwSxRwtufhY/1opBImoOGjl+9eXeReEFPuMgPYxHfaWkK2VSBg==");
        var keys = List.of(
                "bc44565aedbb899150e5b0b3b32b9441bf0cb7884c33130da8dbc27dd2cf",
                "5ab14dcb08ee7e9c414c3b2a11f6a2574873286376d95ff8b7acc6fb5cbc15ff",
                "41577625f0c64d44217fb44ab613d2718241bc78b26df74f934f36703c5925f7");
        var signatures = List.of(
                "RRGHyIJSfZW75+Y3cjkbB7+H0EA6575xa64sTcJKS7s3aSopnKiRQ0IniD4YYvC2QBHXg4hviD1NWrY5R8S0BA==",
                "xSschJsqRBIEU3Eau+YlUq7LR9E1zPqbnT3ilagSsqFi2Poj8Y3Z2e0xNVI709G60Hs+yntmYlYH5a3nTlESCA==",
                "DtBRPQDmL/1QG4tBMew6OChvmY6FYRx5ZNGXD2S67bh/KftTU/smbdEXn7ybsX5cZbOp/JhqjwLuvY83Mh3UBw==");
        for (var i = 0; i < keys.size(); i++) {
            var token = "03030000" + (i == 0 ? "d404" : "") + keys.get(i);
            var json = "{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + GROUP.hex()
                    + "\",\"namespace\":11,\"timestamp\":1700000000000,\"subaccount\":\"" + token
                    + "\",\"subaccount_sig\":\"" + subaccountSigs.get(i) + "\",\"signature\":\"" + signatures.get(i)
                    + "\"}}";
            var request = RequestParser.parse(json.getBytes(StandardCharsets.US_ASCII));

            passes((StorageRequest.ForAccount) request, Origin.CLIENT);
        }
        assertEquals("03ed3234b276d4ceda57d59bad14fbaf5a773c0f318c999de3a60d53c5a5b34c05", GROUP.hex());
    }

    @Test
    void aTokenIsReadInBothTextFormsOfTheExample() throws Exception {
        var token = "03030000d404bc44565aedbb899150e5b0b3b32b9441bf0cb7884c33130da8dbc27dd2cf";
        var base64 = "AwMAANQEvERWWu27iZFQ5bCzsyuUQb8Mt4hMMxMNqNvCfdLP";
        for (var text : List.of(token, token.toUpperCase(Locale.ROOT), base64)) {
            var json = "{\"method\":\"revoke_subaccount\",\"params\":{\"pubkey\":\"" + GROUP.hex()
                    + "\",\"timestamp\":1700000000000,\"signature\":\"" + "A".repeat(86) + "\",\"revoke\":\"" + text
                    + "\"}}";

            var request = (RevokeSubaccount) RequestParser.parse(json.getBytes(StandardCharsets.US_ASCII));

            assertEquals(token, request.tokens().getFirst().bytes().hex());
        }
    }

    @Test
    void eachRightGivesWhatTheTableSaysAndNothingElse() {
        allowed(READ, retrieveBy(PRIVATE));
        allowed(READ, proof -> new GetExpiries(GROUP, List.of(H0.text()), timed(proof)));
        allowed(WRITE, storeBy(PRIVATE));
        allowed(WRITE, storeBy(UNREVOCABLE));
        allowed(WRITE | DELETE, storeBy(OUTBOX));
        allowed(WRITE, expireBy(ExpireMode.EXTEND));
        allowed(WRITE, expireBy(ExpireMode.SET));
        allowed(DELETE, proof -> new Delete(GROUP, List.of(H0), false, proof));
        allowed(DELETE, proof -> new DeleteAll(GROUP, ALL, timed(proof)));
        allowed(DELETE, proof -> new DeleteBefore(GROUP, ALL, NOW_MS, proof));
        allowed(DELETE, proof -> new ExpireAll(GROUP, ALL, NOW_MS, proof));
    }

    /** With exactly {@code flags} it passes; without any one of them it does not. */
    private static void allowed(int flags, Function<Proof, StorageRequest.ForAccount> request) {
        for (var token = 0; token < 8; token++) {
            var asked = request.apply(by(token, signed(request)));
            if ((token & flags) == flags) {
                passes(asked, Origin.CLIENT);
            } else {
                assertEquals(401, refusal(asked, Origin.CLIENT).status());
            }
        }
    }

    @Test
    void withoutLeaveToDeleteAnExpireMayNotShortenAndOtherwiseOnlyExtends() {
        var writer = expireBy(ExpireMode.SHORTEN).apply(by(WRITE, signed(expireBy(ExpireMode.SHORTEN))));
        var deleter = expireBy(ExpireMode.SHORTEN).apply(by(WRITE | DELETE, signed(expireBy(ExpireMode.SHORTEN))));

        refused(
                400,
                "expire: shorten parameter cannot be used with this subaccount token (missing delete access)",
                writer);
        passes(deleter, Origin.CLIENT);
        assertEquals(ExpireMode.EXTEND, ((Expire) expireBy(ExpireMode.SET).apply(by(WRITE, new byte[0]))).applied());
        assertEquals(
                ExpireMode.SET, ((Expire) expireBy(ExpireMode.SET).apply(by(WRITE | DELETE, new byte[0]))).applied());
    }

    @Test
    void aTokenIsForOnePrefixUnlessItIsForAll() {
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var foreign = SubaccountToken.of(5, READ, MEMBER_KEY.publicKey());
        var any = SubaccountToken.of(5, READ | SubaccountToken.ANY_PREFIX, MEMBER_KEY.publicKey());

        refused(
                401,
                "retrieve signature verification failed",
                retrieveBy(PRIVATE).apply(by(foreign, GROUP_KEY, signed)));
        passes(retrieveBy(PRIVATE).apply(by(any, GROUP_KEY, signed)), Origin.CLIENT);
    }

    @Test
    void aTokenThatTheOwnerDidNotSignIsWorthNothing() {
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var token = SubaccountToken.of(3, READ, MEMBER_KEY.publicKey());

        refused(
                401,
                "retrieve signature verification failed",
                retrieveBy(PRIVATE).apply(by(token, MEMBER_KEY, signed)));
        refused(
                401,
                "retrieve signature verification failed",
                retrieveBy(PRIVATE)
                        .apply(new Proof(
                                Signature.of(GROUP_KEY.sign(signed)),
                                Optional.empty(),
                                Optional.of(new Subaccount(token, owner(GROUP_KEY, token))))));
    }

    @Test
    void aRevokedSubaccountReadsOnlyWhatIsUnrevocable() {
        var checks = new RequestChecks((_, _) -> true);
        var read = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var readNotice = SignedStrings.retrieve(UNREVOCABLE, NOW_MS);

        assertThrows(
                RequestException.class,
                () -> checks.check(retrieveBy(PRIVATE).apply(by(7, read)), NOW_MS, Origin.CLIENT));
        assertThrows(
                RequestException.class,
                () -> checks.check(
                        storeBy(UNREVOCABLE).apply(by(7, SignedStrings.store(UNREVOCABLE, NOW_MS))),
                        NOW_MS,
                        Origin.CLIENT));
        assertDoesNotThrow(() -> checks.check(retrieveBy(UNREVOCABLE).apply(by(7, readNotice)), NOW_MS, Origin.CLIENT));
    }

    @Test
    void theSubaccountOfAPersonIsSignedWithTheKeyBehindTheAccount() {
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var token = SubaccountToken.of(5, READ, MEMBER_KEY.publicKey());
        var own = Samples.USER.signing();
        var proof = new Proof(
                Signature.of(MEMBER_KEY.sign(signed)),
                Optional.of(own.publicKey()),
                Optional.of(new Subaccount(token, owner(own, token))));

        passes(
                new Retrieve(
                        ACCOUNT,
                        PRIVATE,
                        Optional.empty(),
                        RetrieveLimit.DEFAULT,
                        Optional.of(new TimedProof(NOW_MS, proof))),
                Origin.CLIENT);
    }

    private static Function<Proof, StorageRequest.ForAccount> retrieveBy(Namespace namespace) {
        return proof ->
                new Retrieve(GROUP, namespace, Optional.empty(), RetrieveLimit.DEFAULT, Optional.of(timed(proof)));
    }

    private static Function<Proof, StorageRequest.ForAccount> storeBy(Namespace namespace) {
        return proof -> new Store(GROUP, namespace, NOW_MS, NOW_MS + 60_000, Bytes.EMPTY, Optional.of(timed(proof)));
    }

    private static Function<Proof, StorageRequest.ForAccount> expireBy(ExpireMode mode) {
        return proof -> new Expire(GROUP, List.of(H0), List.of(NOW_MS), mode, proof);
    }

    private static TimedProof timed(Proof proof) {
        return new TimedProof(NOW_MS, proof);
    }

    /** What the request that {@code request} makes has to sign. */
    private static byte[] signed(Function<Proof, StorageRequest.ForAccount> request) {
        return switch (request.apply(by(0, new byte[0]))) {
            case Store store -> SignedStrings.store(store.namespace(), NOW_MS);
            case Retrieve retrieve -> SignedStrings.retrieve(retrieve.namespace(), NOW_MS);
            case Delete delete -> delete.signed();
            case DeleteAll all -> all.signed();
            case DeleteBefore before -> before.signed();
            case ExpireAll all -> all.signed();
            case Expire expire -> expire.signed();
            case GetExpiries get -> get.signed();
            case StorageRequest.ForAccount other -> throw new AssertionError(other.method());
        };
    }

    private static Proof by(int flags, byte[] signed) {
        return by(SubaccountToken.of(3, flags, MEMBER_KEY.publicKey()), GROUP_KEY, signed);
    }

    private static Proof by(SubaccountToken token, Ed25519KeyPair owner, byte[] signed) {
        return new Proof(
                Signature.of(MEMBER_KEY.sign(signed)),
                Optional.empty(),
                Optional.of(new Subaccount(token, owner(owner, token))));
    }

    private static Signature owner(Ed25519KeyPair owner, SubaccountToken token) {
        return Signature.of(owner.sign(token.bytes().toArray()));
    }

    // ---- subscriptions ----

    @Test
    void theSubscriptionOfTheSpecificationIsSignedAsItSays() throws Exception {
        var namespaces = List.of(new Namespace(-10), Namespace.DIRECT, new Namespace(5));
        var signed = SignedStrings.monitor(ACCOUNT, NOW_MS / 1_000, true, namespaces);
        var request = new MonitorRequest(ACCOUNT, namespaces, true, NOW_MS / 1_000, Samples.proof(signed));

        var read = MonitorRequest.read(request.toBt());

        assertEquals(
                "98d09ee2203bab88b0f61b6fa0f9a460dba3c9c160a0ef73f43149dd19e5b7b8"
                        + "b9a1f8d37189f29879b08f5cbd60aa0d2714fbbda346858d9478db76da6b9807",
                request.proof().signature().bytes().hex());
        assertEquals(request, read);
        read.check(NOW_MS);
    }

    @Test
    void aSubscriptionIsGoodForTwoWeeksAndADayAhead() throws Exception {
        var request = subscription(NOW_MS / 1_000);
        var day = 86_400_000L;

        request.check(NOW_MS + 14 * day);
        request.check(NOW_MS - day);
        for (var late : new long[] {NOW_MS + 14 * day + 1_000, NOW_MS - day - 1_000}) {
            var refusal = assertThrows(MonitorException.class, () -> request.check(late));
            assertEquals(MonitorException.Code.BAD_TIMESTAMP, refusal.code());
        }
        var forged =
                new MonitorRequest(ACCOUNT, request.namespaces(), true, request.timestampSeconds(), request.proof());
        assertEquals(
                MonitorException.Code.BAD_SIGNATURE,
                assertThrows(MonitorException.class, () -> forged.check(NOW_MS)).code());
    }

    private static MonitorRequest subscription(long timestampSeconds) {
        var namespaces = List.of(Namespace.DIRECT);
        var proof = Samples.proof(SignedStrings.monitor(ACCOUNT, timestampSeconds, false, namespaces));
        return new MonitorRequest(ACCOUNT, namespaces, false, timestampSeconds, proof);
    }

    // ----

    private static void passes(StorageRequest.ForAccount request, Origin origin) {
        assertDoesNotThrow(() -> new RequestChecks(RequestChecks.Revocations.NONE).check(request, NOW_MS, origin));
    }

    private static RequestException refusal(StorageRequest.ForAccount request, Origin origin) {
        return assertThrows(
                RequestException.class,
                () -> new RequestChecks(RequestChecks.Revocations.NONE).check(request, NOW_MS, origin));
    }

    private static void refused(int status, String text, StorageRequest.ForAccount request) {
        refused(status, text, request, Origin.CLIENT);
    }

    private static void refused(int status, String text, StorageRequest.ForAccount request, Origin origin) {
        var refusal = refusal(request, origin);
        assertEquals(text, refusal.text());
        assertEquals(status, refusal.status());
    }
}
