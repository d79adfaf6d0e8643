package hearth.client.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Where node lists come from (network.md sections 7.2 and 7.3): seeds, all at once, the first good answer wins; or three
 * nodes that do not know of each other's answers, of which two must agree.
 */
final class NodeListSource {

    private static final Duration SEED_TIMEOUT = Duration.ofSeconds(5);
    private static final int WITNESSES = 3;
    private static final int AGREEING = 2;
    private static final byte[] ACTIVE_NODES =
            "{\"method\":\"batch\",\"params\":{\"requests\":[{\"method\":\"active_nodes_bin\",\"params\":{}}]}}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final NetworkProfile profile;
    private final SeedLink seeds;
    private final OnionCalls calls;
    private final RandomGenerator random;
    private final Duration timeout;

    NodeListSource(NetworkProfile profile, SeedLink seeds, OnionCalls calls, RandomGenerator random, Duration timeout) {
        this.profile = profile;
        this.seeds = seeds;
        this.calls = calls;
        this.random = random;
        this.timeout = timeout;
    }

    /** The list of the fastest seed; empty if none answers well. */
    List<NodeInfo> fromSeeds() throws InterruptedException {
        if (profile.seeds().isEmpty()) {
            return List.of();
        }
        var request = Json.bytes(request());
        var questions = new ArrayList<Callable<List<NodeInfo>>>();
        for (var seed : profile.seeds()) {
            questions.add(() -> read(seeds.post(seed, request, SEED_TIMEOUT)));
        }
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("hearth-seed-", 0).factory())) {
            return threads.invokeAny(questions, SEED_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException nobody) {
            return List.of();
        }
    }

    /** The nodes that at least two of three random nodes list; empty if that cannot be had. */
    List<NodeInfo> fromNodes(List<NodeInfo> known) throws InterruptedException {
        var answers = new ArrayList<List<NodeInfo>>();
        for (var witness : witnesses(known)) {
            var result = calls.call(witness, Set.of(), ACTIVE_NODES, timeout);
            if (!(result instanceof CallResult.Answered answered)) {
                continue;
            }
            var list = activeNodes(answered.body());
            if (list.isEmpty()) {
                return List.of(); // This network's nodes do not offer it, or not yet.
            }
            answers.add(list.get());
        }
        return agreed(answers);
    }

    /** Nodes that at least two of the lists have in exactly the same way, address included, in the order of the first. */
    static List<NodeInfo> agreed(List<List<NodeInfo>> lists) {
        Map<NodeInfo, Integer> votes = new LinkedHashMap<>();
        lists.forEach(list -> new LinkedHashSet<>(list).forEach(node -> votes.merge(node, 1, Integer::sum)));
        var agreed = new LinkedHashMap<NodeId, NodeInfo>();
        votes.forEach((node, count) -> {
            if (count >= AGREEING) {
                agreed.putIfAbsent(node.id(), node);
            }
        });
        return List.copyOf(agreed.values());
    }

    private List<NodeInfo> witnesses(List<NodeInfo> known) {
        var left = new ArrayList<>(known);
        var chosen = new ArrayList<NodeInfo>();
        while (chosen.size() < WITNESSES && !left.isEmpty()) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    private static Optional<List<NodeInfo>> activeNodes(String body) {
        try {
            var result = Json.parse(body).path("results").path(0);
            if (result.path("code").asInt() != 200 || !result.path("body").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(ActiveNodes.decode(
                            Base64.getDecoder().decode(result.path("body").textValue()))
                    .nodes());
        } catch (FormatException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<NodeInfo> read(byte[] answer) throws IOException {
        try {
            var nodes = NodeList.parse(answer).nodes();
            if (nodes.isEmpty()) {
                throw new IOException("Seed lists no nodes");
            }
            return nodes;
        } catch (FormatException e) {
            throw new IOException("Seed answers no node list", e);
        }
    }

    private static ObjectNode request() {
        var request = Json.object().put("jsonrpc", "2.0").put("id", "0").put("method", "get_n_service_nodes");
        var params = request.putObject("params").put("active_only", true);
        var fields = params.putObject("fields");
        for (var field : List.of(
                "public_ip",
                "storage_port",
                "storage_lmq_port",
                "pubkey_x25519",
                "pubkey_ed25519",
                "swarm",
                "swarm_id",
                "requested_unlock_height",
                "height")) {
            fields.put(field, true);
        }
        return request;
    }
}
