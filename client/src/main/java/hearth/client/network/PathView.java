package hearth.client.network;

import hearth.protocol.id.NodeId;
import java.time.Instant;
import java.util.List;

/** The path requests take now, for a person to look at. */
public sealed interface PathView {

    /** None is needed yet, or the last one broke and the next is being tried. */
    record Building() implements PathView {}

    /** See {@link PathShortage}. */
    record TooFewNodes(PathShortage shortage) implements PathView {}

    /**
     * Works.
     *
     * @param hops  three, the one that this box connects to first
     * @param since when it was built, by this box's clock
     */
    record Working(List<Hop> hops, Instant since) implements PathView {
        public Working {
            hops = List.copyOf(hops);
        }
    }

    /**
     * One node of a path.
     *
     * @param node     its key; {@code toString} gives the short form
     * @param host     its address
     * @param port     its HTTPS port
     * @param position which of the three it is
     */
    record Hop(NodeId node, String host, int port, Position position) {}

    /** What a node learns depends only on where in the path it stands. */
    enum Position {
        ENTRY(
                "It sees the internet address of this box, and which node comes next. Not who you are, who you write to, or what."),
        MIDDLE("It sees the node before and the node after it. Nothing about you, the other person, or the message."),
        EXIT(
                "It sees the node before it and the nodes that keep the message. Not where you are, and not what the message says.");

        private final String knows;

        Position(String knows) {
            this.knows = knows;
        }

        /** What the node knows and does not know. For a person, in English. */
        public String knows() {
            return knows;
        }
    }
}
