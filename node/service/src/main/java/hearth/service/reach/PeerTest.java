package hearth.service.reach;

import hearth.protocol.network.NodeInfo;

/** Finds out whether a node can be reached. Called on threads that may wait; many at once. */
@FunctionalInterface
public interface PeerTest {

    /** Which of its ports answered as they should. */
    record Outcome(boolean https, boolean omq) {
        boolean passed() {
            return https && omq;
        }
    }

    /** Tests both ports, whatever becomes of the first: the node wants to know that each of them is tested. */
    Outcome test(NodeInfo node);
}
