package hearth.service;

import hearth.protocol.id.NodeId;
import hearth.service.http.Transport;
import hearth.service.reach.IncomingTests;
import hearth.service.rpc.StoreWatcher;
import hearth.sqlite.StoreException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;

/** All that a node tells its owner: one method per event, in the words that stand in the log. */
final class NodeEvents implements StoreWatcher, IncomingTests.Watcher {

    private static final System.Logger LOG = System.getLogger("hearth.node");

    private final NodeId id;
    private volatile boolean storeFailing;

    NodeEvents(NodeId id) {
        this.id = id;
    }

    void started(int port, int omqPort, Transport transport, long messages) {
        LOG.log(
                Level.INFO,
                "Node {0} listens on ports {1,number,#} (HTTPS) and {4,number,#} (OMQ), and holds {2} messages ({3})",
                id,
                port,
                messages,
                transport == Transport.NATIVE ? "epoll, BoringSSL" : "NIO, TLS of the JDK",
                omqPort);
    }

    void stopped() {
        LOG.log(Level.INFO, "Node {0} stopped", id);
    }

    void stoppedBadly(Exception failure) {
        LOG.log(Level.WARNING, "A part of node " + id + " did not stop well", failure);
    }

    /** Said once until it works again. */
    @Override
    public void storeFailed(StoreException failure) {
        if (!storeFailing) {
            storeFailing = true;
            LOG.log(
                    Level.WARNING,
                    failure.isFull()
                            ? "Node {0} cannot keep new messages: its disk, or the space it may use, is full. "
                                    + "It goes on delivering; expired messages make room"
                            : "Node {0} cannot use its message store: {1}",
                    id,
                    failure.problem());
        }
    }

    @Override
    public void storeWorked() {
        if (storeFailing) {
            storeFailing = false;
            LOG.log(Level.INFO, "Node {0} keeps messages again", id);
        }
    }

    void storeDamaged() {
        LOG.log(
                Level.WARNING,
                "The message store of node {0} was damaged when the machine or the program stopped. At its next start the node "
                        + "puts it aside and gets its messages from the other members of its swarm",
                id);
    }

    void debtsDamaged(Path aside) {
        LOG.log(
                Level.WARNING,
                "What node {0} owed to other members of its swarm was damaged. The file is now called {1}; messages are safe, "
                        + "but some members may miss some until they start again",
                id,
                aside.getFileName());
    }

    @Override
    public void testsStayAway(IncomingTests.Way way, Duration since) {
        LOG.log(
                Level.WARNING,
                "No other node tested the {1} port of node {0} for {2} minutes. Others that cannot reach it take it out of the "
                        + "network: see that the port is open in router and firewall",
                id,
                way,
                since.toMinutes());
    }

    @Override
    public void testsCameAgain(IncomingTests.Way way) {
        LOG.log(Level.INFO, "Other nodes test the {1} port of node {0} again", id, way);
    }

    boolean isStoreFailing() {
        return storeFailing;
    }

    void forgot(int messages) {
        LOG.log(Level.DEBUG, "Node {0} forgot {1} expired messages", id, messages);
    }
}
