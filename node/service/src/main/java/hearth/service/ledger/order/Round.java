package hearth.service.ledger.order;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Decision;
import hearth.protocol.ledger.Voters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was heard of one round. Of every voter the first ballot of each kind counts. */
final class Round {

    private final Voters voters;
    private final Map<NodeId, Ballot> prevotes = new TreeMap<>();
    private final Map<NodeId, Ballot> precommits = new TreeMap<>();

    Message.@Nullable Proposal proposal;

    Round(Voters voters) {
        this.voters = voters;
    }

    Map<NodeId, Ballot> prevotes() {
        return prevotes;
    }

    Map<NodeId, Ballot> precommits() {
        return precommits;
    }

    Map<NodeId, Ballot> of(Ballot.Kind kind) {
        return kind == Ballot.Kind.PREVOTE ? prevotes : precommits;
    }

    /** The decision that more than two thirds are for, if they are for one. */
    static Optional<Decision> decided(Map<NodeId, Ballot> ballots, Voters voters) {
        return ballots.values().stream()
                .flatMap(ballot -> ballot.decision().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> voters.isQuorum(entry.getValue().intValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Optional<Decision> prevoted() {
        return decided(prevotes, voters);
    }

    Optional<Decision> precommitted() {
        return decided(precommits, voters);
    }

    /** Whether more than two thirds are for nothing in this round. */
    boolean isGivenUp(Map<NodeId, Ballot> ballots) {
        return voters.isQuorum((int) ballots.values().stream()
                .filter(ballot -> ballot.decision().isEmpty())
                .count());
    }

    /** Whether more than two thirds said anything. */
    boolean isHeard(Map<NodeId, Ballot> ballots) {
        return voters.isQuorum(ballots.size());
    }

    /** The ballots for {@code decision} among {@code ballots}. */
    static List<Ballot> agreeing(Collection<Ballot> ballots, Decision decision) {
        return ballots.stream()
                .filter(ballot -> ballot.decision().filter(decision::equals).isPresent())
                .toList();
    }
}
