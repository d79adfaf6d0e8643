package hearth.service.reach;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.KeyText;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.service.http.ClientConnection;
import hearth.service.http.ClientReply;
import hearth.service.http.Transport;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The test of network.md §6.4: {@code /ping_test/v1} over HTTPS must name the node, and {@code sn.ping} over OMQ be answered. */
public final class NetworkTest implements PeerTest {

    /** Where a node is tested over HTTPS. */
    public static final String PATH = "/ping_test/v1";

    /** Names the node that answers. */
    public static final String KEY_HEADER = "X-Oxen-Snode-Pubkey";

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int ANSWER_BYTES_MAX = 4_096;
    private static final int OK = 200;
    private static final List<Bytes> PONG = List.of(Bytes.wrap("pong".getBytes(StandardCharsets.US_ASCII)));

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final Supplier<SslContext> tls;
    private final PeerLink link;

    /** {@code tls} takes any certificate: the key that counts stands in the answer. */
    public NetworkTest(Transport transport, EventLoopGroup eventLoops, Supplier<SslContext> tls, PeerLink link) {
        this.transport = transport;
        this.eventLoops = eventLoops;
        this.tls = tls;
        this.link = link;
    }

    @Override
    public Outcome test(NodeInfo node) {
        return new Outcome(https(node), link.ping(node, TIMEOUT).equals(new PeerReply.Parts(PONG)));
    }

    private boolean https(NodeInfo node) {
        var address = new InetSocketAddress(node.host(), node.httpsPort());
        if (address.isUnresolved()) {
            return false;
        }
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        var target = new ClientConnection.Target(address, node.host(), Optional.of(tls.get()), ANSWER_BYTES_MAX);
        try (var connection = ClientConnection.open(transport, eventLoops, target, TIMEOUT)) {
            var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            return names(
                    node.id(), connection.post(PATH, Map.of("Host", node.id().address()), Bytes.EMPTY, left));
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** Whether {@code reply} comes from whom it should, in any form of a key (network.md §1.1). */
    static boolean names(NodeId node, ClientReply reply) {
        try {
            return reply.status() == OK
                    && NodeId.of(key(reply.header(KEY_HEADER).orElse(""))).equals(node);
        } catch (FormatException nobody) {
            return false;
        }
    }

    private static byte[] key(String header) throws FormatException {
        return header.length() == NodeId.BYTES ? header.getBytes(StandardCharsets.ISO_8859_1) : KeyText.parse(header);
    }
}
