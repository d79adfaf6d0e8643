package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.service.http.ClientConnection;
import hearth.service.http.HttpAnswer;
import hearth.service.http.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes calling each other over their HTTPS ports: a POST per call, command and parts as a bt list, sealed by
 * {@link PeerSeal}. The certificate of the port is not looked at: the seal says who is who.
 */
final class HttpsPeerLink implements PeerLink {

    static final String PATH = "/hearth_peer/v1";

    static final String STORAGE_CC = "sn.storage_cc";
    static final String ONION = "sn.onion_request";
    static final String DATA = "sn.data";
    static final String DATA_READY = "sn.data_ready";
    static final String PING = "sn.ping";

    /** A batch of the largest answers fits, with room for its frame. */
    private static final int REPLY_BYTES_MAX = 12 << 20;

    private static final int PARTS_MAX = 16;

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final SslContext tls;
    private final PeerSeal seal;
    private final int connectionsPerPeerMax;

    /** The registry bounds how many there are. The address is a part of the key since a node may move. */
    private final Map<Place, PeerConnections> connections = new ConcurrentHashMap<>();

    private record Place(NodeId id, String host, int port) {}

    HttpsPeerLink(
            Transport transport, EventLoopGroup eventLoops, SslContext tls, PeerSeal seal, int connectionsPerPeerMax) {
        this.transport = transport;
        this.eventLoops = eventLoops;
        this.tls = tls;
        this.seal = seal;
        this.connectionsPerPeerMax = connectionsPerPeerMax;
    }

    @Override
    public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        return call(peer, Bt.list(Bt.text(STORAGE_CC), Bt.text(method), Bt.of(params.toArray())), timeout);
    }

    @Override
    public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
        return call(peer, Bt.list(Bt.text(ONION), Bt.of(hop.encode())), timeout);
    }

    @Override
    public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
        return call(peer, Bt.list(Bt.text(DATA), Bt.of(batch.toArray())), timeout);
    }

    @Override
    public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
        return call(
                peer,
                question.map(dict -> Bt.list(Bt.text(DATA_READY), Bt.of(dict.toArray())))
                        .orElseGet(() -> Bt.list(Bt.text(DATA_READY))),
                timeout);
    }

    @Override
    public PeerReply ping(NodeInfo peer, Duration timeout) {
        return call(peer, Bt.list(Bt.text(PING)), timeout);
    }

    private PeerReply call(NodeInfo peer, Bt.List call, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        var content = BtCodec.encode(call);
        var pool = connections.computeIfAbsent(
                new Place(peer.id(), peer.host(), peer.httpsPort()),
                _ -> new PeerConnections(patience -> open(peer, patience), connectionsPerPeerMax));
        try {
            while (true) {
                var connection = pool.take(left(deadline));
                var wasUsed = connection.wasUsed();
                try {
                    return exchange(peer, connection, content, left(deadline));
                } catch (SocketTimeoutException late) {
                    return new PeerReply.TimedOut();
                } catch (IOException ended) {
                    if (!wasUsed) {
                        throw ended;
                    }
                    // A kept connection had died in the meantime: the next one is younger, or new.
                } finally {
                    pool.giveBack(connection);
                }
            }
        } catch (SocketTimeoutException late) {
            return new PeerReply.TimedOut();
        } catch (IOException failure) {
            return new PeerReply.Unreachable(failure.getClass().getSimpleName());
        } catch (FormatException forged) {
            return new PeerReply.Unreachable("The answer is not from the node");
        }
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private ClientConnection open(NodeInfo peer, Duration timeout) throws IOException {
        var address = new InetSocketAddress(peer.host(), peer.httpsPort());
        if (address.isUnresolved()) {
            throw new IOException("Unknown host");
        }
        return ClientConnection.open(
                transport,
                eventLoops,
                new ClientConnection.Target(address, peer.host(), Optional.of(tls), REPLY_BYTES_MAX),
                timeout);
    }

    private PeerReply exchange(NodeInfo peer, ClientConnection connection, byte[] content, Duration timeout)
            throws IOException, FormatException {
        var sealed = seal.request(peer, content); // anew for every try: a seal is good for one
        var reply = connection.post(PATH, Map.of("Content-Type", HttpAnswer.BINARY), Bytes.wrap(sealed.bytes), timeout);
        if (reply.status() != 200) {
            return new PeerReply.Unreachable("Status " + reply.status());
        }
        return new PeerReply.Parts(
                parts(seal.openReply(peer, sealed, reply.body().toArray())));
    }

    /** The byte strings of a bt list. */
    static List<Bytes> parts(byte[] content) throws FormatException {
        if (!(BtCodec.decode(content) instanceof Bt.List(var items)) || items.size() > PARTS_MAX) {
            throw new FormatException("A bt list of at most " + PARTS_MAX + " parts expected");
        }
        var parts = new ArrayList<Bytes>();
        for (var item : items) {
            if (!(item instanceof Bt.Bytes part)) {
                throw new FormatException("Part is no byte string");
            }
            parts.add(Bytes.wrap(part.value()));
        }
        return parts;
    }

    @Override
    public void close() {
        connections.values().forEach(PeerConnections::close);
    }
}
