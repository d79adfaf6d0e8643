package hearth.service.swarm;

import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.service.store.MessageStore;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who is owed messages after nodes came and went (network.md §5.4). One rule covers all cases: whoever belongs now
 * to the swarm of one of our messages and did not before, is owed a dump.
 *
 * <ul>
 *   <li>Somebody joined our swarm: that node.
 *   <li>A new swarm took a part of our accounts: all its members.
 *   <li>Our swarm was dissolved: all members of the swarms that its accounts belong to now.
 *   <li>We joined a swarm, or were moved while our old one lives on: nobody.
 * </ul>
 *
 * <p>A node that still owes something goes on owing it whatever becomes of itself, and owes it to those too who joined in the
 * meantime: it may be the only one who has it.
 */
final class Migration {

    private final NodeId own;
    private final MessageStore store;
    private final Backlog backlog;
    private final Clock clock;

    Migration(NodeId own, MessageStore store, Backlog backlog, Clock clock) {
        this.own = own;
        this.store = store;
        this.backlog = backlog;
        this.clock = clock;
    }

    /** Notes what is owed since the layout that was followed last. Returns the nodes that are owed a dump anew. */
    Set<NodeId> follow(Layout now) {
        var last = backlog.layout();
        if (last.isEmpty()) {
            backlog.layout(now);
            return Set.of();
        }
        var old = last.get();
        if (old.equals(now)) {
            return Set.of();
        }
        for (var account : backlog.accountsMissing()) {
            newcomers(account, old, now).ifPresent(members -> backlog.oweAlso(members, account, clock.millis()));
        }
        var owed = dumpsOwed(old, now);
        owed.forEach(backlog::oweDump);
        backlog.layout(now); // last: if the power fails before, all this is done again
        return owed;
    }

    private Optional<Set<NodeId>> newcomers(Account account, Layout old, Layout now) {
        var key = account.bytes();
        return now.swarmOf(key)
                .map(swarm -> without(now.newcomers(swarm, old, old.swarmOf(key).orElse(SwarmId.UNASSIGNED))))
                .filter(members -> !members.isEmpty());
    }

    private Set<NodeId> without(Set<NodeId> members) {
        members.remove(own);
        return members;
    }

    private Set<NodeId> dumpsOwed(Layout old, Layout now) {
        var owing = !backlog.membersWithoutDump().isEmpty();
        var oldSwarm = old.swarmWith(own);
        if (oldSwarm.isEmpty() && !owing) {
            return Set.of();
        }
        record Move(SwarmId from, SwarmId to) {}
        var seen = new HashSet<Move>();
        var owed = new HashSet<NodeId>();
        store.visit((_, account, _) -> {
            var from = old.swarmOf(account).orElse(SwarmId.UNASSIGNED);
            if (owing || oldSwarm.filter(from::equals).isPresent()) {
                now.swarmOf(account).ifPresent(to -> {
                    if (seen.add(new Move(from, to))) {
                        owed.addAll(without(now.newcomers(to, old, from)));
                    }
                });
            }
        });
        return owed;
    }
}
