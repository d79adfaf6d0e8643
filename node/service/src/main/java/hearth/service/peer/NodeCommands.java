package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import hearth.service.omq.Access;
import hearth.service.omq.OmqCall;
import hearth.service.omq.OmqCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the OMQ port of a node answers: other nodes under {@code sn.}, everybody under {@code storage.},
 * {@code monitor.} and {@code ledger.} (network.md §§1.9, 3.1, 6.2). */
public final class NodeCommands implements OmqCommands {

    static final String PING = "sn.ping";
    static final String STORAGE_CC = "sn.storage_cc";
    static final String ONION = "sn.onion_request";
    static final String DATA = "sn.data";
    static final String DATA_READY = "sn.data_ready";
    static final String STORAGE_TEST = "sn.storage_test";

    static final String LEDGER = "ledger.";

    private static final String STORAGE = "storage.";

    /** For the operator of other programs; here they have pages of their own. */
    private static final List<String> ADMIN = List.of("service.", "notify.");

    private static final String MONITOR = "monitor.messages";
    private static final List<Bytes> PONG = List.of(text("pong"));

    private final PeerCommands peers;
    private final ClientCommands clients;
    private final LedgerCommands ledger;

    public NodeCommands(PeerCommands peers, ClientCommands clients, LedgerCommands ledger) {
        this.peers = peers;
        this.clients = clients;
        this.ledger = ledger;
    }

    @Override
    public Optional<Access> access(String command) {
        return switch (command) {
            case PING, STORAGE_CC, ONION, DATA, DATA_READY, STORAGE_TEST -> Optional.of(Access.NODES);
            case MONITOR -> Optional.of(Access.ANYBODY);
            default -> category(command);
        };
    }

    private static Optional<Access> category(String command) {
        if (command.startsWith(STORAGE) || command.startsWith(LEDGER)) {
            return Optional.of(Access.ANYBODY);
        }
        return ADMIN.stream().anyMatch(command::startsWith) ? Optional.of(Access.NOBODY) : Optional.empty();
    }

    @Override
    public Optional<List<Bytes>> answer(OmqCall call) {
        if (call.command().startsWith(STORAGE)) {
            return Optional.of(storage(call));
        }
        if (call.command().startsWith(LEDGER)) {
            return Optional.of(ledger(call));
        }
        if (call.command().equals(MONITOR)) {
            return Optional.of(clients.monitor(first(call), call.caller()));
        }
        // A node may leave the network between its request and this moment; then it gets no answer.
        return call.caller().node().map(from -> peer(from, call));
    }

    private List<Bytes> storage(OmqCall call) {
        if (call.parts().size() > 1) {
            return wrongParts(1, call);
        }
        return clients.storage(call.command().substring(STORAGE.length()), first(call), call.caller());
    }

    private List<Bytes> ledger(OmqCall call) {
        return ledger.answer(call.command().substring(LEDGER.length()), call.parts(), call.caller())
                .orElseGet(() -> List.of(text("404"), text("no such command")));
    }

    private static Bytes first(OmqCall call) {
        return call.parts().isEmpty() ? Bytes.EMPTY : call.parts().getFirst();
    }

    private List<Bytes> peer(NodeInfo from, OmqCall call) {
        var parts = call.parts();
        return switch (call.command()) {
            case STORAGE_CC ->
                parts.size() == 2 ? peers.storageCc(from, string(parts.get(0)), parts.get(1)) : wrongParts(2, call);
            case ONION ->
                parts.size() == 1
                        ? peers.onion(from, parts.getFirst())
                        : List.of(
                                text("400"),
                                text("Invalid internal onion request: expected 1 part, got " + parts.size()));
            case DATA -> parts.size() == 1 ? peers.data(from, parts.getFirst()) : wrongParts(1, call);
            case DATA_READY ->
                parts.size() <= 1 ? peers.dataReady(from, parts.stream().findFirst()) : wrongParts(1, call);
            case STORAGE_TEST -> peers.storageTest(from, parts);
            default -> {
                peers.pinged(from);
                yield PONG;
            }
        };
    }

    private static List<Bytes> wrongParts(int expected, OmqCall call) {
        return List.of(
                text("400"),
                text("Invalid request: expected " + expected + " message parts, received "
                        + call.parts().size()));
    }

    private static String string(Bytes part) {
        return new String(part.toArray(), StandardCharsets.UTF_8);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
