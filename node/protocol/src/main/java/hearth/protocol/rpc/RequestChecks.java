package hearth.protocol.rpc;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import java.time.Duration;

/**
 * The checks of a node that need a clock but no store (network specification 3.2, 3.3, 3.6), in the order in which nodes
 * make them; before them comes only whether the account belongs to the node's swarm. Each throws what the node answers.
 */
public final class RequestChecks {

    public static final Duration TTL_MIN = Duration.ofSeconds(10);

    /** Where anyone may store. */
    public static final Duration TTL_MAX_PUBLIC = Duration.ofDays(14);

    public static final Duration TTL_MAX_PRIVATE = Duration.ofDays(30);

    /** How far a message may come from the future, or have expired already. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    /** How far the time of a signature may be from now. */
    public static final Duration SIGNATURE_TOLERANCE = Duration.ofSeconds(60);

    private RequestChecks() {}

    /** Checks times and proof of a store, also of one that another member of the swarm hands on. */
    public static void check(Store store, long nowMs) throws RequestException {
        var open = store.namespace().isPublicInbox();
        var ttlMax = open ? TTL_MAX_PUBLIC : TTL_MAX_PRIVATE;
        if (store.ttlMs() < TTL_MIN.toMillis() || store.ttlMs() > ttlMax.toMillis()) {
            throw new RequestException(Status.FORBIDDEN, "Provided expiry/TTL is not valid.");
        }
        if (store.timestampMs() > nowMs + CLOCK_TOLERANCE.toMillis()
                || store.expiryMs() < nowMs - CLOCK_TOLERANCE.toMillis()) {
            throw new RequestException(Status.NOT_ACCEPTABLE, "Timestamp error: check your clock");
        }
        if (open) {
            return;
        }
        var proof = store.proof()
                .orElseThrow(() -> new RequestException(
                        Status.UNAUTHORIZED,
                        "store: signature required to store to namespace "
                                + store.namespace().value()));
        requireNear(proof.timestampMs(), nowMs, "store signature timestamp too far from current time");
        var signed = SignedStrings.store(store.namespace(), proof.timestampMs());
        requireProof(store.account(), proof.proof(), signed, "store signature verification failed");
    }

    /** Checks the proof of a retrieve. One that is not needed must be right, too. */
    public static void check(Retrieve retrieve, long nowMs) throws RequestException {
        if (retrieve.proof().isEmpty()) {
            if (!isReadableByAnyone(retrieve.namespace())) {
                throw new RequestException(Status.UNAUTHORIZED, "retrieve: request signature required");
            }
            return;
        }
        var proof = retrieve.proof().get();
        requireNear(proof.timestampMs(), nowMs, "retrieve timestamp too far from current time");
        var signed = SignedStrings.retrieve(retrieve.namespace(), proof.timestampMs());
        requireProof(retrieve.account(), proof.proof(), signed, "retrieve signature verification failed");
    }

    /** Checks the proof of a wait, which is that of a retrieve. */
    public static void check(Wait wait, long nowMs) throws RequestException {
        check(wait.retrieve(), nowMs);
    }

    /** Says whether reading needs no proof. */
    public static boolean isReadableByAnyone(Namespace namespace) {
        return namespace.isPublicOutbox() || namespace.equals(LEGACY_GROUPS);
    }

    private static final Namespace LEGACY_GROUPS = new Namespace(-10);

    private static void requireNear(long timestampMs, long nowMs, String refusal) throws RequestException {
        var tolerance = SIGNATURE_TOLERANCE.toMillis();
        if (timestampMs < nowMs - tolerance || timestampMs > nowMs + tolerance) {
            throw new RequestException(Status.NOT_ACCEPTABLE, refusal);
        }
    }

    private static void requireProof(Account account, Proof proof, byte[] signed, String refusal)
            throws RequestException {
        if (!verifies(account, proof, signed)) {
            throw new RequestException(Status.UNAUTHORIZED, refusal);
        }
    }

    /** Says whether {@code proof} is one of the account's owner for {@code signed} (network specification 3.2). */
    static boolean verifies(Account account, Proof proof, byte[] signed) {
        if (proof.subaccount().isPresent()) {
            return SubaccountProofs.verifies();
        }
        try {
            return proof.signature().verifies(signer(account, proof), signed);
        } catch (FormatException foreignKey) {
            return false;
        }
    }

    /** A person's account is named by an X25519 key, which must be that of the signing key. */
    private static Ed25519PublicKey signer(Account account, Proof proof) throws FormatException {
        if (account.prefix() != Account.PREFIX_PERSON || proof.key().isEmpty()) {
            return Ed25519PublicKey.of(account.key());
        }
        var signer = proof.key().get();
        if (!signer.toX25519().equals(X25519PublicKey.of(account.key()))) {
            throw new FormatException("Signing key is not that of the account");
        }
        return signer;
    }
}
