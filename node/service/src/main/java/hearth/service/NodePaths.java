package hearth.service;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Status;
import hearth.service.http.HttpAnswer;
import hearth.service.http.HttpCall;
import hearth.service.http.HttpHandler;
import hearth.service.http.RateLimiter;
import hearth.service.key.NodeKeys;
import hearth.service.omq.OmqCaller;
import hearth.service.onion.OnionService;
import hearth.service.peer.ClientCommands;
import hearth.service.peer.PeerCommands;
import hearth.service.reach.IncomingTests;
import hearth.service.reach.NetworkTest;
import hearth.service.rpc.StorageService;
import hearth.service.rpc.StorageTest;
import hearth.service.rpc.Version;
import hearth.service.seed.SeedService;
import hearth.service.swarm.SwarmKeeper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the paths of a node's HTTPS port mean (network.md §1.4), and what the commands of its OMQ port do. */
final class NodePaths implements HttpHandler, PeerCommands, ClientCommands {

    private static final String LONG_POLL_HEADER = "X-Loki-Long-Poll";

    private final NodeKeys keys;
    private final StorageService storage;
    private final OnionService onions;
    private final SwarmKeeper keeper;
    private final StorageTest tests;
    private final OmqSubscribers subscribers;
    private final IncomingTests incoming;
    private final Optional<SeedService> seed;
    private final Supplier<Optional<String>> notReady;
    private final RateLimiter limiter;

    /**
     * @param notReady says why this node does not serve at present, or nothing if it does
     * @param limiter  counts storage requests; those of onions come from everybody at once and are not counted
     */
    NodePaths(
            NodeKeys keys,
            StorageService storage,
            OnionService onions,
            SwarmKeeper keeper,
            StorageTest tests,
            OmqSubscribers subscribers,
            IncomingTests incoming,
            Optional<SeedService> seed,
            Supplier<Optional<String>> notReady,
            RateLimiter limiter) {
        this.keys = keys;
        this.storage = storage;
        this.onions = onions;
        this.keeper = keeper;
        this.tests = tests;
        this.subscribers = subscribers;
        this.incoming = incoming;
        this.seed = seed;
        this.notReady = notReady;
        this.limiter = limiter;
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        return switch (call.method() + ' ' + call.path()) {
            case "POST /storage_rpc/v1" -> storage(call);
            case "POST /onion_req/v2" -> serving(() -> onion(call));
            case "POST " + NetworkTest.PATH -> pinged();
            case "GET /get_stats/v1" -> HttpAnswer.json(Status.OK, version());
            case "POST " + SeedService.PATH ->
                seed.map(service -> service.answer(call.body())).orElseGet(() -> notFound(call));
            default -> notFound(call);
        };
    }

    private HttpAnswer pinged() {
        incoming.came(IncomingTests.Way.HTTPS);
        var key = Base64.getEncoder().encodeToString(keys.id().bytes());
        return HttpAnswer.text(Status.OK, "").withHeader(NetworkTest.KEY_HEADER, key);
    }

    private HttpAnswer storage(HttpCall call) {
        if (call.header(LONG_POLL_HEADER).filter(value -> !value.isEmpty()).isPresent()) {
            return HttpAnswer.text(Status.GONE, "long polling is no longer supported, client upgrade required");
        }
        return serving(() -> {
            if (!limiter.allows(call.remote())) {
                return HttpAnswer.text(Status.TOO_MANY_REQUESTS, Status.phrase(Status.TOO_MANY_REQUESTS) + '\n');
            }
            var answer = storage.answer(call.body().toArray());
            return new HttpAnswer(answer.status(), answer.contentType(), Bytes.wrap(answer.bytes()), Map.of());
        });
    }

    private HttpAnswer onion(HttpCall call) {
        var answer = onions.fromClient(call.body().toArray());
        return new HttpAnswer(answer.status(), answer.contentType(), answer.body(), Map.of());
    }

    private HttpAnswer serving(Supplier<HttpAnswer> service) {
        return notReady.get()
                .map(reason ->
                        HttpAnswer.text(Status.SERVICE_UNAVAILABLE, "Service node is not ready: " + reason + '\n'))
                .orElseGet(service);
    }

    private static Bytes version() {
        return Bytes.wrap(("{\"version\":\"" + Version.text() + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpAnswer notFound(HttpCall call) {
        return HttpAnswer.text(
                Status.NOT_FOUND, call.method().toLowerCase(Locale.ROOT) + ' ' + call.path() + " Not Found");
    }

    @Override
    public List<Bytes> storage(String method, Bytes params, OmqCaller from) {
        return notReady.get()
                .map(reason -> List.of(
                        text(Integer.toString(Status.SERVICE_UNAVAILABLE)),
                        text("Service node is not ready: " + reason + '\n')))
                .orElseGet(() -> limiter.allows(from.address())
                        ? storage.answer(method, params)
                        : List.of(
                                text(Integer.toString(Status.TOO_MANY_REQUESTS)),
                                text("Too many requests, try again later")));
    }

    @Override
    public List<Bytes> monitor(Bytes body, OmqCaller from) {
        return List.of(subscribers.subscribe(from, body));
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void pinged(NodeInfo from) {
        incoming.came(IncomingTests.Way.OMQ);
    }

    @Override
    public List<Bytes> storageCc(NodeInfo from, String method, Bytes params) {
        return storage.forwarded(method, params);
    }

    @Override
    public List<Bytes> onion(NodeInfo from, Bytes hop) {
        return onions.fromNode(hop.toArray()).parts();
    }

    @Override
    public List<Bytes> data(NodeInfo from, Bytes batch) {
        return keeper.data(from, batch);
    }

    @Override
    public List<Bytes> storageTest(NodeInfo from, List<Bytes> question) {
        return tests.answer(from, question);
    }

    @Override
    public List<Bytes> dataReady(NodeInfo from, Optional<Bytes> question) {
        return keeper.dataReady(from, question);
    }
}
