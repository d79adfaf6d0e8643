package hearth.service.reach;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a node tests others (network.md §6.4).
 *
 * @param interval  between two tests of nodes whose turn it is, on average; a test of one that failed is repeated after so
 *                  much more for every failure before
 * @param deviation of the interval, standard
 * @param pauseMax  before a failed test is repeated
 */
public record TestRhythm(Duration interval, Duration deviation, Duration pauseMax) {

    /** No two looks at what is due are closer than this. */
    static final Duration TICK = Duration.ofMillis(200);

    /** Failed tests repeated at one look. */
    static final int RETESTS_MAX = 4;

    /** Every {@code interval} on average, with deviation and longest pause in the network's proportions: 10 s, 3 s, 2 min. */
    public static TestRhythm of(Duration interval) {
        return new TestRhythm(interval, interval.multipliedBy(3).dividedBy(10), interval.multipliedBy(12));
    }

    /** Who was not tested for so long should wonder. */
    Duration silenceMax() {
        return interval.multipliedBy(12);
    }

    long nextNanos(RandomGenerator random) {
        return atLeastATick((long) random.nextGaussian((double) interval.toNanos(), (double) deviation.toNanos()));
    }

    /** The pause before a failed test is repeated that failed {@code before} times in a row before. */
    long repeatNanos(int before, RandomGenerator random) {
        var pause = Math.min(before, 100) * interval.toNanos() + nextNanos(random);
        return atLeastATick(Math.min(pause, pauseMax.toNanos()));
    }

    private static long atLeastATick(long nanos) {
        return Math.max(nanos, TICK.toNanos());
    }
}
