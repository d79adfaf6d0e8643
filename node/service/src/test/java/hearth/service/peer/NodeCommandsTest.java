package hearth.service.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.omq.Access;
import hearth.service.omq.OmqCall;
import hearth.service.omq.OmqCaller;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeCommandsTest {

    private static final NodeInfo NODE =
            new NodeInfo(NodeId.of(new byte[32]), X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 2, new SwarmId(7));

    private final Peers peers = new Peers();
    private final NodeCommands commands = new NodeCommands(
            peers,
            new Clients(),
            (command, parts, _) -> command.equals("message")
                    ? Optional.of(List.of(text("ledger"), parts.getFirst()))
                    : Optional.empty());

    /** Answers with what it was asked. */
    private static final class Peers implements PeerCommands {
        private int pings;

        @Override
        public void pinged(NodeInfo from) {
            pings++;
        }

        @Override
        public List<Bytes> storageCc(NodeInfo from, String method, Bytes params) {
            return List.of(text("storageCc"), text(method), params);
        }

        @Override
        public List<Bytes> onion(NodeInfo from, Bytes hop) {
            return List.of(text("onion"), hop);
        }

        @Override
        public List<Bytes> data(NodeInfo from, Bytes batch) {
            return List.of(text("data"), batch);
        }

        @Override
        public List<Bytes> storageTest(NodeInfo from, List<Bytes> question) {
            return List.of(text("storageTest"), question.get(0), question.get(1));
        }

        @Override
        public List<Bytes> dataReady(NodeInfo from, Optional<Bytes> question) {
            return List.of(text("dataReady"), question.orElse(text("nothing")));
        }
    }

    private static final class Clients implements ClientCommands {
        @Override
        public List<Bytes> storage(String method, Bytes params, OmqCaller from) {
            return List.of(text("storage"), text(method), params);
        }

        @Override
        public List<Bytes> monitor(Bytes body, OmqCaller from) {
            return List.of(text("monitor"), body);
        }
    }

    private record Caller(Optional<NodeInfo> node) implements OmqCaller {
        @Override
        public InetAddress address() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean push(String command, List<Bytes> parts) {
            return false;
        }

        @Override
        public void whenGone(Runnable action) {}
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Bytes> parts(String... texts) {
        return Arrays.stream(texts).map(NodeCommandsTest::text).toList();
    }

    private Optional<List<Bytes>> ask(String command, String... parts) {
        return commands.answer(new OmqCall(command, new Caller(Optional.of(NODE)), parts(parts)));
    }

    @Test
    void eachCommandReachesItsService() {
        assertEquals(Optional.of(parts("pong")), ask("sn.ping"));
        assertEquals(1, peers.pings);
        assertEquals(Optional.of(parts("storageCc", "store", "params")), ask("sn.storage_cc", "store", "params"));
        assertEquals(Optional.of(parts("onion", "hop")), ask("sn.onion_request", "hop"));
        assertEquals(Optional.of(parts("data", "batch")), ask("sn.data", "batch"));
        assertEquals(Optional.of(parts("storageTest", "1", "hash")), ask("sn.storage_test", "1", "hash"));
        assertEquals(Optional.of(parts("dataReady", "nothing")), ask("sn.data_ready"));
        assertEquals(Optional.of(parts("ledger", "body")), ask("ledger.message", "body"));
        assertEquals(Optional.of(parts("404", "no such command")), ask("ledger.wish", "body"));
        assertEquals(Optional.of(parts("dataReady", "dict")), ask("sn.data_ready", "dict"));
        assertEquals(Optional.of(parts("storage", "info", "")), ask("storage.info"));
        assertEquals(Optional.of(parts("storage", "store", "{}")), ask("storage.store", "{}"));
        assertEquals(Optional.of(parts("monitor", "body")), ask("monitor.messages", "body"));
    }

    @Test
    void commandsOfNodesAreForNodes() {
        for (var command : List.of(
                "sn.ping", "sn.storage_cc", "sn.onion_request", "sn.data", "sn.data_ready", "sn.storage_test")) {
            assertEquals(Optional.of(Access.NODES), commands.access(command), command);
        }
        for (var command : List.of("storage.store", "storage.info", "monitor.messages")) {
            assertEquals(Optional.of(Access.ANYBODY), commands.access(command), command);
        }
        for (var command : List.of("service.get_logs", "service.get_stats", "notify.block")) {
            assertEquals(Optional.of(Access.NOBODY), commands.access(command), command);
        }
        for (var command : List.of("", "sn.", "sn.other", "service", "monitor.other", "REPLY")) {
            assertEquals(Optional.empty(), commands.access(command), command);
        }
    }

    @Test
    void theWrongNumberOfPartsIsTold() {
        assertEquals(
                Optional.of(parts("400", "Invalid request: expected 2 message parts, received 1")),
                ask("sn.storage_cc", "store"));
        assertEquals(
                Optional.of(parts("400", "Invalid request: expected 1 message parts, received 2")),
                ask("storage.store", "{}", "{}"));
        assertEquals(
                Optional.of(parts("400", "Invalid request: expected 1 message parts, received 0")), ask("sn.data"));
        assertEquals(
                Optional.of(parts("400", "Invalid internal onion request: expected 1 part, got 0")),
                ask("sn.onion_request"));
    }

    @Test
    void whoIsNoNodeAnyMoreGetsNoAnswer() {
        assertEquals(
                Optional.empty(), commands.answer(new OmqCall("sn.ping", new Caller(Optional.empty()), List.of())));
    }
}
