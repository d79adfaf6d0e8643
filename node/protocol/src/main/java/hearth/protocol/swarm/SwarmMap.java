package hearth.protocol.swarm;

import hearth.protocol.id.Account;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/** Says which swarm keeps the mailbox of an account (network specification 5.1). Never changes once made. */
public final class SwarmMap {

    private final TreeMap<SwarmId, Swarm> swarms = new TreeMap<>();

    private SwarmMap() {}

    /** The swarms of {@code nodes}; those that belong to no swarm are left out. */
    public static SwarmMap of(Collection<NodeInfo> nodes) {
        var members = new TreeMap<SwarmId, List<NodeInfo>>();
        for (var node : nodes) {
            if (!node.swarm().isUnassigned()) {
                members.computeIfAbsent(node.swarm(), _ -> new ArrayList<>()).add(node);
            }
        }
        var map = new SwarmMap();
        members.forEach((id, list) -> map.swarms.put(id, new Swarm(id, list)));
        return map;
    }

    /** The swarm of {@code account}, or empty if there are no swarms at all. */
    public Optional<Swarm> swarmOf(Account account) {
        return swarmAt(position(account.key()));
    }

    /** The swarm with that id. */
    public Optional<Swarm> swarm(SwarmId id) {
        return Optional.ofNullable(swarms.get(id));
    }

    /** All swarms, in the order of their ids. */
    public List<Swarm> swarms() {
        return List.copyOf(swarms.values());
    }

    /** Where an account with this 32-byte key lies on the circle of 2^64 positions; to be read as unsigned. */
    public static long position(byte[] key) {
        if (key.length != 4 * Long.BYTES) {
            throw new IllegalArgumentException("Key has " + key.length + " bytes, it must have " + 4 * Long.BYTES);
        }
        var words = ByteBuffer.wrap(key).asLongBuffer();
        return words.get(0) ^ words.get(1) ^ words.get(2) ^ words.get(3);
    }

    Optional<Swarm> swarmAt(long position) {
        return nearest(swarms.navigableKeySet(), position).map(swarms::get);
    }

    /** Of {@code ids} the one nearest to {@code position} on the circle; of two at the same distance the one to the left. */
    public static Optional<SwarmId> nearest(NavigableSet<SwarmId> ids, long position) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        var atOrAfter = ids.ceiling(new SwarmId(position));
        var right = atOrAfter == null ? ids.first() : atOrAfter;
        var before = ids.lower(right);
        var left = before == null ? ids.last() : before;
        var toRight = right.value() - position;
        var toLeft = position - left.value();
        return Optional.of(Long.compareUnsigned(toRight, toLeft) < 0 ? right : left);
    }
}
