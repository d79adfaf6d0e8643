package hearth.service.ledger.duty;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tells others over OMQ: all of them in a small network, some chosen by chance in a large one, where who hears something new
 * tells some more. A proof is said again to whoever did not take it yet.
 */
final class Gossip implements DutyLink {

    static final String PROOF = "proof";
    static final String PROOFS = "proofs";
    static final String VOTE = "vote";

    private static final System.Logger LOG = System.getLogger("hearth.ledger");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** In a network of so many, everybody tells everybody. */
    private static final int MESH_MAX = 64;

    /** Whom somebody tells in a larger one who heard something new. */
    private static final int FANOUT = 4;

    private final PeerLink peers;
    private final Supplier<List<NodeInfo>> contacts;
    private final Executor workers;
    private final RandomGenerator random;

    private volatile Optional<UptimeProof> own = Optional.empty();

    /** Who took the own proof, or is being told it. Contacts only, which bounds it. */
    private final Set<NodeId> told = ConcurrentHashMap.newKeySet();

    Gossip(PeerLink peers, Supplier<List<NodeInfo>> contacts, Executor workers, RandomGenerator random) {
        this.peers = peers;
        this.contacts = contacts;
        this.workers = workers;
        this.random = random;
    }

    @Override
    public void tell(UptimeProof proof) {
        own = Optional.of(proof);
        told.clear();
        repeat();
    }

    /** Tells the own proof to those who did not take it yet. */
    void repeat() {
        own.ifPresent(proof -> some(MESH_MAX).forEach(contact -> {
            if (told.add(contact.id())) {
                work(() -> tell(contact, proof));
            }
        }));
    }

    private void tell(NodeInfo contact, UptimeProof proof) {
        var answer = ask(contact, PROOF, List.of(Bytes.wrap(proof.encode())));
        var isTaken = answer.filter(parts -> isTaken(parts)).isPresent();
        if (!isTaken) {
            told.remove(contact.id());
        }
    }

    private static boolean isTaken(List<Bytes> parts) {
        return parts.size() == 1
                && List.of(ProofBook.Outcome.NEW.name(), ProofBook.Outcome.KNOWN.name())
                        .contains(new String(parts.getFirst().toArray(), StandardCharsets.US_ASCII));
    }

    @Override
    public void tell(StateChange ballot) {
        spread(VOTE, Bytes.wrap(ballot.encode()), MESH_MAX);
    }

    /** Hands on what was new here, in a network that is too large for everybody to tell everybody. */
    void handOn(String command, Bytes news) {
        if (contacts.get().size() > MESH_MAX) {
            spread(command, news, FANOUT);
        }
    }

    private void spread(String command, Bytes news, int count) {
        some(count).forEach(contact -> work(() -> ask(contact, command, List.of(news))));
    }

    /** Asks somebody; empty if there is no answer. */
    Optional<List<Bytes>> ask(NodeInfo contact, String command, List<Bytes> parts) {
        return ask(contact, command, parts, TIMEOUT);
    }

    /** The same with other patience. */
    Optional<List<Bytes>> ask(NodeInfo contact, String command, List<Bytes> parts, Duration timeout) {
        return peers.ledger(contact, command, parts, timeout) instanceof PeerReply.Parts(var answer)
                ? Optional.of(answer)
                : Optional.empty();
    }

    /** At most {@code count} contacts, in any order. */
    List<NodeInfo> some(int count) {
        var all = new ArrayList<>(contacts.get());
        Collections.shuffle(all, random);
        return all.size() <= count ? all : all.subList(0, count);
    }

    private void work(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException stopping) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody is told any more");
        }
    }
}
