package hearth.service.ledger.duty;

import hearth.protocol.ledger.Genesis;
import java.time.Duration;

/**
 * When nodes of one network do what they owe it: the times of network specification 6.4, 8.4 and 8.6, as fast as the network
 * lives, and no faster than a home can.
 *
 * @param proofEvery      between two proofs of one node: an hour
 * @param proofMax        how old the newest proof of a node may be: 2 hours and 5 minutes; a voter has been up for as long
 * @param unreachable     whoever cannot be reached for so long fails: 65 minutes
 * @param failureValid    a failed test says nothing after that: 5 minutes
 * @param addressWindow   two addresses within that time cost the place in the reward queue: a day
 * @param testInterval    between two tests of other nodes
 */
public record Pace(
        Duration proofEvery,
        Duration proofMax,
        Duration unreachable,
        Duration failureValid,
        Duration addressWindow,
        Duration testInterval) {

    private static final Duration PROOF_MIN = Duration.ofSeconds(2);
    private static final Duration TEST_MIN = Duration.ofMillis(500);
    private static final Duration TEST_MAX = Duration.ofSeconds(10);

    /** No pause before a repeated test is longer than so many intervals. */
    private static final int LONGEST_PAUSE = 12;

    /** The pace of a network with those rules. */
    public static Pace of(Genesis.Rules rules) {
        var hour = longer(rules.scaled(Duration.ofHours(1)), PROOF_MIN);
        var test = shorter(longer(hour.dividedBy(20), TEST_MIN), TEST_MAX);
        return new Pace(
                hour,
                hour.multipliedBy(25).dividedBy(12),
                longer(rules.scaled(Duration.ofMinutes(65)), test.multipliedBy(3)),
                longer(rules.scaled(Duration.ofMinutes(5)), test.multipliedBy(LONGEST_PAUSE + 4)),
                rules.scaled(Duration.ofDays(1)),
                test);
    }

    /** A proof that comes sooner after the one before says nothing new. */
    Duration proofMin() {
        return proofEvery.dividedBy(2);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
