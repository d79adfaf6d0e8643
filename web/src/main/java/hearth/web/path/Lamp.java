package hearth.web.path;

import hearth.client.network.NetworkState;

/** State as shape, word and colour together (product.md 5.1); the words are in the message bundle under {@code lamp.}. */
public enum Lamp {
    /** ● */
    FINE("●", "fine"),
    /** ◌ */
    WORKING("◌", "working"),
    /** ▲ */
    NEEDS_YOU("▲", "needs-you"),
    /** ■ */
    STOPPED("■", "stopped");

    private final String shape;
    private final String key;

    Lamp(String shape, String key) {
        this.shape = shape;
        this.key = key;
    }

    /** How an account stands with the network. */
    public static Lamp of(NetworkState network) {
        return switch (network.connection()) {
            case NetworkState.Connection.Connected() -> FINE;
            case NetworkState.Connection.Connecting() -> WORKING;
            case NetworkState.Connection.NoPath() -> WORKING;
            case NetworkState.Connection.Offline() -> NEEDS_YOU;
            case NetworkState.Connection.TooFewNodes _ -> STOPPED;
        };
    }

    /** The sign drawn. */
    public String shape() {
        return shape;
    }

    /** Names the words and the style. */
    public String key() {
        return key;
    }
}
