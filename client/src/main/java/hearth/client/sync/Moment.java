package hearth.client.sync;

import hearth.client.network.NetworkTime;

/**
 * When something was written. Read once per message: the network may tell its time between any two looks at the clock.
 *
 * @param ms            milliseconds since 1970
 * @param isNetworkTime whether that is network time, rather than what this box's clock says, which is to be corrected
 */
record Moment(long ms, boolean isNetworkTime) {

    static Moment now(NetworkTime time) {
        // In this order: once known it stays known.
        var isNetworkTime = time.wasEverKnown();
        return new Moment(isNetworkTime ? time.nowMs() : time.localMs(), isNetworkTime);
    }
}
