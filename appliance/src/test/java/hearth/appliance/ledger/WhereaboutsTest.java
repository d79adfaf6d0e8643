package hearth.appliance.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.service.ledger.duty.CallBack.Found;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** D20: another address outside or in the house is followed, and one bad moment is not. */
class WhereaboutsTest {

    private static final Optional<Found> NOBODY_TO_ASK = Optional.empty();
    private static final Optional<Found> UNREACHED = Optional.of(new Found(false, false, Optional.empty()));

    private final Place place = new Place();
    private Optional<InetAddress> home = Optional.of(InetAddress.ofLiteral("192.168.1.20"));
    private final Whereabouts whereabouts = new Whereabouts(place, () -> home, Duration.ofDays(1));

    private static final class Place implements Whereabouts.Place {
        private String known = "192.168.1.20";
        private Optional<Found> seen = NOBODY_TO_ASK;

        @Override
        public String known() {
            return known;
        }

        @Override
        public Optional<Found> seen() {
            return seen;
        }

        @Override
        public void moveTo(String address) {
            known = address;
        }
    }

    private String after(Optional<Found> seen) {
        place.seen = seen;
        whereabouts.look();
        return place.known;
    }

    private static Optional<Found> at(String address) {
        return Optional.of(new Found(true, true, Optional.of(address)));
    }

    @Test
    void itIsWhereOthersReachIt() {
        assertEquals("9.1.2.3", after(at("9.1.2.3")));
        assertEquals("9.4.5.6", after(at("9.4.5.6")));
    }

    @Test
    void aPlaceOutsideIsKeptWhileNobodyReachesIt() {
        var _ = after(at("9.1.2.3"));

        assertEquals("9.1.2.3", after(UNREACHED));
        assertEquals("9.1.2.3", after(NOBODY_TO_ASK));
    }

    @Test
    void aloneItGoesWithTheHouse() {
        home = Optional.of(InetAddress.ofLiteral("192.168.1.77"));

        assertEquals("192.168.1.77", after(NOBODY_TO_ASK));
    }

    @Test
    void withoutACableItStaysWhereItWas() {
        home = Optional.empty();

        assertEquals("192.168.1.20", after(NOBODY_TO_ASK));
    }
}
