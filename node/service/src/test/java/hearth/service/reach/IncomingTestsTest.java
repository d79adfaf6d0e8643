package hearth.service.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.service.reach.IncomingTests.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncomingTestsTest {

    /** Negative, as the clock of a machine may be. */
    private long nanos = -Duration.ofDays(1).toNanos();

    private final List<String> told = new ArrayList<>();
    private final IncomingTests incoming =
            new IncomingTests(() -> nanos, TestRhythm.of(Duration.ofSeconds(10)), new IncomingTests.Watcher() {
                @Override
                public void testsStayAway(Way way, Duration since) {
                    told.add(way + " away for " + since.toSeconds());
                }

                @Override
                public void testsCameAgain(Way way) {
                    told.add(way + " again");
                }
            });

    private void later(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aWayByWhichNobodyCameForMoreThanTwoMinutesIsToldOnce() {
        incoming.look(true);
        later(Duration.ofSeconds(100));
        incoming.came(Way.OMQ);
        later(Duration.ofSeconds(20));
        incoming.look(true);
        assertEquals(List.of(), told);

        later(Duration.ofSeconds(1));
        incoming.look(true);
        incoming.look(true);

        assertEquals(List.of("HTTPS away for 121"), told);
        assertEquals(Set.of(Way.HTTPS), incoming.missing());
    }

    @Test
    void whenTestsComeAgainThatIsToldToo() {
        incoming.look(true);
        later(Duration.ofSeconds(121));
        incoming.look(true);
        told.clear();
        incoming.came(Way.HTTPS);
        incoming.look(true);

        assertEquals(List.of("HTTPS again"), told);
        assertEquals(Set.of(Way.OMQ), incoming.missing());
    }

    @Test
    void whoHasNoReasonToBeTestedIsNotWarnedAndBeginsAnewAfterwards() {
        incoming.look(true);
        later(Duration.ofMinutes(3));
        incoming.look(false);
        later(Duration.ofMinutes(3));
        incoming.look(true);
        later(Duration.ofMinutes(2));
        incoming.look(true);

        assertEquals(List.of(), told);
        assertEquals(Set.of(), incoming.missing());
    }

    @Test
    void theAgeOfTheLastTestIsKnown() {
        assertEquals(Optional.empty(), incoming.age(Way.HTTPS));
        incoming.came(Way.HTTPS);
        later(Duration.ofSeconds(7));

        assertEquals(Optional.of(Duration.ofSeconds(7)), incoming.age(Way.HTTPS));
        assertEquals(Optional.empty(), incoming.age(Way.OMQ));
    }
}
