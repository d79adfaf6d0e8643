package hearth.appliance.network;

import hearth.client.network.GuardLink;
import hearth.protocol.network.NodeInfo;
import java.io.IOException;
import java.time.Duration;

/** The way to first nodes for a box that is one itself: not every router lets a house come in by its outer address. */
public final class OwnNodeLink implements GuardLink {

    private final GuardLink link;
    private final NodeInfo own;

    /** @param own how the box's node is reached on this machine */
    public OwnNodeLink(GuardLink link, NodeInfo own) {
        this.link = link;
        this.own = own;
    }

    @Override
    public Reply post(NodeInfo guard, String path, byte[] body, Duration timeout) throws IOException {
        return link.post(guard.id().equals(own.id()) ? own : guard, path, body, timeout);
    }

    @Override
    public void close() {
        link.close();
    }
}
