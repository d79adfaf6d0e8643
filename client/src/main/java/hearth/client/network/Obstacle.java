package hearth.client.network;

/** Why a request got no answer. */
public sealed interface Obstacle {

    /** No first node can be reached, or no node is known yet. */
    record Offline() implements Obstacle {}

    /** First nodes can be reached, but the paths through them fail. */
    record NoPath() implements Obstacle {}

    /** A path of three is not possible. */
    record TooFew(PathShortage shortage) implements Obstacle {}

    /** The path works, the destination does not answer. */
    record DestinationAway() implements Obstacle {}
}
