package hearth.service.ledger.order;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Ballot.Kind;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.Certificate;
import hearth.protocol.ledger.Decision;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Voters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How voters agree on one block, although up to a third of them lie, are silent, or hear nothing. In every round
 *
 * <ol>
 *   <li>one voter, another in each round, proposes a block;
 *   <li>everybody prevotes: for the block if it is right, else for nothing;
 *   <li>whoever saw more than two thirds of prevotes for one block precommits to it and is locked, else to nothing;
 *   <li>more than two thirds of precommits for one block decide; else the next round begins.
 * </ol>
 *
 * <p>Who is locked prevotes for nothing but that block, until more than two thirds prevoted for another one in a later round. So
 * two blocks cannot both be decided: that would take a third of voters who break this rule, or who say two things in one
 * step. Everything that this box says is on disk before anybody hears it. Used by one thread at a time.
 */
final class Agreement {

    /** Ballots of rounds further ahead only tell that somebody is there. */
    private static final int ROUNDS_AHEAD = 50;

    /** Blocks proposed for rounds further ahead are not looked at. */
    private static final int PROPOSALS_AHEAD = 3;

    /** So many old rounds are kept, besides those with a lock. */
    private static final int ROUNDS_KEPT = 20;

    /** What the agreement needs of the box around it. */
    interface World {

        /** Keeps what this box is about to say. Throws if the disk fails; then it is not said. */
        void keep(Spoken spoken);

        void broadcast(Message message);

        /** A block of our own; never one with items that the rules do not allow. */
        Candidate propose();

        /** Tries a block of somebody else: empty if the rules do not allow it or something in it. */
        Optional<Candidate> check(Block block);

        /** Whether the time of a block that is proposed in {@code round} is believable. */
        boolean isTimely(Block block, int round);

        void contradicted(Equivocation proof);
    }

    /** The block that was decided, and the proof. */
    record Decided(Candidate candidate, Certificate certificate) {}

    private enum Step {
        WAITING,
        PROPOSE,
        PREVOTE,
        PRECOMMIT
    }

    private final long height;
    private final LedgerHash network;
    private final Voters voters;
    private final Map<NodeId, Ed25519KeyPair> mine = new TreeMap<>();
    private final World world;

    private final TreeMap<Integer, Round> rounds = new TreeMap<>();
    private final Map<LedgerHash, Optional<Candidate>> candidates = new HashMap<>();

    /** The highest round of which each voter spoke. */
    private final Map<NodeId, Integer> reached = new TreeMap<>();

    private Step step = Step.WAITING;
    private int round;
    private long deadline = Long.MAX_VALUE;
    private int lockRound = -1;
    private @Nullable Candidate lock;
    private int bestRound = -1;

    /** What more than two thirds prevoted for last: what this box proposes when it is its turn. */
    private @Nullable Candidate best;

    Agreement(long height, LedgerHash network, Voters voters, List<Ed25519KeyPair> keys, World world) {
        this.height = height;
        this.network = network;
        this.voters = voters;
        this.world = world;
        for (var key : keys) {
            var id = NodeId.of(key.publicKey().bytes());
            if (voters.contains(id)) {
                mine.put(id, key);
            }
        }
    }

    /** Goes on after a restart with what this box said about this height before. */
    void restore(List<Spoken> before) {
        for (var spoken : before) {
            spoken.block().ifPresent(this::candidate);
            spoken.talk().proposal().ifPresent(proposal -> round(proposal.round()).proposal = proposal);
            for (var ballot : spoken.talk().ballots()) {
                round(ballot.question().round()).of(ballot.question().kind()).put(ballot.voter(), ballot);
            }
            var question = spoken.question();
            round = question.round();
            step = switch (question.kind()) {
                case PROPOSAL -> Step.PROPOSE;
                case PREVOTE -> Step.PREVOTE;
                case PRECOMMIT -> Step.PRECOMMIT;
            };
            if (question.kind() == Kind.PRECOMMIT) {
                spoken.block().flatMap(this::candidate).ifPresent(this::lock);
            }
        }
    }

    private void lock(Candidate candidate) {
        lock = candidate;
        lockRound = round;
        best = candidate;
        bestRound = round;
    }

    long height() {
        return height;
    }

    boolean isVoter() {
        return !mine.isEmpty();
    }

    /** Whether nobody else decides. */
    boolean isAlone() {
        return mine.size() == voters.size();
    }

    /** Whether nobody spoke about this height. */
    boolean isQuiet() {
        return reached.isEmpty() && step == Step.WAITING;
    }

    boolean isWaiting() {
        return step == Step.WAITING;
    }

    int round() {
        return round;
    }

    long deadline() {
        return step == Step.WAITING ? Long.MAX_VALUE : deadline;
    }

    /** Whether more than a third of the voters speak about this height. */
    boolean isBegunElsewhere() {
        return voters.isHonest(reached.size());
    }

    /** Whether somebody proposed a block that is not empty. */
    boolean hasItems() {
        return rounds.values().stream()
                .anyMatch(each ->
                        each.proposal != null && !each.proposal.block().items().isEmpty());
    }

    /** Begins, if it has not begun. */
    void begin(long now) {
        if (step == Step.WAITING && isVoter()) {
            enter(0, now);
        }
    }

    /** Takes what others say. Returns whether anything was new. */
    boolean hear(Message.Talk talk) {
        var isNew = talk.proposal().map(this::hear).orElse(false);
        for (var ballot : talk.ballots()) {
            isNew |= hear(ballot);
        }
        return isNew;
    }

    private boolean hear(Message.Proposal proposal) {
        var ballot = proposal.ballot();
        var at = proposal.round();
        if (ballot.question().height() != height
                || voters.size() == 0
                || at > round + PROPOSALS_AHEAD
                || !ballot.voter().equals(proposer(at))) {
            return false;
        }
        var known = round(at).proposal;
        if ((known != null && !known.ballot().contradicts(ballot)) || !ballot.isCast(network)) {
            return false;
        }
        if (known != null) {
            world.contradicted(Equivocation.of(known.ballot(), ballot));
            return false;
        }
        round(at).proposal = proposal;
        reached.merge(ballot.voter(), at, Math::max);
        proposal.lock().forEach(this::hear);
        return true;
    }

    private boolean hear(Ballot ballot) {
        var question = ballot.question();
        if (question.height() != height || question.kind() == Kind.PROPOSAL || !voters.contains(ballot.voter())) {
            return false;
        }
        var isFar = question.round() > round + ROUNDS_AHEAD;
        if (isFar && reached.getOrDefault(ballot.voter(), -1) >= question.round()) {
            return false;
        }
        var known = isFar ? null : round(question.round()).of(question.kind()).get(ballot.voter());
        if ((known != null && !known.contradicts(ballot)) || !ballot.isCast(network)) {
            return false;
        }
        reached.merge(ballot.voter(), question.round(), Math::max);
        if (known != null) {
            world.contradicted(Equivocation.of(known, ballot));
            return false;
        }
        if (!isFar) {
            round(question.round()).of(question.kind()).put(ballot.voter(), ballot);
        }
        return true;
    }

    /** Does what there is to do now. Returns the decision once there is one, again and again. */
    Optional<Decided> advance(long now) {
        while (true) {
            var decided = decided();
            if (decided.isPresent() || !isVoter() || !step(now)) {
                return decided;
            }
        }
    }

    private Optional<Decided> decided() {
        for (var entry : rounds.entrySet()) {
            var decision = entry.getValue().precommitted();
            var candidate = decision.flatMap(this::known);
            if (candidate.isPresent()) {
                var ballots = Round.agreeing(entry.getValue().precommits().values(), decision.get());
                var certificate = Certificate.of(decision.get(), entry.getKey(), ballots, voters);
                return Optional.of(new Decided(candidate.get(), certificate));
            }
        }
        return Optional.empty();
    }

    /** One step, if it can be done. Returns whether it was done. */
    private boolean step(long now) {
        var ahead = reachedByHonest();
        if (ahead > round && step != Step.WAITING) {
            enter(ahead, now);
            return true;
        }
        return switch (step) {
            case WAITING -> false;
            case PROPOSE -> prevote(now);
            case PREVOTE -> precommit(now);
            case PRECOMMIT -> giveUp(now);
        };
    }

    /** The highest round that at least one honest voter has reached. */
    private int reachedByHonest() {
        var sorted = new ArrayList<>(reached.values());
        sorted.sort(Collections.reverseOrder());
        var index = voters.size() / 3;
        return sorted.size() > index ? sorted.get(index) : -1;
    }

    private void enter(int next, long now) {
        if (mine.containsKey(proposer(next)) && round(next).proposal == null) {
            propose(next);
        }
        round = next;
        step = Step.PROPOSE;
        deadline = now + Timing.proposal(next);
        rounds.headMap(round - ROUNDS_KEPT).keySet().removeIf(old -> old != lockRound && old != bestRound);
        candidates.keySet().removeIf(block -> !isTalkedOf(block));
    }

    private boolean isTalkedOf(LedgerHash block) {
        return Stream.concat(
                        Stream.of(lock, best).filter(Objects::nonNull).map(Candidate::block),
                        rounds.values().stream()
                                .map(each -> each.proposal)
                                .filter(Objects::nonNull)
                                .map(Message.Proposal::block))
                .anyMatch(each -> each.hash().equals(block));
    }

    private void propose(int next) {
        var candidate = best != null ? best : world.propose();
        var key = mine.get(proposer(next));
        if (key == null) {
            return;
        }
        candidates.put(candidate.block().hash(), Optional.of(candidate));
        var ballot =
                new Ballot.Question(Kind.PROPOSAL, height, next).cast(key, network, Optional.of(candidate.decision()));
        var prevotes = bestRound < 0
                ? List.<Ballot>of()
                : Round.agreeing(round(bestRound).prevotes().values(), candidate.decision());
        var proposal = new Message.Proposal(ballot, candidate.block(), prevotes);
        var talk = new Message.Talk(Optional.of(proposal), List.of());
        world.keep(new Spoken(ballot.question(), talk, Optional.of(candidate.block())));
        round(next).proposal = proposal;
        world.broadcast(talk);
    }

    private boolean prevote(long now) {
        var proposal = round(round).proposal;
        if (proposal != null) {
            say(Kind.PREVOTE, judge(proposal));
        } else if (now >= deadline) {
            say(Kind.PREVOTE, Optional.empty());
        } else {
            return false;
        }
        step = Step.PREVOTE;
        deadline = Long.MAX_VALUE;
        return true;
    }

    /** What to prevote for when this is proposed. */
    private Optional<Candidate> judge(Message.Proposal proposal) {
        return candidate(proposal.block())
                .filter(candidate -> Optional.of(candidate.decision())
                        .equals(proposal.ballot().decision()))
                .filter(this::isAllowedByLock)
                .filter(candidate -> isBackedSince(-1, candidate)
                        || candidate.equals(lock)
                        || world.isTimely(candidate.block(), round));
    }

    private boolean isAllowedByLock(Candidate candidate) {
        return lock == null || candidate.decision().equals(lock.decision()) || isBackedSince(lockRound, candidate);
    }

    /** Whether more than two thirds prevoted for it in a round from {@code first} on, before this one. */
    private boolean isBackedSince(int first, Candidate candidate) {
        return rounds.subMap(Math.max(first, 0), round).values().stream()
                .anyMatch(each ->
                        each.prevoted().filter(candidate.decision()::equals).isPresent());
    }

    private boolean precommit(long now) {
        var heard = round(round);
        var winner = heard.prevoted().flatMap(this::known);
        if (winner.isPresent()) {
            say(Kind.PRECOMMIT, winner);
            lock(winner.get());
        } else if (heard.isGivenUp(heard.prevotes()) || now >= deadline) {
            say(Kind.PRECOMMIT, Optional.empty());
        } else {
            waitForMore(heard.isHeard(heard.prevotes()), now);
            return false;
        }
        step = Step.PRECOMMIT;
        deadline = Long.MAX_VALUE;
        return true;
    }

    private boolean giveUp(long now) {
        var heard = round(round);
        heard.prevoted().flatMap(this::known).ifPresent(candidate -> {
            best = candidate;
            bestRound = round;
        });
        if (heard.isGivenUp(heard.precommits()) || now >= deadline) {
            enter(round + 1, now);
            return true;
        }
        waitForMore(heard.isHeard(heard.precommits()), now);
        return false;
    }

    private void waitForMore(boolean isHeard, long now) {
        if (isHeard && deadline == Long.MAX_VALUE) {
            deadline = now + Timing.ballots(round);
        }
    }

    private void say(Kind kind, Optional<Candidate> candidate) {
        var question = new Ballot.Question(kind, height, round);
        var decision = candidate.map(Candidate::decision);
        var ballots = mine.values().stream()
                .map(key -> question.cast(key, network, decision))
                .toList();
        var talk = new Message.Talk(Optional.empty(), ballots);
        world.keep(new Spoken(question, talk, candidate.map(Candidate::block)));
        ballots.forEach(ballot -> round(round).of(kind).put(ballot.voter(), ballot));
        world.broadcast(talk);
    }

    /** What somebody at {@code status} of the same height lacks. */
    Optional<Message.Talk> missing(Message.Status status) {
        if (status.round() > round) {
            return Optional.empty();
        }
        var ballots = new ArrayList<Ballot>();
        var theirs = rounds.get(status.round());
        if (theirs != null) {
            theirs.prevotes().values().stream()
                    .filter(ballot -> !Bits.contains(status.prevotes(), voters, ballot.voter()))
                    .forEach(ballots::add);
            theirs.precommits().values().stream()
                    .filter(ballot -> !Bits.contains(status.precommits(), voters, ballot.voter()))
                    .forEach(ballots::add);
        }
        var ours = round(round);
        if (status.round() < round) {
            ballots.addAll(ours.prevotes().values());
            ballots.addAll(ours.precommits().values());
        }
        var lacksProposal = status.round() < round || !status.hasProposal();
        var proposal = Optional.ofNullable(ours.proposal).filter(_ -> lacksProposal);
        return ballots.isEmpty() && proposal.isEmpty()
                ? Optional.empty()
                : Optional.of(new Message.Talk(proposal, ballots));
    }

    Message.Status status() {
        var heard = round(round);
        return new Message.Status(
                height,
                round,
                heard.proposal != null,
                Bits.of(voters, heard.prevotes().keySet()),
                Bits.of(voters, heard.precommits().keySet()));
    }

    private NodeId proposer(int at) {
        return voters.nodes().get((int) ((height + at) % voters.size()));
    }

    private Round round(int at) {
        return rounds.computeIfAbsent(at, _ -> new Round(voters));
    }

    private Optional<Candidate> candidate(Block block) {
        var hash = block.hash();
        var known = candidates.get(hash);
        if (known == null) {
            known = world.check(block);
            candidates.put(hash, known);
        }
        return known;
    }

    /** The block of a decision, if it was proposed here, is right, and leads where the decision says. */
    private Optional<Candidate> known(Decision decision) {
        for (var each : rounds.values()) {
            if (each.proposal != null && each.proposal.block().hash().equals(decision.block())) {
                candidate(each.proposal.block());
            }
        }
        return Optional.ofNullable(candidates.get(decision.block()))
                .flatMap(candidate -> candidate)
                .filter(candidate -> candidate.decision().equals(decision));
    }
}
