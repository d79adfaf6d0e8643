package hearth.client.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How this account stands with the network.
 *
 * @param connection  whether requests get through
 * @param nodes       how many nodes are known
 * @param clockOffset network time minus this box's clock; zero while unknown
 * @param clockKnown  whether the network has told its time since the start
 * @param lastFetched when messages were last asked for with success, by this box's clock
 * @param waiting     messages and copies that still have to go out
 * @param listRefused whether the last list of nodes was refused, since it does not follow from the network's genesis; the one
 *                    before goes on
 */
public record NetworkState(
        Connection connection,
        int nodes,
        Duration clockOffset,
        boolean clockKnown,
        Optional<Instant> lastFetched,
        int waiting,
        boolean listRefused) {

    /** Whether requests get through, and if not, why. */
    public sealed interface Connection {

        /** The reason or the good news for a person, in English. */
        String sentence();

        /** The first attempts are still going on. */
        record Connecting() implements Connection {
            @Override
            public String sentence() {
                return "Connecting to the network.";
            }
        }

        /** The last request was answered. */
        record Connected() implements Connection {
            @Override
            public String sentence() {
                return "Connected.";
            }
        }

        /** No node can be reached: most likely this box has no internet. */
        record Offline() implements Connection {
            @Override
            public String sentence() {
                return "The internet is not reachable from this box. What you write goes out when it is back.";
            }
        }

        /** Nodes can be reached, but no route through three of them works. */
        record NoPath() implements Connection {
            @Override
            public String sentence() {
                return "No private route works right now. The box keeps trying others.";
            }
        }

        /** See {@link PathShortage}. */
        record TooFewNodes(PathShortage shortage) implements Connection {
            @Override
            public String sentence() {
                return shortage.sentence();
            }
        }
    }
}
