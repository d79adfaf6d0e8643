package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.network.NetworkErasure;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Swept;
import hearth.protocol.rpc.TimedProof;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets the account's own swarm forget everything of it (messages.md section 2.8). */
public final class SwarmEraser {

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Own own;
    private final OwnSwarm swarm;

    public SwarmEraser(Own own, Network network) {
        this.own = own;
        swarm = new OwnSwarm(own, network);
    }

    /** Asks member after member, each of which tells the others, until all have confirmed or the time is over. */
    public NetworkErasure erase(Duration longest) {
        var end = own.pace().nanos() + longest.toNanos();
        var confirmed = new HashSet<NodeId>();
        var result = NetworkErasure.NOTHING;
        try {
            for (var round = 0;
                    round < TRIES && !result.isComplete() && own.pace().nanos() < end;
                    round++) {
                if (round > 0) {
                    own.pace().sleep(PAUSE);
                }
                var members = swarm.members();
                if (!members.isEmpty() && own.time().isKnown()) {
                    confirmed.addAll(ask(members.get(round % members.size()), members));
                    result = new NetworkErasure(confirmed.size(), members.size());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private Set<NodeId> ask(NodeInfo member, List<NodeInfo> members) throws InterruptedException {
        var scope = new NamespaceScope.All();
        var now = own.time().nowMs();
        var request = new DeleteAll(
                own.id().account(), scope, new TimedProof(now, swarm.proof(SignedStrings.deleteAll(scope, now))));
        var ids = members.stream().map(NodeInfo::id).collect(Collectors.toSet());
        return swarm.ask(member, members, new Batch(List.of(request)), 1)
                .flatMap(answers -> swarm.read(answers.getFirst(), answer -> ReplyReader.swarmResult(request, answer)))
                .map(result -> result.members().entrySet().stream()
                        .filter(one -> ids.contains(one.getKey())
                                && one.getValue() instanceof Swept swept
                                && swept.isSignedBy(one.getKey()))
                        .map(one -> one.getKey())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
