package hearth.service.ledger.duty;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.StateChange.Subject;
import hearth.protocol.ledger.StateChange.Vote;
import hearth.service.ledger.LedgerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Single votes on their way to becoming a state change (network specification 8.4). Only votes of quorums that may still
 * decide are kept, each with a valid signature, which bounds the box. Safe for use by many threads.
 */
public final class VoteBox {

    private final Map<Subject, TreeMap<Integer, Vote>> votes = new HashMap<>(); // guarded by this

    /**
     * Takes the first vote of {@code ballot}.
     *
     * @return whether it is a valid vote that was not known: others should hear of it
     */
    public synchronized boolean take(StateChange ballot, LedgerState state) {
        var vote = ballot.votes().getFirst();
        var subject = ballot.subject();
        var known = votes.get(subject);
        if ((known != null && known.containsKey(vote.validator())) || !isValid(ballot, vote, state)) {
            return false;
        }
        votes.computeIfAbsent(subject, _ -> new TreeMap<>()).put(vote.validator(), vote);
        return true;
    }

    private static boolean isValid(StateChange ballot, Vote vote, LedgerState state) {
        var quorum = state.quorum(ballot.subject().height());
        return quorum.isPresent()
                && quorum.get().workers().contains(ballot.subject().node())
                && vote.validator() < quorum.get().validators().size()
                && ballot.isCast(vote, quorum.get().validators().get(vote.validator()), state.network());
    }

    /** What enough validators agree on, about nodes that are still there; about each node and kind the newest. */
    public synchronized List<StateChange> complete(LedgerState state) {
        votes.keySet()
                .removeIf(subject -> state.quorum(subject.height()).isEmpty()
                        || state.node(subject.node()).isEmpty());
        var newest = new HashMap<Matter, Subject>();
        votes.forEach((subject, cast) -> {
            var needed = state.quorum(subject.height()).orElseThrow().votesNeeded();
            if (cast.size() >= needed) {
                newest.merge(
                        new Matter(subject.kind(), subject.node()),
                        subject,
                        (a, b) -> a.height() >= b.height() ? a : b);
            }
        });
        return newest.values().stream().map(this::change).toList();
    }

    private record Matter(StateChange.Kind kind, NodeId node) {}

    private StateChange change(Subject subject) {
        var cast = Optional.ofNullable(votes.get(subject)).orElseThrow();
        return new StateChange(subject, new ArrayList<>(cast.values()));
    }
}
