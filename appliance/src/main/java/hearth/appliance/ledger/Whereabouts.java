package hearth.appliance.ledger;

import hearth.service.ServiceNode;
import hearth.service.ledger.duty.CallBack.Found;
import hearth.service.ledger.duty.LedgerService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps others informed where the node of a home is. Providers give homes another address every so often, and no home knows
 * the one it has outside: other nodes are asked now and then at which address they reach this one.
 */
public final class Whereabouts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Whereabouts.class.getName());

    /** Time for the node to find others. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** What a node says about itself, and what others say about it. */
    interface Place {

        /** The address under which it is known, IPv4 in figures. */
        String known();

        /** What others find who try to reach it; empty if there is nobody who could be asked. */
        Optional<Found> seen();

        /** Makes another address known. */
        void moveTo(String address);
    }

    private final Place place;
    private final Supplier<Optional<InetAddress>> home;
    private final Thread thread;

    Whereabouts(Place place, Supplier<Optional<InetAddress>> home, Duration every) {
        this.place = place;
        this.home = home;
        thread = Thread.ofVirtual().name("hearth-whereabouts").unstarted(() -> watch(every));
    }

    /**
     * Begins to look.
     *
     * @param home the machine's address in the house, if it has one at the moment
     */
    public static Whereabouts start(
            LedgerService service, ServiceNode node, Supplier<Optional<InetAddress>> home, Duration every) {
        var whereabouts = new Whereabouts(new Announced(service, node), home, every);
        whereabouts.thread.start();
        return whereabouts;
    }

    private void watch(Duration every) {
        try {
            Thread.sleep(FIRST);
            while (true) {
                carefully();
                Thread.sleep(every);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void carefully() {
        try {
            look();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "Where this node is could not be found out", failure);
        }
    }

    /** Others know best. As long as nobody reaches the node it stays where it was, unless that was in the house. */
    void look() {
        var seen = place.seen().flatMap(Found::at);
        var known = place.known();
        var next = seen.or(() -> isInTheHouse(known) ? home.get().map(InetAddress::getHostAddress) : Optional.empty())
                .orElse(known);
        if (!next.equals(known)) {
            LOG.log(System.Logger.Level.INFO, "This node is reached at another address from now on");
            place.moveTo(next);
        }
    }

    private static boolean isInTheHouse(String address) {
        var parsed = InetAddress.ofLiteral(address);
        return parsed.isSiteLocalAddress() || parsed.isLinkLocalAddress() || parsed.isLoopbackAddress();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it ends on its own
        }
    }

    private record Announced(LedgerService service, ServiceNode node) implements Place {

        @Override
        public String known() {
            return node.info().host();
        }

        @Override
        public Optional<Found> seen() {
            return service.testFromOutside(node.keys().id());
        }

        @Override
        public void moveTo(String address) {
            node.moveTo(address);
            service.tellPlace(node.keys().id());
        }
    }
}
