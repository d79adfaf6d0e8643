package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.service.omq.OmqEndpoint;
import hearth.service.omq.OmqLink;
import hearth.service.registry.NodeRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Nodes calling each other over OMQ: one connection per node, dialled when there is something to say. */
public final class OmqPeerLink implements PeerLink {

    private final OmqEndpoint endpoint;
    private final NodeRegistry registry;

    /** The registry bounds how many there are. The address is a part of the key since a node may move. */
    private final Map<Place, OmqLink> links = new ConcurrentHashMap<>();

    private record Place(X25519PublicKey key, String host, int port) {
        static Place of(NodeInfo node) {
            return new Place(node.x25519(), node.host(), node.omqPort());
        }
    }

    public OmqPeerLink(OmqEndpoint endpoint, NodeRegistry registry) {
        this.endpoint = endpoint;
        this.registry = registry;
    }

    @Override
    public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        return call(peer, NodeCommands.STORAGE_CC, List.of(text(method), params), timeout);
    }

    @Override
    public Optional<Supplier<PeerReply>> sendStorageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        var link = links.get(Place.of(peer));
        return Optional.ofNullable(link)
                .flatMap(known -> known.send(NodeCommands.STORAGE_CC, List.of(text(method), params), timeout))
                .map(answer -> () -> reply(answer.get()));
    }

    @Override
    public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
        return call(peer, NodeCommands.ONION, List.of(Bytes.wrap(hop.encode())), timeout);
    }

    @Override
    public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
        return call(peer, NodeCommands.DATA, List.of(batch), timeout);
    }

    @Override
    public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
        return call(peer, NodeCommands.DATA_READY, question.stream().toList(), timeout);
    }

    @Override
    public PeerReply ping(NodeInfo peer, Duration timeout) {
        return call(peer, NodeCommands.PING, List.of(), timeout);
    }

    @Override
    public PeerReply ledger(NodeInfo peer, String command, List<Bytes> parts, Duration timeout) {
        return call(peer, NodeCommands.LEDGER + command, parts, timeout);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private PeerReply call(NodeInfo peer, String command, List<Bytes> parts, Duration timeout) {
        if (peer.omqPort() == 0) {
            return new PeerReply.Unreachable("The node has no OMQ port");
        }
        var place = Place.of(peer);
        var link = links.get(place);
        if (link == null) {
            forgetOthers();
            link = links.computeIfAbsent(place, it -> endpoint.link(it.host(), it.port(), it.key()));
        }
        return reply(link.request(command, parts, timeout));
    }

    private static PeerReply reply(OmqLink.Answer answer) {
        return switch (answer) {
            case OmqLink.Answer.Reply(var reply) -> new PeerReply.Parts(reply);
            case OmqLink.Answer.TimedOut() -> new PeerReply.TimedOut();
            case OmqLink.Answer.Refused(var code) -> new PeerReply.Unreachable("The node refuses: " + code);
            case OmqLink.Answer.Unreachable(var reason) -> new PeerReply.Unreachable(reason);
        };
    }

    /** Hangs up on places that the registry does not know any more. */
    private void forgetOthers() {
        var known = registry.nodes().stream().map(Place::of).toList();
        links.forEach((place, link) -> {
            if (!known.contains(place) && links.remove(place, link)) {
                link.close();
            }
        });
    }

    @Override
    public void close() {
        links.values().forEach(OmqLink::close);
    }
}
