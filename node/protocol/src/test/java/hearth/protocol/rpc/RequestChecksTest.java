package hearth.protocol.rpc;

import static hearth.protocol.rpc.Samples.ACCOUNT;
import static hearth.protocol.rpc.Samples.NOW_MS;
import static hearth.protocol.rpc.Samples.USER;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RequestChecksTest {

    private static final long DAY_MS = 86_400_000;
    private static final Namespace PRIVATE = new Namespace(2);
    private static final Namespace PUBLIC_OUTBOX = new Namespace(-1);
    private static final Namespace LEGACY_GROUPS = new Namespace(-10);

    // ---- store ----

    @Test
    void aPublicInboxKeepsMessagesFromTenSecondsToFourteenDays() {
        passes(() -> store(Namespace.DIRECT, 10_000));
        passes(() -> store(Namespace.DIRECT, 14 * DAY_MS));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(Namespace.DIRECT, 9_999));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(Namespace.DIRECT, 14 * DAY_MS + 1));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(LEGACY_GROUPS, 14 * DAY_MS + 1));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(Namespace.DIRECT, -1));
    }

    @Test
    void otherNamespacesKeepMessagesUpToThirtyDays() {
        passes(() -> store(PRIVATE, 30 * DAY_MS));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(PRIVATE, 30 * DAY_MS + 1));
        refused(403, "Provided expiry/TTL is not valid.", () -> store(PRIVATE, 9_999));
    }

    @Test
    void messagesMayComeTenSecondsFromTheFutureOrHaveExpiredTenSecondsAgo() {
        var text = "Timestamp error: check your clock";

        passes(() -> storeAt(NOW_MS + 10_000, 60_000));
        refused(406, text, () -> storeAt(NOW_MS + 10_001, 60_000));
        passes(() -> storeAt(NOW_MS - 70_000, 60_000));
        refused(406, text, () -> storeAt(NOW_MS - 70_001, 60_000));
    }

    @Test
    void lifetimeIsCheckedBeforeTheClockAndTheClockBeforeTheProof() {
        refused(403, "Provided expiry/TTL is not valid.", () -> storeAt(NOW_MS + DAY_MS, 1));
        refused(406, "Timestamp error: check your clock", () -> check(unsigned(PRIVATE, NOW_MS + DAY_MS), NOW_MS));
    }

    @Test
    void aPublicInboxTakesMessagesWithoutProofAndLooksAtNone() {
        passes(() -> check(unsigned(Namespace.DIRECT, NOW_MS), NOW_MS));
        passes(() -> check(withProof(Namespace.DIRECT, NOW_MS - DAY_MS, wrong()), NOW_MS));
    }

    @Test
    void otherNamespacesNeedAProof() {
        refused(
                401,
                "store: signature required to store to namespace 2",
                () -> check(unsigned(PRIVATE, NOW_MS), NOW_MS));
        refused(
                401,
                "store: signature required to store to namespace -1",
                () -> check(unsigned(PUBLIC_OUTBOX, NOW_MS), NOW_MS));
        refused(401, "store signature verification failed", () -> check(withProof(PRIVATE, NOW_MS, wrong()), NOW_MS));
    }

    @Test
    void theSignedTimeOfAStoreIsWithinAMinute() {
        var text = "store signature timestamp too far from current time";

        for (var good : new long[] {-60_000, 0, 60_000}) {
            passes(() -> check(Samples.store(PRIVATE, NOW_MS, 60_000, NOW_MS + good), NOW_MS));
        }
        for (var bad : new long[] {-60_001, 60_001}) {
            refused(406, text, () -> check(Samples.store(PRIVATE, NOW_MS, 60_000, NOW_MS + bad), NOW_MS));
        }
    }

    @Test
    void theSignatureIsForThatNamespace() {
        var elsewhere = Samples.store(new Namespace(3), NOW_MS, 60_000, NOW_MS).proof();
        var moved = new Store(ACCOUNT, PRIVATE, NOW_MS, NOW_MS + 60_000, Bytes.EMPTY, elsewhere);

        refused(401, "store signature verification failed", () -> check(moved, NOW_MS));
    }

    private static void store(Namespace namespace, long ttlMs) throws RequestException {
        check(Samples.store(namespace, NOW_MS, ttlMs, NOW_MS), NOW_MS);
    }

    private static void storeAt(long timestampMs, long ttlMs) throws RequestException {
        check(Samples.store(Namespace.DIRECT, timestampMs, ttlMs, NOW_MS), NOW_MS);
    }

    private static Store unsigned(Namespace namespace, long timestampMs) {
        return new Store(ACCOUNT, namespace, timestampMs, timestampMs + 60_000, Bytes.EMPTY, Optional.empty());
    }

    private static Store withProof(Namespace namespace, long timestampMs, Proof proof) {
        var timed = Optional.of(new TimedProof(timestampMs, proof));
        return new Store(ACCOUNT, namespace, NOW_MS, NOW_MS + 60_000, Bytes.EMPTY, timed);
    }

    // ---- retrieve ----

    @Test
    void onlyOutboxesAndLegacyGroupsAreReadWithoutProof() {
        for (var open : new int[] {-1, -21, -41, -10}) {
            passes(() -> check(Samples.unsigned(new Namespace(open)), NOW_MS));
        }
        for (var closed : new int[] {0, 2, 11, 1, -11, -20, -30, 10}) {
            refused(
                    401,
                    "retrieve: request signature required",
                    () -> check(Samples.unsigned(new Namespace(closed)), NOW_MS));
        }
    }

    @Test
    void theSignedTimeOfARetrieveIsWithinAMinute() {
        for (var good : new long[] {-60_000, 0, 60_000}) {
            passes(() -> check(Samples.retrieve(PRIVATE, NOW_MS + good), NOW_MS));
        }
        for (var bad : new long[] {-60_001, 60_001}) {
            refused(
                    406,
                    "retrieve timestamp too far from current time",
                    () -> check(Samples.retrieve(PRIVATE, NOW_MS + bad), NOW_MS));
        }
    }

    @Test
    void aProofThatIsNotNeededMustBeRightToo() {
        refused(
                401,
                "retrieve signature verification failed",
                () -> check(retrieve(ACCOUNT, LEGACY_GROUPS, wrong()), NOW_MS));
        refused(
                406,
                "retrieve timestamp too far from current time",
                () -> check(Samples.retrieve(LEGACY_GROUPS, 0), NOW_MS));
    }

    @Test
    void aWaitIsCheckedLikeARetrieve() {
        passes(() -> check(new Wait(Samples.retrieve(PRIVATE, NOW_MS), Duration.ofSeconds(1)), NOW_MS));
        refused(
                401,
                "retrieve: request signature required",
                () -> check(new Wait(Samples.unsigned(PRIVATE), Duration.ZERO), NOW_MS));
    }

    // ---- who signs ----

    @Test
    void aPersonsKeyMustBelongToTheAccount() {
        var stranger = AccountKeys.generate(new SecureRandom());
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var foreign = Proof.ofPerson(
                stranger.signing().publicKey(), stranger.signing().sign(signed));

        refused(
                401,
                "retrieve signature verification failed",
                () -> check(retrieve(ACCOUNT, PRIVATE, foreign), NOW_MS));
        passes(() -> check(retrieve(stranger.id().account(), PRIVATE, foreign), NOW_MS));
    }

    @Test
    void aPersonsAccountWithoutSigningKeyIsNeverProven() {
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var keyless = new Proof(Signature.of(USER.signing().sign(signed)), Optional.empty(), Optional.empty());

        refused(
                401,
                "retrieve signature verification failed",
                () -> check(retrieve(ACCOUNT, PRIVATE, keyless), NOW_MS));
    }

    @Test
    void aGroupsAccountIsItsSigningKey() throws Exception {
        var group = Ed25519KeyPair.generate(new SecureRandom());
        var account = Account.parse("03" + group.publicKey().hex());
        var signed = SignedStrings.retrieve(PRIVATE, NOW_MS);
        var proof = new Proof(Signature.of(group.sign(signed)), Optional.empty(), Optional.empty());

        passes(() -> check(retrieve(account, PRIVATE, proof), NOW_MS));
    }

    private static void check(StorageRequest.ForAccount request, long nowMs) throws RequestException {
        new RequestChecks(RequestChecks.Revocations.NONE).check(request, nowMs, RequestChecks.Origin.CLIENT);
    }

    private static Retrieve retrieve(Account account, Namespace namespace, Proof proof) {
        var timed = Optional.of(new TimedProof(NOW_MS, proof));
        return new Retrieve(account, namespace, Optional.empty(), RetrieveLimit.DEFAULT, timed);
    }

    private static Proof wrong() {
        return Samples.proof(new byte[] {1});
    }

    private static void passes(Executable check) {
        assertDoesNotThrow(check);
    }

    private static void refused(int status, String text, Executable check) {
        var refusal = assertThrows(RequestException.class, check);
        assertEquals(text, refusal.text());
        assertEquals(status, refusal.status());
    }
}
