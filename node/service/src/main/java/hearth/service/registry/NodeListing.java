package hearth.service.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeJson;
import hearth.protocol.rpc.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The node list as the ledger publishes it (network.md §§7.2, 7.4): {@code get_service_nodes}. Without a ledger, it has those
 * fields that a written list can fill.
 */
public final class NodeListing {

    /** A written list is one block that never changes. */
    private static final int HEIGHT = 1;

    private static final int BLOCK_HASH_BYTES = 32;
    private static final String ALL = "all";

    private final NodeRegistry registry;
    private final RandomGenerator random;
    private final Function<NodeId, Optional<TestHistory>> tests;

    /**
     * @param random chooses which nodes a limited answer holds
     * @param tests  what this node's own tests of a node found
     */
    public NodeListing(NodeRegistry registry, RandomGenerator random, Function<NodeId, Optional<TestHistory>> tests) {
        this.registry = registry;
        this.random = random;
        this.tests = tests;
    }

    /** How many blocks the ledger has. */
    public int height() {
        return registry.ledger()
                .map(ledger -> Math.toIntExact(ledger.state().height()))
                .orElse(HEIGHT);
    }

    /** The result for {@code query}. Whatever in it is not understood counts as absent. */
    public ObjectNode answer(JsonNode query) {
        var ledger = registry.ledger();
        var nodes = registry.nodes();
        var top = ledger.map(LedgerListing::top).orElseGet(() -> top(nodes));
        var fields = FieldChoice.of(query.path("fields"));
        var isKnown = top.path("block_hash")
                .textValue()
                .equals(query.path("poll_block_hash").textValue());
        var result = fields.of(top).put("status", "OK");
        if (isKnown) {
            return result.put("unchanged", true);
        }
        var states = Json.array();
        var entries = ledger.map(LedgerListing::nodes)
                .orElseGet(() -> nodes.stream()
                        .map(node -> new Entry(
                                node.id(), !node.swarm().isUnassigned(), () -> NodeJson.serviceNodeState(node)))
                        .toList());
        chosen(entries, query).forEach(entry -> states.add(fields.of(state(entry))));
        result.set("service_node_states", states);
        return result;
    }

    /** A node that may be listed; {@code fields} makes all of it. */
    record Entry(NodeId id, boolean isActive, Supplier<ObjectNode> fields) {}

    /**
     * The nodes with what proves them, for clients of a ledger of one's own; empty without one. Parameter {@code since}: the
     * block whose voters the client trusts. Result: {@code epochs}, {@code nodes}, {@code places}, all of them base64.
     */
    public Optional<ObjectNode> proven(JsonNode query) {
        return registry.ledger().map(ledger -> {
            var proof = ledger.proof().apply(Math.max(0, query.path("since").asLong(0)));
            var json = Json.object().put("height", ledger.state().height());
            var epochs = json.putArray("epochs");
            proof.epochs().forEach(epoch -> epochs.add(epoch.encode()));
            proof.nodes().ifPresent(nodes -> json.put("nodes", nodes.encode()));
            return json.put("places", UptimeProof.encodeAll(proof.places()));
        });
    }

    private ObjectNode state(Entry node) {
        var state = node.fields().get();
        tests.apply(node.id())
                .ifPresent(history -> state.put("storage_server_reachable", history.isReachable())
                        .put("storage_server_first_unreachable", seconds(history.firstUnreachable()))
                        .put("storage_server_last_unreachable", seconds(history.lastUnreachable()))
                        .put("storage_server_last_reachable", seconds(history.lastReachable())));
        return state;
    }

    /** Since the Unix epoch; 0 for never. */
    private static long seconds(Optional<Instant> time) {
        return time.map(Instant::getEpochSecond).orElse(0L);
    }

    private static ObjectNode top(List<NodeInfo> nodes) {
        var text = new StringBuilder();
        nodes.forEach(node -> text.append(NodeJson.entry(node)));
        var hash = Crypto.blake2b(BLOCK_HASH_BYTES, text.toString().getBytes(StandardCharsets.UTF_8));
        return Json.object()
                .put("block_hash", HexFormat.of().formatHex(hash))
                .put("hardfork", Stamp.HARDFORK)
                .put("height", HEIGHT)
                .put("snode_revision", Stamp.REVISION)
                .put("target_height", HEIGHT);
    }

    private List<Entry> chosen(List<Entry> nodes, JsonNode query) {
        var activeOnly = query.path("active_only").asBoolean(false);
        var keys = new HashSet<String>();
        query.path("service_node_pubkeys").forEach(key -> keys.add(key.asText("")));
        var chosen = new ArrayList<Entry>();
        for (var node : nodes) {
            if ((!activeOnly || node.isActive())
                    && (keys.isEmpty() || keys.contains(node.id().hex()))) {
                chosen.add(node);
            }
        }
        var limit = query.path("limit").asInt(0);
        if (limit > 0 && limit < chosen.size()) {
            Collections.shuffle(chosen, random);
            return chosen.subList(0, limit);
        }
        return chosen;
    }

    /** Which fields somebody asked for; empty {@code only} stands for all. */
    private record FieldChoice(Set<String> only, Set<String> without) {

        /** A name, a list of names, or an object of {@code name: true}; {@code "-name"} leaves one out. */
        static FieldChoice of(JsonNode asked) {
            var names = new HashSet<String>();
            if (asked.isTextual()) {
                names.add(asked.textValue());
            } else if (asked.isArray()) {
                asked.forEach(name -> names.add(name.asText("")));
            } else {
                asked.properties().stream()
                        .filter(field -> field.getValue().asBoolean(false))
                        .forEach(field -> names.add(field.getKey()));
            }
            var only = new HashSet<String>();
            var without = new HashSet<String>();
            for (var name : names) {
                if (name.startsWith("-")) {
                    without.add(name.substring(1));
                } else {
                    only.add(name);
                }
            }
            return new FieldChoice(only.contains(ALL) ? Set.of() : only, without);
        }

        ObjectNode of(ObjectNode state) {
            if (!only.isEmpty()) {
                state.retain(only);
            }
            return state.remove(without);
        }
    }
}
