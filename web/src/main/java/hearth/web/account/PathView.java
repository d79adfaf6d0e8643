package hearth.web.account;

import java.util.List;

/** The way messages take through the network at one moment. */
public sealed interface PathView {

    /** Three nodes, the one this box talks to first. */
    record Up(List<Hop> hops) implements PathView {

        public Up {
            hops = List.copyOf(hops);
        }
    }

    /** A path is being built. */
    record Building() implements PathView {}

    /** The network has too few nodes for a path of {@code needed}; nothing is sent until there are more. */
    record TooFewNodes(int known, int needed) implements PathView {}

    /** The box cannot reach the network at all. */
    record NoNetwork() implements PathView {}

    /**
     * One node of a path.
     *
     * @param shortId the beginning of its key, enough to tell nodes apart
     * @param address where it is reached, as {@code host:port}
     */
    record Hop(String shortId, String address) {}
}
