package hearth.client.network;

import hearth.protocol.id.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The time the network agrees on: this box's clock, corrected by what nodes say (messages.md section 5.4). Everything that
 * goes on the wire uses it. Safe for use by many threads.
 *
 * <p>The correction is the median over the last nodes heard, one voice each, so that a single node cannot move it. It counts
 * once {@value #VOICES_MIN} have spoken, or once nobody else is to be heard: the fastest node alone does not decide.
 */
public final class NetworkTime {

    /** So many voices are enough: one of them may lie. */
    static final int VOICES_MIN = 3;

    static final int VOICES_MAX = 9;

    /** A slower answer says too little about when it was written. */
    private static final long ROUND_TRIP_MS_MAX = 5_000;

    private final Clock clock;
    private final Runnable told;
    private final Map<NodeId, Long> offsets = new LinkedHashMap<>();
    private long offsetMs;
    private boolean known;
    private boolean everKnown;

    /** {@code told} is called when the time gets known, on the thread that brought it. */
    NetworkTime(Clock clock, Runnable told) {
        this.clock = clock;
        this.told = told;
    }

    /** Milliseconds since 1970, corrected. */
    public synchronized long nowMs() {
        return clock.millis() + offsetMs;
    }

    /** Milliseconds since 1970 by this box's clock. */
    public long localMs() {
        return clock.millis();
    }

    /** Network time minus this box's clock; zero while unknown. */
    public synchronized Duration offset() {
        return Duration.ofMillis(offsetMs);
    }

    /** {@link #offset} in ms, if {@link #isKnown}: both of the same moment. */
    public synchronized OptionalLong knownOffsetMs() {
        return known ? OptionalLong.of(offsetMs) : OptionalLong.empty();
    }

    /** Whether any node has told its time since the start or the last {@link #doubt}. */
    public synchronized boolean isKnown() {
        return known;
    }

    /** Whether any node has told its time since the start: if not, {@link #nowMs} is this box's clock as it is. */
    public synchronized boolean wasEverKnown() {
        return everKnown;
    }

    /**
     * Takes note of what a node's clock said.
     *
     * @param nodeMs     its time in the answer
     * @param askedMs    when it was asked, by this box's clock
     * @param answeredMs when the answer was there, by this box's clock
     */
    void heard(NodeId node, long nodeMs, long askedMs, long answeredMs) {
        if (take(node, nodeMs, askedMs, answeredMs)) {
            told.run();
        }
    }

    /** Everybody who could be asked was asked: what was heard so far has to do. */
    void settle() {
        if (decide(1)) {
            told.run();
        }
    }

    /** Returns whether this made the time known. */
    private synchronized boolean take(NodeId node, long nodeMs, long askedMs, long answeredMs) {
        var roundTrip = answeredMs - askedMs;
        if (roundTrip < 0 || roundTrip > ROUND_TRIP_MS_MAX) {
            return false;
        }
        offsets.remove(node);
        offsets.put(node, nodeMs - (askedMs + roundTrip / 2));
        if (offsets.size() > VOICES_MAX) {
            offsets.remove(offsets.keySet().iterator().next());
        }
        return decide(VOICES_MIN);
    }

    /** Returns whether this made the time known. */
    private synchronized boolean decide(int voicesMin) {
        if (offsets.size() < (known ? 1 : voicesMin)) {
            return false;
        }
        var isNews = !known;
        offsetMs = middle(offsets.values().stream().sorted().toList());
        known = true;
        everKnown = true;
        return isNews;
    }

    /** The median; of two middle voices the one that agrees more with this box. */
    private static long middle(List<Long> sorted) {
        var upper = sorted.get(sorted.size() / 2);
        var lower = sorted.get((sorted.size() - 1) / 2);
        return Math.abs(lower) <= Math.abs(upper) ? lower : upper;
    }

    /** Forgets all voices: the clock of this box was moved, or nodes call the time wrong. The correction stays meanwhile. */
    synchronized void doubt() {
        offsets.clear();
        known = false;
    }
}
