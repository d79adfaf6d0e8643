package hearth.client.network;

import hearth.protocol.network.NodeInfo;

/** What became of one request to one node through a path. */
sealed interface CallResult {

    /**
     * The node answered, whatever the status.
     *
     * @param askedMs    when the request left, by this box's clock
     * @param answeredMs when the answer was there, by this box's clock
     */
    record Answered(NodeInfo by, int status, String body, long askedMs, long answeredMs) implements CallResult {}

    /** No answer. */
    record Failed(Obstacle obstacle) implements CallResult {}
}
