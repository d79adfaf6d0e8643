package hearth.service.peer;

import java.util.HashSet;
import java.util.Set;

/**
 * Remembers the requests of the recent past, so that none is taken twice. Two generations: what is asked about always lies in
 * the younger or the older one. When too many come, new ones are refused rather than old ones forgotten.
 */
final class SeenNonces {

    private final long generationMs;
    private final int generationMax;

    // All guarded by this.
    private Set<Long> younger = new HashSet<>();
    private Set<Long> older = new HashSet<>();
    private long youngerSinceMs = Long.MIN_VALUE;

    /**
     * @param windowMs      how long a request may be repeated with hope of success: it is remembered at least that long
     * @param generationMax how many are remembered per {@code windowMs}
     */
    SeenNonces(long windowMs, int generationMax) {
        generationMs = windowMs;
        this.generationMax = generationMax;
    }

    /** Whether {@code nonce} (the first 8 of its random bytes) was not seen before. From now on it was. */
    synchronized boolean isNew(long nonce, long nowMs) {
        if (youngerSinceMs == Long.MIN_VALUE || nowMs - youngerSinceMs >= 2 * generationMs) {
            older = new HashSet<>();
            younger = new HashSet<>();
            youngerSinceMs = nowMs;
        } else if (nowMs - youngerSinceMs >= generationMs) {
            older = younger;
            younger = new HashSet<>();
            youngerSinceMs = nowMs;
        }
        return !older.contains(nonce) && younger.size() < generationMax && younger.add(nonce);
    }
}
