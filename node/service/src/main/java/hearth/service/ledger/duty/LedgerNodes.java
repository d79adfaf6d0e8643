package hearth.service.ledger.duty;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.SwarmMap;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.order.LedgerNode;
import hearth.service.registry.LedgerView;
import hearth.service.registry.ListedNodes;
import hearth.service.registry.NameRegistry;
import hearth.service.registry.NodeRegistry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The nodes that a ledger lists, where their newest proofs say that they are. Those are nodes that are active or decommissioned and
 * proved at least once that they are up; the others cannot be found by anybody.
 */
public final class LedgerNodes implements NodeRegistry {

    /** Changes of voters in one answer; who is further behind asks again. */
    private static final int EPOCHS_MAX = 100;

    private final ProofBook proofs;
    private final LedgerNode ledger;
    private final AtomicReference<LedgerState> state;
    private final ListedNodes list = new ListedNodes(List.of());

    /** Guarded by this. */
    private boolean pretends;

    /** Begins with the present state of {@code ledger}. */
    public LedgerNodes(LedgerNode ledger, ProofBook proofs) {
        this.ledger = ledger;
        state = new AtomicReference<>(ledger.state());
        this.proofs = proofs;
        refresh();
    }

    /** A block was made. */
    public void follow(LedgerState now) {
        state.set(now);
        refresh();
    }

    /**
     * Lists these nodes from now on, whatever the ledger says: for tests of what nodes do when the network is another from
     * one moment to the next.
     */
    public synchronized void pretend(Collection<NodeInfo> nodes) {
        pretends = true;
        list.replace(nodes);
    }

    /** A proof came, or a block. */
    public synchronized void refresh() {
        if (pretends) {
            return;
        }
        var nodes = current()
                .nodes()
                .filter(node -> node.state() == State.ACTIVE || node.state() == State.DECOMMISSIONED)
                .sorted(Comparator.comparing(NodeRecord::id))
                .flatMap(this::place)
                .toList();
        if (!nodes.equals(list.nodes())) {
            list.replace(nodes);
        }
    }

    private Stream<NodeInfo> place(NodeRecord node) {
        return proofs.find(node.id()).stream().flatMap(proof -> {
            try {
                return Stream.of(proof.place(node.swarm()));
            } catch (FormatException noKey) {
                return Stream.empty(); // the book takes no such proof
            }
        });
    }

    private LedgerState current() {
        var known = state.get();
        if (known == null) {
            throw new IllegalStateException("A ledger always has a state");
        }
        return known;
    }

    @Override
    public List<NodeInfo> nodes() {
        return list.nodes();
    }

    @Override
    public Optional<NodeInfo> find(NodeId id) {
        return list.find(id);
    }

    @Override
    public Optional<NodeInfo> findByX25519(X25519PublicKey key) {
        return list.findByX25519(key);
    }

    @Override
    public SwarmMap swarms() {
        return list.swarms();
    }

    @Override
    public Optional<LedgerView> ledger() {
        return Optional.of(new LedgerView(current(), proofs::find, this::proof));
    }

    private LedgerView.Proof proof(long since) {
        return new LedgerView.Proof(ledger.epochs(since, EPOCHS_MAX), ledger.nodes(), proofs.all());
    }

    @Override
    public NameRegistry names() {
        var now = current();
        return (type, hash) -> type == NameRegistry.ACCOUNT
                ? now.name(new LedgerHash(hash))
                        .map(name -> new NameRegistry.Entry(
                                name.value().encrypted(),
                                Optional.of(name.value().nonce())))
                : Optional.empty();
    }
}
