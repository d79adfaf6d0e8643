package hearth.client.sim;

import hearth.protocol.Json;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.StorageVersion;
import hearth.protocol.onion.OnionPeeler;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.Deleted;
import hearth.protocol.rpc.Expire;
import hearth.protocol.rpc.Expired;
import hearth.protocol.rpc.GetExpiries;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.GetSwarm;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.NodeStatus;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Sequence;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Stored;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.SwarmResult;
import hearth.protocol.rpc.Swept;
import hearth.protocol.rpc.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One node in memory: it keeps messages, replicates to its swarm and signs what it keeps, as real ones do. */
public final class SimNode {

    private static final RequestChecks CHECKS = new RequestChecks(RequestChecks.Revocations.NONE);

    private final SimNetwork network;
    private final Ed25519KeyPair keys;
    private final X25519KeyPair x25519;
    private final String host;
    private final int port;
    private final Map<Box, Map<MessageHash, StoredMessage>> mailboxes = new LinkedHashMap<>();

    /** Where held questions wait for something to arrive. */
    private final ReentrantLock holding = new ReentrantLock();

    private final Condition arrived = holding.newCondition();

    private record Box(Account account, Namespace namespace) {}

    private volatile SwarmId swarm;
    private volatile boolean up = true;
    private volatile boolean silent;
    private volatile boolean canWait = true;
    private volatile long clockOffsetMs;
    private volatile Optional<Function<StorageRequest, Optional<RpcAnswer>>> trick = Optional.empty();
    private volatile Optional<Function<String, RpcAnswer>> listing = Optional.empty();

    SimNode(SimNetwork network, byte[] seed, String host, int port, SwarmId swarm) {
        this.network = network;
        this.keys = Ed25519KeyPair.fromSeed(seed);
        this.x25519 = keys.toX25519();
        this.host = host;
        this.port = port;
        this.swarm = swarm;
    }

    public NodeId id() {
        return NodeId.of(keys.publicKey().bytes());
    }

    /** As lists show it. */
    public NodeInfo info() {
        return new NodeInfo(id(), x25519.publicKey(), host, port, 0, swarm);
    }

    public boolean isUp() {
        return up;
    }

    /** Takes connections, or not at all. */
    public void setUp(boolean value) {
        up = value;
    }

    boolean isSilent() {
        return silent;
    }

    /** Takes requests and never answers. */
    public void setSilent(boolean value) {
        silent = value;
    }

    /** Whether it knows {@code hearth_wait}. */
    public void setCanWait(boolean value) {
        canWait = value;
    }

    /** How far its clock is from the network's. */
    public void setClockOffsetMs(long value) {
        clockOffsetMs = value;
    }

    /** Answers instead of the node where it has an answer. */
    public void setTrick(Function<StorageRequest, Optional<RpcAnswer>> value) {
        trick = Optional.of(value);
    }

    /** Behaves again. */
    public void stopTricks() {
        trick = Optional.empty();
    }

    /** Answers batches that ask for {@code active_nodes_bin} (as JSON text), which this node otherwise does not know. */
    public void setListing(Function<String, RpcAnswer> value) {
        listing = Optional.of(value);
    }

    Optional<RpcAnswer> listing(String request) {
        return listing.filter(_ -> request.contains("active_nodes_bin")).map(list -> list.apply(request));
    }

    void move(SwarmId other) {
        swarm = other;
    }

    SwarmId swarm() {
        return swarm;
    }

    OnionPeeler peeler() {
        return new OnionPeeler(x25519);
    }

    /** Messages that it keeps for an account, in its order. */
    public List<StoredMessage> mailbox(Account account) {
        return mailbox(account, Namespace.DIRECT);
    }

    /** What it keeps for an account in a namespace, in its order. */
    public synchronized List<StoredMessage> mailbox(Account account, Namespace namespace) {
        return mailboxes.getOrDefault(new Box(account, namespace), Map.of()).values().stream()
                .filter(message -> message.expiryMs() > nowMs())
                .toList();
    }

    /** Puts a message into a mailbox as if it had come from another client. */
    public void put(Account account, StoredMessage message) {
        put(account, Namespace.DIRECT, message);
    }

    /** Puts something into a namespace as if it had come from another client. */
    public void put(Account account, Namespace namespace, StoredMessage message) {
        synchronized (this) {
            mailboxes
                    .computeIfAbsent(new Box(account, namespace), _ -> new LinkedHashMap<>())
                    .putIfAbsent(message.hash(), message);
        }
        holding.lock();
        try {
            arrived.signalAll();
        } finally {
            holding.unlock();
        }
    }

    /** Loses everything of a namespace. */
    public synchronized void lose(Account account, Namespace namespace) {
        mailboxes.remove(new Box(account, namespace));
    }

    RpcAnswer answer(StorageRequest request) throws InterruptedException {
        var tricked = trick.flatMap(function -> function.apply(request));
        if (tricked.isPresent()) {
            return tricked.get();
        }
        try {
            return switch (request) {
                case Batch(var requests) -> {
                    var results = Json.object();
                    var array = results.putArray("results");
                    for (var single : requests) {
                        array.add(answer(single).inBatch());
                    }
                    yield RpcAnswer.ok(results);
                }
                case Sequence(var requests) -> {
                    var results = Json.object();
                    var array = results.putArray("results");
                    for (var single : requests) {
                        var answer = answer(single);
                        array.add(answer.inBatch());
                        if (answer.status() != Status.OK) {
                            break;
                        }
                    }
                    yield RpcAnswer.ok(results);
                }
                case Delete delete -> everywhere(member -> member.delete(delete));
                case DeleteAll all -> {
                    CHECKS.check(all, nowMs(), RequestChecks.Origin.CLIENT);
                    yield everywhere(member -> member.deleteAll(all));
                }
                case Expire expire -> everywhere(member -> member.expire(expire));
                case GetExpiries expiries -> expiries(expiries);
                case GetInfo() ->
                    RpcAnswer.ok(stamp().on(new NodeStatus(new StorageVersion(2, 8, 0), nowMs()).toJson()));
                case GetSwarm(var account) ->
                    RpcAnswer.ok(stamp().on(network.swarmOf(account).toJson()));
                case Store store -> store(store);
                case Retrieve retrieve -> retrieve(retrieve);
                case Wait wait -> hold(wait);
                case StorageRequest other -> RpcAnswer.text(Status.BAD_REQUEST, "no method " + other.method());
            };
        } catch (RequestException refused) {
            return RpcAnswer.of(refused);
        }
    }

    private RpcAnswer store(Store store) throws RequestException {
        if (!isOurs(store.account())) {
            return misdirected(store.account());
        }
        CHECKS.check(store, nowMs(), RequestChecks.Origin.CLIENT);
        var members = new LinkedHashMap<NodeId, MemberReply>();
        for (var member : network.members(swarm)) {
            var reached = member == this || (member.up && !member.silent && network.isConnected(this, member));
            members.put(
                    member.id(),
                    reached ? member.keep(store, member == this ? 0 : network.lagMs()) : new MemberReply.TimedOut());
        }
        return RpcAnswer.ok(stamp().on(new Stored(store.hash(), members).toJson()));
    }

    private MemberReply keep(Store store, int lagMs) {
        var already = mailbox(store.account()).stream()
                .anyMatch(message -> message.hash().equals(store.hash()));
        var message = new StoredMessage(store.hash(), store.timestampMs(), store.expiryMs(), store.data());
        if (lagMs == 0) {
            put(store.account(), store.namespace(), message);
        } else {
            // It will be there, but messages that come later may be there first.
            Thread.ofVirtual().start(() -> {
                try {
                    network.pace().sleep(Duration.ofMillis(lagMs));
                    put(store.account(), store.namespace(), message);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        return new MemberReply.Kept(
                store.hash(), store.expiryMs(), already, Signature.of(keys.sign(SignedStrings.stored(store.hash()))));
    }

    private RpcAnswer everywhere(Function<SimNode, MemberReply> action) {
        var members = new LinkedHashMap<NodeId, MemberReply>();
        for (var member : network.members(swarm)) {
            var reached = member == this || (member.up && !member.silent && network.isConnected(this, member));
            members.put(member.id(), reached ? action.apply(member) : new MemberReply.TimedOut());
        }
        return RpcAnswer.ok(stamp().on(new SwarmResult(members).toJson()));
    }

    private synchronized MemberReply delete(Delete delete) {
        var deleted = new ArrayList<MessageHash>();
        mailboxes.forEach((box, messages) -> {
            if (box.account().equals(delete.account())) {
                for (var hash : delete.messages()) {
                    if (messages.remove(hash) != null) {
                        deleted.add(hash);
                    }
                }
            }
        });
        deleted.sort(Comparator.comparing(MessageHash::text));
        return new Deleted(delete, deleted, Signature.of(keys.sign(Deleted.signed(delete, deleted))));
    }

    private synchronized MemberReply deleteAll(DeleteAll all) {
        var deleted = new TreeMap<Namespace, List<MessageHash>>();
        mailboxes.forEach((box, messages) -> {
            if (box.account().equals(all.account()) && !messages.isEmpty()) {
                deleted.put(
                        box.namespace(),
                        messages.keySet().stream()
                                .sorted(Comparator.comparing(MessageHash::text))
                                .toList());
                messages.clear();
            }
        });
        var kind = Swept.Kind.of(all);
        return new Swept(kind, deleted, Signature.of(keys.sign(Swept.signed(kind, deleted))));
    }

    /** Moves expiries as asked, as far as it has the messages. */
    private synchronized MemberReply expire(Expire expire) {
        var updated = new TreeMap<MessageHash, Long>();
        var unchanged = new TreeMap<MessageHash, Long>();
        for (var messages : mailboxes.entrySet()) {
            if (messages.getKey().account().equals(expire.account())) {
                messages.getValue().replaceAll((hash, message) -> {
                    if (!expire.messages().contains(hash)) {
                        return message;
                    }
                    var wanted = expire.expiryMs(expire.messages().indexOf(hash));
                    var moves = switch (expire.mode()) {
                        case SET -> true;
                        case EXTEND -> wanted > message.expiryMs();
                        case SHORTEN -> wanted < message.expiryMs();
                    };
                    if (!moves) {
                        unchanged.put(hash, message.expiryMs());
                        return message;
                    }
                    updated.put(hash, wanted);
                    return new StoredMessage(hash, message.timestampMs(), wanted, message.data());
                });
            }
        }
        var signed = Expired.signed(expire, expire.expiryMs(0), updated, unchanged);
        return new Expired(expire, expire.expiryMs(0), updated, unchanged, Signature.of(keys.sign(signed)));
    }

    private synchronized RpcAnswer expiries(GetExpiries asked) throws RequestException {
        CHECKS.check(asked, nowMs(), RequestChecks.Origin.CLIENT);
        var json = Json.object();
        var found = json.putObject("expiries");
        mailboxes.forEach((box, messages) -> {
            if (box.account().equals(asked.account())) {
                messages.values().stream()
                        .filter(message -> message.expiryMs() > nowMs()
                                && asked.messages().contains(message.hash().text()))
                        .forEach(message -> found.put(message.hash().text(), message.expiryMs()));
            }
        });
        return RpcAnswer.ok(stamp().on(json));
    }

    private RpcAnswer retrieve(Retrieve retrieve) throws RequestException {
        if (!isOurs(retrieve.account())) {
            return misdirected(retrieve.account());
        }
        CHECKS.check(retrieve, nowMs(), RequestChecks.Origin.CLIENT);
        return RpcAnswer.ok(stamp().on(read(retrieve).toJson()));
    }

    private RpcAnswer hold(Wait wait) throws RequestException, InterruptedException {
        if (!canWait) {
            return RpcAnswer.text(Status.BAD_REQUEST, "no method " + Wait.METHOD);
        }
        if (!isOurs(wait.account())) {
            return misdirected(wait.account());
        }
        CHECKS.check(wait, nowMs(), RequestChecks.Origin.CLIENT);
        var pace = network.pace();
        var end = pace.nanos() + wait.atMost().toNanos();
        holding.lock();
        try {
            for (var left = end - pace.nanos();
                    left > 0 && up && read(wait.retrieve()).messages().isEmpty();
                    left = end - pace.nanos()) {
                pace.await(holding, arrived, left);
            }
        } finally {
            holding.unlock();
        }
        return RpcAnswer.ok(stamp().on(read(wait.retrieve()).toJson()));
    }

    private synchronized Retrieved read(Retrieve retrieve) {
        var all = mailbox(retrieve.account(), retrieve.namespace());
        var from = 0;
        for (var i = 0; i < all.size(); i++) {
            if (retrieve.last().isPresent()
                    && all.get(i).hash().equals(retrieve.last().get())) {
                from = i + 1;
            }
        }
        var to = Math.min(all.size(), from + network.pageMax());
        return new Retrieved(all.subList(from, to), to < all.size());
    }

    private boolean isOurs(Account account) {
        return network.swarmOf(account).id().equals(swarm);
    }

    private RpcAnswer misdirected(Account account) {
        return RpcAnswer.json(
                Status.MISDIRECTED, stamp().on(network.swarmOf(account).toJson()));
    }

    private Stamp stamp() {
        return Stamp.at(nowMs());
    }

    private long nowMs() {
        return network.nowMs() + clockOffsetMs;
    }
}
