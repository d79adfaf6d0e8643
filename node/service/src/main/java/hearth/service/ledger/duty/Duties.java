package hearth.service.ledger.duty;

import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.StateChange.Subject;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import hearth.service.key.NodeKeys;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.Quorum;
import hearth.service.reach.TestRecords;
import hearth.service.rpc.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One node doing what it owes its ledger (network specification 8.4, 8.6): it proves that it is up, and as a validator of a
 * block's quorum it votes about the nodes that are to be judged. What enough validators agree on it hands in. Safe for
 * use by many threads.
 */
public final class Duties {

    private static final System.Logger LOG = System.getLogger("hearth.ledger");

    /** Between two looks at the time; more in between means that the machine slept or its clock was set. */
    private static final Duration JUMP = Duration.ofSeconds(30);

    private final NodeKeys keys;
    private final Supplier<NodeInfo> place;
    private final Consumer<BlockItem> submit;
    private final ProofBook proofs;
    private final VoteBox votes;
    private final DutyLink link;
    private final Judge judge;
    private final Pace pace;
    private final Clock clock;
    private final LongSupplier nanoTime;

    // All guarded by this.
    private long upSince;
    private Duration clockAhead;
    private Instant provedAt = Instant.MIN;
    private final Set<Subject> voted = new HashSet<>();

    /**
     * @param place    where this node listens
     * @param submit   hands an item to the ordering; returns at once
     * @param tests    what this node found out about the others
     * @param nanoTime as {@link System#nanoTime}
     */
    public Duties(
            NodeKeys keys,
            Supplier<NodeInfo> place,
            Consumer<BlockItem> submit,
            ProofBook proofs,
            VoteBox votes,
            TestRecords tests,
            DutyLink link,
            Pace pace,
            Clock clock,
            LongSupplier nanoTime) {
        this.keys = keys;
        this.place = place;
        this.submit = submit;
        this.proofs = proofs;
        this.votes = votes;
        this.link = link;
        this.pace = pace;
        this.clock = clock;
        this.nanoTime = nanoTime;
        judge = new Judge(proofs, tests::find, pace, clock);
        upSince = nanoTime.getAsLong();
        clockAhead = clockAhead();
    }

    /** Proves that this node is up if it is time for that, or if nobody can know yet. */
    public synchronized void prove(LedgerState state) {
        watchClock();
        var now = clock.instant();
        var known = proofs.find(keys.id());
        var isDue = known.isEmpty()
                || provedAt.equals(Instant.MIN)
                || !provedAt.plus(pace.proofEvery()).isAfter(now);
        if (!isDue || state.node(keys.id()).isEmpty()) {
            return;
        }
        var proof = content(now).sign(keys.signing(), state.network());
        var _ = proofs.take(proof, Set.of(keys.id()));
        provedAt = now;
        link.tell(proof);
    }

    private UptimeProof.Content content(Instant now) {
        var here = place.get();
        return new UptimeProof.Content(
                keys.id(), here.host(), here.httpsPort(), here.omqPort(), now.toEpochMilli(), Version.REPORTED);
    }

    /** Has everybody hear again that this node is up, at the next occasion: somebody did not know it yet. */
    public synchronized void proveAgain() {
        provedAt = Instant.MIN;
    }

    /** After every block: votes as a validator, and hands in what enough validators agree on. */
    public synchronized void vote(LedgerState state) {
        watchClock();
        var judged = state.height() - state.genesis().rules().blocks(Period.VOTE_LAG);
        voted.removeIf(subject -> state.quorum(subject.height()).isEmpty());
        state.quorum(judged).ifPresent(quorum -> {
            var own = quorum.validators().indexOf(keys.id());
            if (own >= 0 && mayVote(state)) {
                vote(state, quorum, judged, own);
            }
        });
        handIn(state);
    }

    private boolean mayVote(LedgerState state) {
        var isUpLong = nanoTime.getAsLong() - upSince >= pace.proofMax().toNanos();
        return isUpLong
                && state.node(keys.id())
                        .filter(own -> own.state() == State.ACTIVE)
                        .isPresent()
                && !judge.isCutOff(state, keys.id());
    }

    private void vote(LedgerState state, Quorum quorum, long height, int own) {
        for (var worker : quorum.workers()) {
            state.node(worker)
                    .filter(node -> node.standing().since() <= height)
                    .flatMap(node -> judge.judge(state, node))
                    .ifPresent(verdict -> cast(state, new Subject(verdict.kind(), worker, height), verdict, own));
        }
    }

    private void cast(LedgerState state, Subject subject, Judge.Verdict verdict, int own) {
        if (!voted.add(subject)) {
            return;
        }
        LOG.log(
                System.Logger.Level.DEBUG,
                "Votes for {0} of node {1}, reasons {2}",
                subject.kind(),
                subject.node(),
                verdict.reasons());
        var vote = subject.vote(keys.signing(), state.network(), own, verdict.reasons());
        var ballot = new StateChange(subject, List.of(vote));
        if (votes.take(ballot, state)) {
            link.tell(ballot);
        }
    }

    /**
     * Hands in what enough validators agree on: the first of those who voted does; if that did not happen with the next block,
     * everybody does.
     */
    public synchronized void handIn(LedgerState state) {
        for (var change : votes.complete(state)) {
            if (Ledger.draft(state).add(change).isEmpty() && isMine(change, state)) {
                submit.accept(change);
            }
        }
    }

    private boolean isMine(StateChange change, LedgerState state) {
        var height = change.subject().height();
        var first = change.votes().getFirst().validator();
        var isFirst = state.quorum(height)
                .map(quorum -> quorum.validators().get(first))
                .filter(keys.id()::equals)
                .isPresent();
        return isFirst || state.height() - height > state.genesis().rules().blocks(Period.VOTE_LAG) + 1;
    }

    /** How far the clock is ahead of the time that passed. */
    private Duration clockAhead() {
        return Duration.between(Instant.EPOCH, clock.instant()).minusNanos(nanoTime.getAsLong());
    }

    private void watchClock() {
        var ahead = clockAhead();
        if (ahead.minus(clockAhead).abs().compareTo(JUMP) > 0) {
            clockAhead = ahead;
            upSince = nanoTime.getAsLong();
            LOG.log(
                    System.Logger.Level.INFO,
                    "The clock was set, or the machine slept: this node does not vote for now");
        }
    }
}
