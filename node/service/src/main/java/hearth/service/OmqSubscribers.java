package hearth.service;

import hearth.protocol.Bytes;
import hearth.service.omq.OmqCaller;
import hearth.service.rpc.Monitors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** OMQ connections that want to hear of new messages (network.md §3.6.17). Safe for use by many threads. */
final class OmqSubscribers {

    private static final String ARRIVED = "notify.message";
    private static final String ENDED = "notify.monitor_ended";

    private final Monitors monitors;

    /** Connections whose end is awaited. */
    private final Set<OmqCaller> known = ConcurrentHashMap.newKeySet();

    OmqSubscribers(Monitors monitors) {
        this.monitors = monitors;
    }

    /** One connection; equal to every other of the same. */
    private record Connection(OmqCaller caller) implements Monitors.Subscriber {

        @Override
        public void arrived(Bytes notice) {
            caller.push(ARRIVED, List.of(notice));
        }

        @Override
        public void ended(Bytes notice) {
            caller.push(ENDED, List.of(notice));
        }
    }

    /** Takes the subscriptions of {@code body}, and returns the answer. */
    Bytes subscribe(OmqCaller caller, Bytes body) {
        var connection = new Connection(caller);
        var answer = monitors.subscribe(connection, body);
        // Only now, since a connection that has ended already is forgotten by this at once.
        if (known.add(caller)) {
            caller.whenGone(() -> {
                known.remove(caller);
                monitors.forget(connection);
            });
        }
        return answer;
    }
}
