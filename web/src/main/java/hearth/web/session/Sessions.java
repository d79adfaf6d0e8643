package hearth.web.session;

import hearth.web.household.MemberDoor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The browsers in which somebody is signed in. They live in memory only: a box that restarts has forgotten the
 * passwords that open its doors, so everybody signs in again. Tokens are kept as hashes.
 */
public final class Sessions implements AutoCloseable {

    private final Clock clock;
    private final SecureRandom random;
    private final SessionLimits limits;
    /** By hash of the token; guarded by this. */
    private final Map<String, Session> byHash = new HashMap<>();

    public Sessions(Clock clock, SecureRandom random, SessionLimits limits) {
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    /** A token nobody knows yet, for a browser that has none. */
    public SessionToken newToken() {
        return SessionToken.generate(random);
    }

    /** Signs a member in under a fresh token. A session too many ends the one unused the longest. */
    public SessionToken begin(MemberDoor door) {
        var token = newToken();
        var now = clock.instant();
        var ended = new ArrayList<Session>();
        synchronized (this) {
            ended.addAll(removeExpired(now));
            var member = door.member().id();
            removeOldest(session -> session.door().member().id().equals(member), limits.perMember())
                    .ifPresent(ended::add);
            removeOldest(_ -> true, limits.total()).ifPresent(ended::add);
            byHash.put(hash(token), new Session(door, clock, now, limits.livePerOne()));
        }
        ended.forEach(Session::end);
        return token;
    }

    /** The session of this token, now used again; empty when there is none or its time is over. */
    public Optional<Session> find(SessionToken token) {
        var now = clock.instant();
        List<Session> ended;
        Optional<Session> found;
        synchronized (this) {
            ended = removeExpired(now);
            found = Optional.ofNullable(byHash.get(hash(token)));
        }
        ended.forEach(Session::end);
        found.ifPresent(session -> session.use(now));
        return found;
    }

    /** Signs out. Unknown tokens are passed over. */
    public void end(SessionToken token) {
        Optional<Session> ended;
        synchronized (this) {
            ended = Optional.ofNullable(byHash.remove(hash(token)));
        }
        ended.ifPresent(Session::end);
    }

    /** Signs a member out of every browser but one. */
    public void endOthers(String memberId, SessionToken staying) {
        List<Session> ended;
        synchronized (this) {
            var kept = hash(staying);
            ended = byHash.entrySet().stream()
                    .filter(it -> !it.getKey().equals(kept)
                            && it.getValue().door().member().id().equals(memberId))
                    .map(Map.Entry::getValue)
                    .toList();
            byHash.values().removeAll(ended);
        }
        ended.forEach(Session::end);
    }

    /** How many browsers are signed in. */
    public synchronized int count() {
        return byHash.size();
    }

    /** Ends every session. */
    @Override
    public void close() {
        List<Session> ended;
        synchronized (this) {
            ended = List.copyOf(byHash.values());
            byHash.clear();
        }
        ended.forEach(Session::end);
    }

    private List<Session> removeExpired(Instant now) {
        var expired = new ArrayList<Session>();
        byHash.values().removeIf(session -> {
            var over = !now.isBefore(session.used().plus(limits.idle()))
                    || !now.isBefore(session.began().plus(limits.age()));
            if (over) {
                expired.add(session);
            }
            return over;
        });
        return expired;
    }

    private Optional<Session> removeOldest(Predicate<Session> among, int max) {
        var candidates = byHash.entrySet().stream()
                .filter(entry -> among.test(entry.getValue()))
                .toList();
        if (candidates.size() < max) {
            return Optional.empty();
        }
        var oldest = candidates.stream()
                .min(Comparator.comparing(entry -> entry.getValue().used()));
        return oldest.map(entry -> {
            byHash.remove(entry.getKey());
            return entry.getValue();
        });
    }

    private static String hash(SessionToken token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.text().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
