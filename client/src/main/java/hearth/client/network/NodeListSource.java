package hearth.client.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.UnprovenException;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.rpc.OxendRequest;
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

    private static final System.Logger LOG = System.getLogger(NodeListSource.class.getName());

    /** The most questions for one list. */
    private static final int TURNS_MAX = 100;

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
    private final Optional<ProvenLists> proven;
    private volatile boolean refused;

    /** {@code proven} believes lists of a network with a ledger; those of others are believed for their pinned seeds. */
    NodeListSource(
            NetworkProfile profile,
            SeedLink seeds,
            OnionCalls calls,
            Optional<ProvenLists> proven,
            RandomGenerator random,
            Duration timeout) {
        this.profile = profile;
        this.proven = proven;
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
            questions.add(
                    proven.isPresent()
                            ? () -> proven(proven.get(), since -> ask(seed, since))
                            : () -> read(seeds.post(seed, request, SEED_TIMEOUT)));
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
        if (proven.isPresent()) {
            return provenFromNodes(proven.get(), known);
        }
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

    /** Whether the last list that came was refused, since it did not follow from the genesis. */
    boolean isRefused() {
        return refused;
    }

    /** Asks for a list that is proven to whoever trusts the voters since a block. */
    private interface Question {
        JsonNode ask(long since) throws IOException, FormatException, InterruptedException;
    }

    /** Asks again as long as the answer leads further, but not to the end: there were many changes of voters. */
    private List<NodeInfo> proven(ProvenLists lists, Question question) throws IOException, InterruptedException {
        for (var turn = 0; turn < TURNS_MAX; turn++) {
            var since = lists.since();
            try {
                var nodes = lists.read(question.ask(since));
                refused = false;
                return nodes;
            } catch (FormatException malformed) {
                throw new IOException("No list of nodes", malformed);
            } catch (UnprovenException unproven) {
                if (lists.since() == since) {
                    refused = true;
                    LOG.log(System.Logger.Level.WARNING, "A list of nodes is refused: {0}", unproven.getMessage());
                    throw new IOException("A list that is not proven", unproven);
                }
            }
        }
        throw new IOException("Too many changes of voters");
    }

    private JsonNode ask(NetworkProfile.Seed seed, long since) throws IOException, FormatException {
        var question = Json.object().put("jsonrpc", "2.0").put("id", "0").put("method", OxendRequest.PROVEN_NODES);
        question.putObject("params").put("since", since);
        return Json.parseObject(seeds.post(seed, Json.bytes(question), SEED_TIMEOUT))
                .path("result");
    }

    /** What is proven needs no second witness. */
    private List<NodeInfo> provenFromNodes(ProvenLists lists, List<NodeInfo> known) throws InterruptedException {
        for (var witness : witnesses(known)) {
            try {
                return proven(lists, since -> ask(witness, since));
            } catch (IOException away) {
                LOG.log(System.Logger.Level.DEBUG, "A node tells no list: {0}", away.getMessage());
            }
        }
        return List.of();
    }

    private JsonNode ask(NodeInfo node, long since) throws IOException, FormatException, InterruptedException {
        var request = new OxendRequest(OxendRequest.PROVEN_NODES, Json.object().put("since", since));
        if (calls.call(node, Set.of(), request.toJson(), timeout) instanceof CallResult.Answered answered) {
            return Json.parse(answered.body()).path("result");
        }
        throw new IOException("Not reached");
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
