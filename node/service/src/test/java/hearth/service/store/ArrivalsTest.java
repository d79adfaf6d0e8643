package hearth.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final Account ALICE = new Account("05" + "a1".repeat(32));
    private static final Account BOB = new Account("05" + "b2".repeat(32));

    private final Arrivals arrivals = new Arrivals(2);

    private Arrivals.Watch watch(Account account) {
        return arrivals.watch(account, Namespace.DIRECT).orElseThrow();
    }

    @Test
    void anArrivalBeforeTheWaitIsNotMissed() throws InterruptedException {
        try (var watch = watch(ALICE)) {
            arrivals.arrived(ALICE, Namespace.DIRECT);

            assertTrue(watch.await(Duration.ofSeconds(10)));
        }
    }

    @Test
    void anArrivalWakesTheOneWhoWaits() throws InterruptedException {
        try (var watch = watch(ALICE)) {
            var sender = Thread.ofVirtual().start(() -> arrivals.arrived(ALICE, Namespace.DIRECT));

            assertTrue(watch.await(Duration.ofSeconds(10)));
            sender.join();
        }
    }

    @Test
    void arrivalsInOtherMailboxesWakeNobody() throws InterruptedException {
        try (var watch = watch(ALICE)) {
            arrivals.arrived(BOB, Namespace.DIRECT);
            arrivals.arrived(ALICE, new Namespace(2));

            assertFalse(watch.await(Duration.ofMillis(20)));
        }
    }

    @Test
    void everybodyWhoWatchesAMailboxIsTold() throws InterruptedException {
        try (var one = watch(ALICE);
                var two = watch(ALICE)) {
            arrivals.arrived(ALICE, Namespace.DIRECT);

            assertTrue(one.await(Duration.ofSeconds(10)));
            assertTrue(two.await(Duration.ofSeconds(10)));
        }
    }

    @Test
    void nobodyWatchesBeyondTheMaximumUntilSomebodyLeaves() {
        var first = watch(ALICE);
        var second = watch(BOB);
        assertEquals(Optional.empty(), arrivals.watch(BOB, Namespace.DIRECT));

        first.close();
        first.close();
        var third = watch(BOB);
        assertEquals(Optional.empty(), arrivals.watch(BOB, Namespace.DIRECT));

        second.close();
        third.close();
        assertEquals(0, arrivals.watching());
    }

    @Test
    void theEndWakesEverybodyAndLetsNobodyWait() throws InterruptedException {
        try (var watch = watch(ALICE)) {
            arrivals.close();

            assertTrue(watch.await(Duration.ofSeconds(10)));
            assertEquals(Optional.empty(), arrivals.watch(BOB, Namespace.DIRECT));
        }
    }
}
