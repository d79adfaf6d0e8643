package hearth.protocol.rpc;

import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import java.time.Duration;

/**
 * The checks of a node that need a clock (network specification 3.2, 3.3, 3.6), in the order in which nodes make them; before
 * them comes only whether the account belongs to the node's swarm. Each throws what the node answers. Safe for use by many
 * threads.
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

    /** The same for some requests that another member of the swarm hands on, since that takes time. */
    public static final Duration FORWARDED_TOLERANCE = Duration.ofSeconds(70);

    private static final Namespace LEGACY_GROUPS = new Namespace(-10);

    /** Who sent a request to this node. */
    public enum Origin {
        CLIENT,
        /** Another member of the swarm, which got it from a client. */
        PEER
    }

    /** Which subaccounts the owner of an account took back. Called by many threads; may fail as its store does. */
    public interface Revocations {

        /** None. */
        Revocations NONE = (_, _) -> false;

        boolean isRevoked(Account account, SubaccountToken token);
    }

    private final Revocations revocations;
    private final ProofChecks proofs = new ProofChecks();

    public RequestChecks(Revocations revocations) {
        this.revocations = revocations;
    }

    /** Checks times and proof of {@code request}. */
    public void check(StorageRequest.ForAccount request, long nowMs, Origin origin) throws RequestException {
        switch (request) {
            case Store store -> store(store, nowMs);
            case Retrieve retrieve -> retrieve(retrieve, nowMs);
            case Wait wait -> retrieve(wait.retrieve(), nowMs);
            case Delete delete ->
                require(delete, delete.proof(), SubaccountToken.DELETE, delete.signed(), "delete_msgs signature");
            case DeleteAll all -> {
                requireNear(
                        all.timestampMs(), nowMs, tolerance(origin), "delete_all timestamp too far from current time");
                require(all, all.proof().proof(), SubaccountToken.DELETE, all.signed(), "delete_all signature");
            }
            case DeleteBefore before -> {
                if (before.beforeMs() > nowMs + SIGNATURE_TOLERANCE.toMillis()) {
                    throw refused("delete_before timestamp too far in the future");
                }
                require(before, before.proof(), SubaccountToken.DELETE, before.signed(), "delete_before signature");
            }
            case ExpireAll all -> {
                if (all.expiryMs() < nowMs - tolerance(origin).toMillis()) {
                    throw new RequestException(Status.NOT_ACCEPTABLE, "expire_all timestamp should be >= current time");
                }
                require(all, all.proof(), SubaccountToken.DELETE, all.signed(), "expire_all signature");
            }
            case Expire expire -> expire(expire, nowMs);
            case GetExpiries get -> {
                near(get.proof(), nowMs, "get_expiries");
                require(get, get.proof().proof(), SubaccountToken.READ, get.signed(), "get_expiries signature");
            }
            case RevokeSubaccount revoke -> owner(revoke, revoke.proof(), nowMs, revoke.signed());
            case UnrevokeSubaccount unrevoke -> owner(unrevoke, unrevoke.proof(), nowMs, unrevoke.signed());
            case RevokedSubaccounts list -> owner(list, list.proof(), nowMs, list.signed());
        }
    }

    private void store(Store store, long nowMs) throws RequestException {
        var namespace = store.namespace();
        var open = namespace.isPublicInbox();
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
                .orElseThrow(() -> refused("store: signature required to store to namespace " + namespace.value()));
        requireNear(
                proof.timestampMs(), nowMs, SIGNATURE_TOLERANCE, "store signature timestamp too far from current time");
        var flags = SubaccountToken.WRITE | (namespace.isPublicOutbox() ? SubaccountToken.DELETE : 0);
        require(store, proof.proof(), flags, SignedStrings.store(namespace, proof.timestampMs()), "store signature");
    }

    /** A proof that is not needed must be right, too. */
    private void retrieve(Retrieve retrieve, long nowMs) throws RequestException {
        if (retrieve.proof().isEmpty()) {
            if (!isReadableByAnyone(retrieve.namespace())) {
                throw refused("retrieve: request signature required");
            }
            return;
        }
        var proof = retrieve.proof().get();
        near(proof, nowMs, "retrieve");
        var signed = SignedStrings.retrieve(retrieve.namespace(), proof.timestampMs());
        var revoked = retrieve.namespace().isUnrevocable() ? Revocations.NONE : revocations;
        if (!proofs.verifies(retrieve.account(), proof.proof(), SubaccountToken.READ, revoked, signed)) {
            throw refused("retrieve signature verification failed");
        }
    }

    private void expire(Expire expire, long nowMs) throws RequestException {
        var earliest = nowMs - SIGNATURE_TOLERANCE.toMillis();
        if (expire.expiriesMs().stream().anyMatch(expiry -> expiry < earliest)) {
            throw refused("expire: timestamp should be >= current time");
        }
        require(expire, expire.proof(), SubaccountToken.WRITE, expire.signed(), "expire: signature");
        if (expire.mode() == SignedStrings.ExpireMode.SHORTEN && !expire.mayShorten()) {
            throw new RequestException(
                    Status.BAD_REQUEST,
                    "expire: shorten parameter cannot be used with this subaccount token (missing delete access)");
        }
    }

    /** What only the owner may do. Nothing is forgiven to a peer here. */
    private void owner(StorageRequest.ForAccount request, TimedProof proof, long nowMs, byte[] signed)
            throws RequestException {
        near(proof, nowMs, request.method());
        require(request, proof.proof(), 0, signed, request.method() + " signature");
    }

    /** Says whether reading needs no proof. */
    public static boolean isReadableByAnyone(Namespace namespace) {
        return namespace.isPublicOutbox() || namespace.equals(LEGACY_GROUPS);
    }

    private static Duration tolerance(Origin origin) {
        return switch (origin) {
            case CLIENT -> SIGNATURE_TOLERANCE;
            case PEER -> FORWARDED_TOLERANCE;
        };
    }

    private static void near(TimedProof proof, long nowMs, String method) throws RequestException {
        requireNear(proof.timestampMs(), nowMs, SIGNATURE_TOLERANCE, method + " timestamp too far from current time");
    }

    private static void requireNear(long timestampMs, long nowMs, Duration tolerance, String refusal)
            throws RequestException {
        if (timestampMs < nowMs - tolerance.toMillis() || timestampMs > nowMs + tolerance.toMillis()) {
            throw new RequestException(Status.NOT_ACCEPTABLE, refusal);
        }
    }

    private void require(StorageRequest.ForAccount request, Proof proof, int flags, byte[] signed, String what)
            throws RequestException {
        if (!proofs.verifies(request.account(), proof, flags, revocations, signed)) {
            throw refused(what + " verification failed");
        }
    }

    private static RequestException refused(String text) {
        return new RequestException(Status.UNAUTHORIZED, text);
    }
}
