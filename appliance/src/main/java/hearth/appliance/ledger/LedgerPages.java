package hearth.appliance.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Invitation;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import hearth.service.ServiceNode;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.duty.LedgerService;
import hearth.service.ledger.order.HistoryEntry;
import hearth.service.ledger.order.Outcome;
import hearth.service.registry.NodeListing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a box with a ledger answers to the commands of its owner on loopback. Nothing of it is secret, and what is handed in is
 * signed. Amounts are atomic units. Safe for use by many threads.
 */
public final class LedgerPages {

    /** How all paths begin. */
    public static final String PREFIX = "/ledger/";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HISTORY_MAX = 1_000;

    private final LedgerService service;
    private final ServiceNode node;
    private final List<Invitation.Seed> seeds;
    private final NodeListing listing;

    /** For a node that runs, and the seeds of the invitation by which it came to its network. */
    public LedgerPages(LedgerService service, ServiceNode node, List<Invitation.Seed> seeds, RandomGenerator random) {
        this.service = service;
        this.node = node;
        this.seeds = List.copyOf(seeds);
        listing = new NodeListing(service.registry(), random, node.testRecords()::find);
    }

    /**
     * The answer to a question; empty if there is no such page.
     *
     * @param page  the path after {@link #PREFIX}
     * @param query its parameters
     * @param body  what was handed in, empty for questions
     * @throws FormatException if a parameter is none
     */
    public Optional<ObjectNode> answer(String page, Map<String, String> query, byte[] body)
            throws FormatException, InterruptedException {
        return switch (page) {
            case "status" -> Optional.of(status());
            case "account" -> Optional.of(account(address(query)));
            case "history" -> Optional.of(history(query));
            case "nodes" -> Optional.of(nodes());
            case "name" -> Optional.of(name(query));
            case "invitation" ->
                Optional.of(Json.object().put("invitation", invitation().text()));
            case "test" -> Optional.of(test());
            case "submit" -> Optional.of(submit(BlockItem.decode(body)));
            default -> Optional.empty();
        };
    }

    private ObjectNode status() {
        var state = service.ledger().state();
        var genesis = state.genesis();
        var json = Json.object()
                .put("network", genesis.network())
                .put("genesis", state.network().hex())
                .put("token", genesis.token().name())
                .put("symbol", genesis.token().symbol())
                .put("height", state.height())
                .put("time", state.time())
                .put("block_hash", state.blockHash().hex())
                .put("staking_requirement", genesis.rules().stakingRequirement().units())
                .put("minimum_fee", genesis.rules().minimumFee().units())
                .put("name_price", genesis.rules().namePrice().units())
                .put("time_scale", genesis.rules().timeScale())
                .put("block_millis", genesis.rules().blockMillis())
                .put("pool", state.pool().units())
                .put("supply", state.supply().units());
        for (var each : NodeRecord.State.values()) {
            json.put(name(each), state.nodes(each).size());
        }
        json.set("node", ownNode());
        return json;
    }

    private ObjectNode ownNode() {
        var state = service.ledger().state();
        var own = node.keys().id();
        var json = Json.object().put("id", own.hex());
        service.proof(own)
                .ifPresent(
                        proof -> json.put("last_uptime_proof", proof.content().time()));
        state.node(own).ifPresentOrElse(record -> record(json, record), () -> json.put("state", "unregistered"));
        return json;
    }

    private void record(ObjectNode json, NodeRecord record) {
        var state = service.ledger().state();
        var rules = state.genesis().rules();
        var credit = Math.max(0, record.standing().creditAt(state.height(), rules.timeScale()));
        json.put("state", name(record.state()))
                .put("operator", record.operator().text())
                .put("staked", record.staked().units())
                .put("open", record.open(rules.stakingRequirement()).units())
                .put("since", record.standing().since())
                .put("credit_blocks", credit)
                .put("credit_seconds", credit * rules.blockMillis() / 1000)
                .put("leaves", record.leaves())
                .put("swarm", record.swarm().hex());
    }

    /** As {@code get_service_nodes}, and with the state of each node in one word. */
    private ObjectNode nodes() {
        var state = service.ledger().state();
        var answer = listing.answer(Json.object());
        for (var json : answer.path("service_node_states")) {
            if (json instanceof ObjectNode entry) {
                entry.put(
                        "state",
                        stateOf(state, entry.path("service_node_pubkey").asText()));
            }
        }
        return answer;
    }

    private static String stateOf(LedgerState state, String id) {
        return state.node(new NodeId(id)).map(record -> name(record.state())).orElse("gone");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode account(LedgerAddress address) {
        var state = service.ledger().state();
        var account = state.account(address);
        var staked = state.nodes()
                .flatMap(record -> record.contributor(address).stream())
                .map(NodeRecord.Contributor::amount)
                .reduce(Amount.ZERO, Amount::plus);
        return Json.object()
                .put("address", address.text())
                .put("balance", account.balance().units())
                .put("nonce", account.nonce())
                .put("staked", staked.units());
    }

    private ObjectNode history(Map<String, String> query) throws FormatException {
        var node = query.get("node");
        var entries = node == null
                ? service.ledger().history(address(query), Long.MAX_VALUE, HISTORY_MAX)
                : service.ledger().history(NodeId.parse(node), Long.MAX_VALUE, HISTORY_MAX);
        var json = Json.object();
        var array = json.putArray("history");
        entries.forEach(entry -> array.add(entry(entry)));
        return json;
    }

    private static ObjectNode entry(HistoryEntry entry) {
        var json = Json.object()
                .put("height", entry.height())
                .put("time", entry.time())
                .put("kind", name(entry.kind()))
                .put("amount", entry.amount().units());
        if (entry.other().length() > 0) {
            json.put("other", other(entry));
        }
        return json;
    }

    private static String other(HistoryEntry entry) {
        return switch (entry.kind()) {
            case SENT, RECEIVED -> new LedgerAddress(entry.other()).text();
            default -> entry.other().hex();
        };
    }

    private ObjectNode name(Map<String, String> query) throws FormatException {
        var hash = query.getOrDefault("hash", "");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new FormatException("The hash of a name has 64 lower-case hex characters");
        }
        var json = Json.object();
        service.ledger()
                .state()
                .name(new LedgerHash(Bytes.wrap(HexFormat.of().parseHex(hash))))
                .ifPresent(entry -> json.put("owner", entry.owner().text())
                        .put("expires", entry.expires())
                        .put("encrypted_value", entry.value().encrypted().hex())
                        .put("nonce", entry.value().nonce().hex()));
        return json;
    }

    /** What others need to come to this network: this node, and those by which it came itself. */
    public Invitation invitation() {
        var state = service.ledger().state();
        var info = node.info();
        var all = new ArrayList<Invitation.Seed>();
        all.add(new Invitation.Seed(
                info.id(),
                info.host(),
                info.httpsPort(),
                info.omqPort(),
                Bytes.wrap(Base64.getDecoder().decode(node.pin()))));
        seeds.stream()
                .filter(seed -> !seed.node().equals(info.id()))
                .limit(Invitation.SEEDS_MAX - 1L)
                .forEach(all::add);
        return new Invitation(state.genesis().network(), state.network(), all);
    }

    private ObjectNode test() {
        var found = service.testFromOutside(node.keys().id());
        var json = Json.object().put("asked", found.isPresent());
        found.ifPresent(each -> json.put("https", each.https()).put("omq", each.omq()));
        return json;
    }

    private ObjectNode submit(BlockItem item) throws InterruptedException {
        var first = service.ledger().submit(item);
        var outcome = first instanceof Outcome.Waiting ? service.ledger().await(item.id(), PATIENCE) : first;
        var json = Json.object().put("id", item.id().hex()).put("outcome", outcomeName(outcome));
        switch (outcome) {
            case Outcome.Taken(var height) -> json.put("height", height);
            case Outcome.Refused(var reason, var height) ->
                json.put("reason", name(reason)).put("height", height);
            case Outcome.Waiting _, Outcome.Busy _, Outcome.Unknown _ -> {
                // The name says it all.
            }
        }
        return json;
    }

    private static String outcomeName(Outcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static LedgerAddress address(Map<String, String> query) throws FormatException {
        return LedgerAddress.parse(query.getOrDefault("address", ""));
    }
}
