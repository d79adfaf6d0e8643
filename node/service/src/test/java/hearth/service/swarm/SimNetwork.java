package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.swarm.Swarm;
import hearth.service.registry.ListedNodes;
import hearth.service.store.MessageStore.Held;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A network in memory with a clock of its own: nodes crash, come back, join and leave swarms, lose their disks; links break;
 * swarms are founded and dissolved; all by one seed.
 */
final class SimNetwork {

    private static final int SWARM_MIN = 5;
    private static final int SWARM_MAX = 10;
    private static final int SWARMS_MAX = 4;
    private static final int ACCOUNTS = 40;
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** A member is away for an hour at most. */
    private static final Duration AWAY_MAX = Duration.ofHours(1);

    private record Link(NodeId a, NodeId b) {}

    final FakeClock clock = new FakeClock(Instant.ofEpochMilli(1_700_000_000_000L));
    final ListedNodes registry = new ListedNodes(List.of());
    private final RandomGenerator random;
    private final Map<NodeId, SimNode> nodes = new TreeMap<>();
    private final Map<NodeId, SwarmId> places = new TreeMap<>();
    private final Map<NodeId, Instant> back = new TreeMap<>();
    private final Set<Link> cut = new HashSet<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Held> acknowledged = new ArrayList<>();
    private boolean calm;

    SimNetwork(RandomGenerator random, int swarms) {
        this.random = random;
        for (var i = 0; i < ACCOUNTS; i++) {
            var key = Seeds.bytes(random, 33);
            key[0] = 5;
            accounts.add(new Account(HexFormat.of().formatHex(key)));
        }
        for (var i = 0; i < swarms; i++) {
            var swarm = new SwarmId(random.nextLong());
            for (var member = 0; member < SWARM_MIN + 1; member++) {
                newNode(swarm);
            }
        }
        publish();
    }

    private void newNode(SwarmId swarm) {
        var id = NodeId.of(Seeds.bytes(random, 32));
        nodes.put(id, new SimNode(id, this));
        places.put(id, swarm);
    }

    private void publish() {
        registry.replace(places.entrySet().stream()
                .map(place -> new NodeInfo(
                        place.getKey(), X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 0, place.getValue()))
                .toList());
    }

    /** True once in {@code n} times, while there are troubles. */
    boolean chance(int n) {
        return !calm && random.nextInt(n) == 0;
    }

    Optional<SimNode> node(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    NodeInfo info(NodeId id) {
        return registry.find(id).orElseThrow();
    }

    boolean isCut(NodeId a, NodeId b) {
        return cut.contains(new Link(a, b)) || cut.contains(new Link(b, a));
    }

    List<NodeId> members(Account account) {
        return registry.swarms().swarmOf(account).orElse(Swarm.NONE).members().stream()
                .map(NodeInfo::id)
                .toList();
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private List<SimNode> shuffled() {
        var all = new ArrayList<>(nodes.values());
        Collections.shuffle(all, random);
        return all;
    }

    /** One event, and what time brings with it. */
    void event() {
        switch (random.nextInt(60)) {
            case 0, 1 -> crash();
            case 2 -> cut.add(new Link(any(List.copyOf(nodes.keySet())), any(List.copyOf(nodes.keySet()))));
            case 3, 4 -> cut.clear();
            case 5 -> join();
            case 6 -> leave();
            case 7 -> changeSwarms();
            case 8 -> loseDisk();
            case 9 -> setClock();
            case 10 -> any(List.copyOf(nodes.values())).fillDisk();
            case 11 -> nodes.values().forEach(SimNode::makeRoom);
            default -> store();
        }
        passTime(Duration.ofMillis(random.nextLong(20_000)));
    }

    private void passTime(Duration time) {
        for (var left = time; left.isPositive(); left = left.minus(LOOK)) {
            clock.advance(left.compareTo(LOOK) < 0 ? left : LOOK);
            for (var node : shuffled()) {
                var due = back.get(node.id);
                if (!node.up && due == null) {
                    back.put(node.id, clock.instant().plusMillis(random.nextLong(AWAY_MAX.toMillis())));
                } else if (due != null && !clock.instant().isBefore(due)) {
                    back.remove(node.id);
                    node.restart();
                }
                node.tick();
            }
        }
    }

    /** As {@link System#nanoTime}. */
    long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /**
     * Sets the clock of a node wrong, or a wrong one right. Not while this node is the one that owes something: it would be lost if
     * that expired by its clock.
     */
    private void setClock() {
        var node = any(List.copyOf(nodes.values()));
        if (!node.clockOff.isZero()) {
            node.clockOff = Duration.ZERO;
        } else if (node.owesNothing()) {
            node.clockOff = Duration.ofSeconds(random.nextLong(-300_000, 300_000));
        }
    }

    private void crash() {
        any(List.copyOf(nodes.values())).crash();
    }

    private void store() {
        var account = any(accounts);
        var members = members(account);
        var alive = members.stream()
                .map(this::known)
                .filter(node -> node.up && node.clockOff.isZero()) // clients see the time of a node
                .toList();
        if (alive.isEmpty()) {
            return;
        }
        var namespace = random.nextBoolean() ? Namespace.DIRECT : Namespace.USER_PROFILE;
        var data = Seeds.bytes(random, random.nextInt(1, 200));
        var now = clock.millis();
        var message = new StoredMessage(
                MessageHash.of(account, namespace, data), now, now + life().toMillis(), Bytes.wrap(data));
        var held = new Held(account, namespace, message);
        if (any(alive).storeForClient(held, !namespace.equals(Namespace.DIRECT), members)) {
            acknowledged.add(held);
        }
    }

    /** Some messages outlive the simulation; most do not, so that its cost does not grow with every event. */
    private Duration life() {
        return Duration.ofMinutes(random.nextInt(20) == 0 ? 20_000 : random.nextInt(1, 90));
    }

    private List<NodeId> in(SwarmId swarm) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().equals(swarm))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<SwarmId> swarms() {
        return registry.swarms().swarms().stream().map(Swarm::id).toList();
    }

    /** A new node, or one that was in no swarm. */
    private void join() {
        var swarm = any(swarms());
        if (in(swarm).size() < SWARM_MAX) {
            var free = in(SwarmId.UNASSIGNED);
            if (free.isEmpty() || random.nextBoolean()) {
                newNode(swarm);
            } else {
                places.put(any(free), swarm);
            }
            publish();
        }
    }

    private SimNode known(NodeId id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    /** Out of the swarm; out of the network once nothing is owed by that node. */
    private void leave() {
        var swarm = any(swarms());
        if (in(swarm).size() > SWARM_MIN) {
            places.put(any(in(swarm)), SwarmId.UNASSIGNED);
        }
        for (var node : in(SwarmId.UNASSIGNED)) {
            if (known(node).up && known(node).owesNothing() && random.nextBoolean()) {
                places.remove(node);
                nodes.remove(node);
                back.remove(node);
            }
        }
        publish();
    }

    private void changeSwarms() {
        var all = swarms();
        if (all.size() > 1 && (all.size() == SWARMS_MAX || random.nextBoolean())) {
            var dissolved = any(all);
            var others = all.stream().filter(swarm -> !swarm.equals(dissolved)).toList();
            in(dissolved).forEach(node -> {
                var to = any(others);
                places.put(node, in(to).size() < SWARM_MAX ? to : SwarmId.UNASSIGNED);
            });
        } else {
            var founded = new SwarmId(random.nextLong());
            while (in(founded).size() < SWARM_MIN) {
                var from = any(swarms());
                if (random.nextBoolean() && in(from).size() > SWARM_MIN) {
                    places.put(any(in(from)), founded);
                } else {
                    newNode(founded);
                }
            }
        }
        publish();
    }

    /** Not while this node is the one that owes something: that would be lost for everybody. */
    private void loseDisk() {
        var node = any(List.copyOf(nodes.values()));
        if (node.up && node.owesNothing() && random.nextInt(4) == 0) {
            node.loseDisk();
        }
    }

    /** All troubles end; returns when nobody owes anything, which must be soon. */
    void comeToRest() {
        calm = true;
        cut.clear();
        nodes.values().forEach(node -> node.clockOff = Duration.ZERO);
        nodes.values().forEach(SimNode::makeRoom);
        nodes.values().stream().filter(node -> !node.up).forEach(SimNode::restart);
        back.clear();
        passTime(Duration.ofMinutes(80)); // nodes with a new disk ask twice
        var owing = nodes.values().stream().filter(node -> !node.owesNothing()).count();
        if (owing > 0) {
            throw new AssertionError(owing + " nodes still owe something");
        }
    }

    /** Acknowledged messages that have not expired, and the members that should have them and have not. */
    List<String> losses() {
        var losses = new ArrayList<String>();
        for (var held : acknowledged) {
            if (held.message().expiryMs() > clock.millis()) {
                var without = members(held.account()).stream()
                        .filter(member -> !known(member).has(held.message().hash()))
                        .toList();
                if (!without.isEmpty()) {
                    losses.add(held.message().hash() + " is missing on " + without);
                }
            }
        }
        return losses;
    }

    int alive() {
        return (int) acknowledged.stream()
                .filter(held -> held.message().expiryMs() > clock.millis())
                .count();
    }
}
