package hearth.protocol.onion;

import hearth.protocol.id.NodeId;

/**
 * What nodes answer, word for word, when an onion request fails on its way (network specification 2.6, 2.8). Clients
 * compare these texts literally. They are plain text and not encrypted, except {@link #INVALID_JSON} and
 * {@link #INVALID_URL}.
 */
public final class OnionErrors {

    /** A node refuses a request that was relayed more often. */
    public static final int HOPS_MAX = 15;

    public static final int BAD_REQUEST = 400;
    public static final int INTERNAL_ERROR = 500;
    public static final int BAD_GATEWAY = 502;
    public static final int UNAVAILABLE = 503;
    public static final int GATEWAY_TIMEOUT = 504;

    /** Status 400: the layer does not decrypt. */
    public static final String INVALID_CIPHERTEXT = "Invalid ciphertext";

    /** Status 400: relayed more than {@value #HOPS_MAX} times. */
    public static final String TOO_MANY_HOPS = "onion request max path length exceeded";

    /** Status 500: the next node's answer is not one. */
    public static final String INVALID_RESPONSE = "Invalid response from snode";

    /** Status 504: the next node did not answer in time. */
    public static final String TIMED_OUT = "Request time out";

    /** Status 400, wrapped: what the layer asks for cannot be read. */
    public static final String INVALID_JSON = "Invalid json";

    /** Status 400, wrapped: the layer names a server that no request goes to. */
    public static final String INVALID_URL = "Invalid url";

    static final String NOT_FOUND = "Next node not found: ";
    static final String UNREACHABLE = "Next node is currently unreachable: ";
    static final String NOT_READY = "Snode not ready: ";

    private OnionErrors() {}

    /** Status 400: what was posted is no envelope. */
    public static String parsing(String reason) {
        return "Error parsing onion request: " + reason;
    }

    /** Status 400: what another node sent is no onion request. */
    public static String internal(String reason) {
        return "Invalid internal onion request: " + reason;
    }

    /** Status 502: no node of the network has this key. */
    public static String nextNodeNotFound(NodeId next) {
        return NOT_FOUND + next.hex();
    }

    /** Status 502: nobody knows how to reach this node at present. */
    public static String nextNodeUnreachable(NodeId next) {
        return UNREACHABLE + next.hex();
    }

    /** Status 503: this node does not serve yet, or no more. */
    public static String notReady(NodeId own) {
        return NOT_READY + own.hex();
    }
}
