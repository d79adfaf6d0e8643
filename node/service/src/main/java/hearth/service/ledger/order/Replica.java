package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Certificate;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.Period;
import hearth.sqlite.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A box among others that keep the same ledger: begins agreements when it is time, hands messages around, gives and asks for what
 * somebody missed. Knows no thread: whoever owns it calls {@link #wake} whenever something happened or time passed, and
 * everything else, one after the other.
 */
final class Replica implements Agreement.World {

    /**
     * Times of blocks further from this box's clock are not believed in the first round. Every round allows twice as much, since
     * too many clocks, or this one, may be wrong.
     */
    private static final long CLOCK_MILLIS = 60_000;

    /** So often it is doubled at most: two years. */
    private static final int DOUBLED_MAX = 20;

    private static final long POLL_MILLIS_MAX = 30_000;

    /** Whoever others are so many blocks ahead of was not there, or forgot. */
    private static final int BLOCKS_WITHOUT_US = 3;

    /** After so long a box that lost its disk votes in spite of that, since it may be needed. */
    private static final long CAUTION_MILLIS = 600_000;

    private static final int BLOCKS_PER_ANSWER = 100;
    private static final int ANSWER_BYTES = 1 << 20;
    private static final int ITEMS_PER_OFFER = 100;

    /** A block is told to so many boxes that have no vote; the others ask. */
    private static final int FOLLOWERS_TOLD = 100;

    private final Chain chain;
    private final List<Ed25519KeyPair> keys;
    private final TreeSet<NodeId> mine = new TreeSet<>();
    private final LedgerLink link;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CatchUp catchUp;
    private final Pace pace;

    private Agreement agreement;

    /** When to ask somebody what this box lacks. */
    private long askAt;

    /** Whether somebody has blocks that this box lacks. */
    private boolean behind = true;

    /**
     * Whether this box may have voted before without remembering: its disk was empty, and others have blocks. It does not vote
     * before a height comes on which it cannot have voted.
     */
    private boolean amnesic;

    private final boolean wasEmpty;

    /** The first height of which an amnesic box is sure; not known before it has all blocks of somebody else. */
    private long sureFrom = Long.MAX_VALUE;

    private final long startedAt;

    /** Everybody is asked in turn. */
    private int turn;

    private long patience = Timing.ASK_AGAIN;
    private long offerAt;

    Replica(Chain chain, List<Ed25519KeyPair> keys, LedgerLink link, Clock clock, LongSupplier nanoTime) {
        this.chain = chain;
        this.keys = List.copyOf(keys);
        keys.forEach(key -> mine.add(NodeId.of(key.publicKey().bytes())));
        this.link = link;
        this.clock = clock;
        this.nanoTime = nanoTime;
        catchUp = new CatchUp(chain);
        var rules = chain.state().genesis().rules();
        pace = new Pace(rules.blockMillis(), rules.blocks(Period.AHEAD), now());
        askAt = now();
        startedAt = askAt;
        wasEmpty = chain.height() == 0 && chain.store().said(1).isEmpty();
        agreement = next();
        agreement.restore(chain.store().said(chain.height() + 1));
    }

    private Agreement next() {
        var height = chain.height() + 1;
        if (height >= sureFrom) {
            amnesic = false;
        }
        var voting = amnesic ? List.<Ed25519KeyPair>of() : keys;
        return new Agreement(height, chain.state().network(), chain.voters(), voting, this);
    }

    /** Takes an item of somebody here. */
    Outcome submit(BlockItem item) {
        var outcome = chain.submit(item);
        if (outcome instanceof Outcome.Waiting) {
            offer(List.of(item));
        }
        return outcome;
    }

    /**
     * Does what there is to do now. Says in how many milliseconds there may be more. Throws {@link StoreException} if the disk
     * fails; then nothing of what could not be kept was said, and the next call tries again.
     */
    long wake() {
        var now = now();
        if (amnesic && now - startedAt >= CAUTION_MILLIS) {
            amnesic = false;
            agreement = next();
        }
        while (progress(now)) {
            patience = Timing.ASK_AGAIN;
            askAt = now + (agreement.isVoter() ? patience : pollMillis());
        }
        if (!agreement.isAlone()) {
            ask(now);
            offerAgain(now);
        }
        return Math.max(0, nextWake() - now);
    }

    /** Whether a block became final. */
    private boolean progress(long now) {
        if (agreement.isVoter() && agreement.isWaiting() && isTime(now)) {
            agreement.begin(now);
            askAt = now + patience;
        }
        var decided = agreement.advance(now);
        decided.ifPresent(each -> {
            append(each.candidate(), each.certificate(), now);
            tellFollowers(new CertifiedBlock(each.candidate().block(), each.certificate()));
        });
        return decided.isPresent();
    }

    private boolean isTime(long now) {
        var isWanted = !chain.pool().isEmpty() || agreement.hasItems();
        return agreement.isBegunElsewhere() || pace.isDue(now) || (isWanted && pace.isPossible(now));
    }

    private void append(Candidate candidate, Certificate certificate, long now) {
        chain.append(candidate, certificate);
        pace.tick(now);
        agreement = next();
    }

    /** Those without a vote hear of a block from whoever proposed it. */
    private void tellFollowers(CertifiedBlock block) {
        var proposers = chain.voters().nodes();
        if (proposers.isEmpty() || !mine.contains(proposers.get((int) (block.height() % proposers.size())))) {
            return;
        }
        var message = new Message.Blocks(chain.height(), List.of(block)).encode();
        others().stream()
                .filter(peer -> !chain.voters().contains(peer))
                .limit(FOLLOWERS_TOLD)
                .forEach(peer -> link.send(peer, message));
    }

    /** Takes a message of another box. Returns the answer to whoever sent it. */
    Optional<Bytes> receive(Bytes bytes) {
        try {
            return answer(Message.decode(bytes)).map(Message::encode);
        } catch (FormatException nonsense) {
            return Optional.empty();
        }
    }

    private Optional<Message> answer(Message message) {
        return switch (message) {
            case Message.Talk talk -> {
                hear(talk);
                yield Optional.empty();
            }
            case Message.Status status -> lacking(status);
            case Message.Blocks blocks -> {
                var question = catchUp.question(blocks.tip(), now());
                if (!catchUp.isUnderWay(now())) {
                    take(blocks);
                }
                yield question;
            }
            case Message.Items items -> {
                items.items().forEach(this::take);
                yield Optional.empty();
            }
            case Message.EpochsWish wish -> Optional.of(catchUp.epochs(wish));
            case Message.PartWish wish -> catchUp.part(wish);
            case Message.Epochs epochs -> catchUp.next(epochs, now());
            case Message.Part part -> {
                var next = catchUp.next(part, now());
                jumped();
                yield next;
            }
        };
    }

    private void hear(Message.Talk talk) {
        var height = talk.proposal()
                .map(Message.Proposal::ballot)
                .or(() -> talk.ballots().stream().findFirst())
                .map(ballot -> ballot.question().height())
                .orElse(0L);
        if (height > chain.height() + 1) {
            askSoon();
        } else if (height == chain.height() + 1 && agreement.hear(talk)) {
            patience = Timing.ASK_AGAIN;
            askAt = Math.max(askAt, now() + patience);
        }
    }

    private Optional<Message> lacking(Message.Status status) {
        if (status.height() <= chain.height()) {
            return Optional.of(blocks(status.height()));
        }
        if (status.height() > chain.height() + 1) {
            askSoon();
            return Optional.empty();
        }
        return agreement.missing(status).map(talk -> talk);
    }

    private Message blocks(long from) {
        var blocks = new ArrayList<CertifiedBlock>();
        var room = ANSWER_BYTES;
        for (var block : chain.store().blocks(from, BLOCKS_PER_ANSWER)) {
            room -= block.encode().length;
            if (room < 0 && !blocks.isEmpty()) {
                break;
            }
            blocks.add(block);
        }
        return new Message.Blocks(chain.height(), blocks);
    }

    private void take(Message.Blocks blocks) {
        if (wasEmpty && chain.height() == 0 && blocks.tip() >= BLOCKS_WITHOUT_US) {
            amnesic = true;
        }
        for (var block : blocks.blocks()) {
            if (block.height() == chain.height() + 1) {
                take(block);
            }
        }
        if (blocks.tip() > chain.height()) {
            askSoon();
        } else if (sureFrom == Long.MAX_VALUE) {
            // Who has no vote here had none in what others talk about now.
            var hadVote = chain.voters().nodes().stream().anyMatch(mine::contains);
            sureFrom = chain.height() + (hadVote ? BLOCKS_WITHOUT_US : 0);
        }
    }

    private void take(CertifiedBlock block) {
        var certificate = block.certificate();
        if (!certificate.isGood(chain.state().network(), chain.voters())) {
            return;
        }
        if (!agreement.isQuiet()) {
            agreement.hear(new Message.Talk(Optional.empty(), certificate.ballots(chain.voters())));
        }
        chain.check(block.block())
                .filter(candidate -> candidate.decision().equals(certificate.decision()))
                .ifPresent(candidate -> append(candidate, certificate, now()));
    }

    private void take(BlockItem item) {
        if (!chain.pool().isFull() && !chain.pool().holds(item.id())) {
            chain.pool().add(item);
        }
    }

    /** After a snapshot was taken over. */
    private void jumped() {
        if (agreement.height() != chain.height() + 1) {
            agreement = next();
            pace.tick(now());
            askSoon();
        }
    }

    private void askSoon() {
        behind = true;
        askAt = Math.min(askAt, now());
    }

    private void ask(long now) {
        if (now < askAt || (agreement.isVoter() && agreement.isWaiting() && !behind)) {
            return;
        }
        var message = agreement.status().encode();
        if (agreement.isVoter() && !agreement.isWaiting() && !behind) {
            tellVoters(message);
            askAt = now + patience;
            patience = Math.min(patience * 2, POLL_MILLIS_MAX / 2);
        } else {
            var others = List.copyOf(others());
            if (!others.isEmpty()) {
                link.send(others.get(Math.floorMod(turn++, others.size())), message);
            }
            askAt = now + (agreement.isVoter() && !agreement.isWaiting() ? Timing.ASK_AGAIN : pollMillis());
            behind = false;
        }
    }

    private long pollMillis() {
        return Math.clamp(pace.blockMillis(), Timing.ASK_AGAIN, POLL_MILLIS_MAX);
    }

    /** Whoever lost what it was told hears it again. */
    private void offerAgain(long now) {
        if (now >= offerAt && !chain.pool().isEmpty()) {
            var kept = chain.store().kept();
            if (!kept.isEmpty()) {
                offer(kept.subList(0, Math.min(kept.size(), ITEMS_PER_OFFER)));
            }
            offerAt = now + Timing.OFFER_AGAIN;
        }
    }

    private void offer(List<BlockItem> items) {
        if (!agreement.isAlone()) {
            tellVoters(new Message.Items(items).encode());
        }
    }

    private void tellVoters(Bytes message) {
        for (var voter : chain.voters().nodes()) {
            if (!mine.contains(voter)) {
                link.send(voter, message);
            }
        }
    }

    private Collection<NodeId> others() {
        return link.peers().stream().filter(peer -> !mine.contains(peer)).toList();
    }

    private long nextWake() {
        var isWaiting = agreement.isWaiting() && agreement.isVoter();
        var next = agreement.deadline();
        if (isWaiting) {
            var isWanted = !chain.pool().isEmpty() || agreement.hasItems();
            next = isWanted ? pace.possible() : pace.due();
        }
        if (!agreement.isAlone() && (behind || !isWaiting)) {
            next = Math.min(next, askAt);
        }
        if (!agreement.isAlone() && !chain.pool().isEmpty()) {
            next = Math.min(next, offerAt);
        }
        return next;
    }

    @Override
    public void keep(Spoken spoken) {
        if (!agreement.isAlone()) {
            chain.store().say(spoken);
        }
    }

    @Override
    public void broadcast(Message message) {
        if (!agreement.isAlone()) {
            tellVoters(message.encode());
        }
    }

    @Override
    public Candidate propose() {
        return chain.propose(clock.millis());
    }

    @Override
    public Optional<Candidate> check(Block block) {
        return chain.check(block);
    }

    @Override
    public boolean isTimely(Block block, int round) {
        var expected = Math.max(clock.millis(), chain.state().time());
        return Math.abs(block.time() - expected) <= CLOCK_MILLIS << Math.min(round, DOUBLED_MAX);
    }

    @Override
    public void contradicted(Equivocation proof) {
        submit(proof);
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }
}
