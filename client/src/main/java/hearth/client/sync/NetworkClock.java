package hearth.client.sync;

import hearth.client.network.NetworkTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Network time as a clock. */
final class NetworkClock extends Clock {

    private final NetworkTime time;

    NetworkClock(NetworkTime time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(time.nowMs());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This clock itself: it knows no zones but UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
