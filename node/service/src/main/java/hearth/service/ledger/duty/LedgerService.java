package hearth.service.ledger.duty;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import hearth.service.NodeThreads;
import hearth.service.ServiceNode;
import hearth.service.Sweeper;
import hearth.service.key.OwnerOnly;
import hearth.service.ledger.LedgerEvent;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.order.Finalised;
import hearth.service.ledger.order.LedgerLink;
import hearth.service.ledger.order.LedgerNode;
import hearth.service.omq.OmqCaller;
import hearth.service.peer.LedgerCommands;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.registry.NodeRegistry;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A ledger in one process, with the nodes that run there: keeps it, lists its nodes, lets the own nodes do what they owe it, and
 * speaks to other boxes through them. Safe for use by many threads.
 */
public final class LedgerService implements LedgerCommands, AutoCloseable {

    /** The command that carries messages of the ordering. */
    private static final String MESSAGE = "message";

    private static final System.Logger LOG = System.getLogger("hearth.ledger");
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(10);

    /** The most questions that one message leads to. */
    private static final int TURNS_MAX = 100_000;

    private static final Duration TICK_MIN = Duration.ofMillis(500);
    private static final Duration TICK_MAX = Duration.ofSeconds(10);

    /** New proofs of nodes that were known may wait: they are all there is to lose. */
    private static final int TICKS_UNTIL_SAVED = 100;

    private final Path proofsFile;
    private final List<NodeInfo> seeds;
    private final NodeThreads threads;
    private final Clock clock;
    private final RandomGenerator random;
    private final Pace pace;
    private final LedgerNode ledger;
    private final ProofBook proofs;
    private final VoteBox votes = new VoteBox();
    private final LedgerNodes registry;
    private final Map<NodeId, Attached> attached = new ConcurrentHashMap<>();
    private final Sweeper sweeper;

    // Used by the sweeper only.
    private List<UptimeProof> saved = List.of();
    private long ticks;
    private long savedAt;

    /** A node of this process. */
    private record Attached(ServiceNode node, Duties duties, Gossip gossip) {}

    private LedgerService(
            Path folder,
            Genesis genesis,
            List<NodeInfo> seeds,
            List<Ed25519KeyPair> keys,
            NodeThreads threads,
            Clock clock,
            RandomGenerator random)
            throws IOException {
        proofsFile = folder.resolve("proofs");
        this.seeds = List.copyOf(seeds);
        this.threads = threads;
        this.clock = clock;
        this.random = random;
        pace = Pace.of(genesis.rules());
        ledger = LedgerNode.open(folder.resolve("ledger.db"), genesis, keys, new Link(), clock, System::nanoTime);
        proofs = new ProofBook(ledger.state().network(), pace, clock);
        readProofs();
        registry = new LedgerNodes(ledger, proofs);
        ledger.listen(this::heard);
        sweeper = new Sweeper(threads, tickEvery(), this::tick);
    }

    /**
     * Opens the ledger in {@code folder}, or begins it with {@code genesis}.
     *
     * @param seeds nodes to begin with, as long as no proof says where there are others
     * @param keys  of the nodes that will be attached
     * @throws IOException    if a file cannot be read
     * @throws StoreException if the ledger's file is damaged, of another network, or cannot be used
     */
    public static LedgerService open(
            Path folder,
            Genesis genesis,
            List<NodeInfo> seeds,
            List<Ed25519KeyPair> keys,
            NodeThreads threads,
            Clock clock,
            RandomGenerator random)
            throws IOException {
        OwnerOnly.createFolder(folder);
        return new LedgerService(folder, genesis, seeds, keys, threads, clock, random);
    }

    /** The ledger itself. */
    public LedgerNode ledger() {
        return ledger;
    }

    /** The nodes of the network. */
    public NodeRegistry registry() {
        return registry;
    }

    /** When nodes do what they owe. */
    public Pace pace() {
        return pace;
    }

    /** The newest proof of a node that it is up. */
    public Optional<UptimeProof> proof(NodeId node) {
        return proofs.find(node);
    }

    /** Lets a node that runs do what it owes the ledger, and the ledger speak to others through it. */
    public void attach(ServiceNode node) {
        var gossip = new Gossip(node.peers(), this::contacts, threads.workers(), random);
        var duties = new Duties(
                node.keys(),
                node::info,
                this::submit,
                proofs,
                votes,
                node.testRecords(),
                gossip,
                pace,
                clock,
                System::nanoTime);
        attached.put(node.keys().id(), new Attached(node, duties, gossip));
        duties.prove(ledger.state());
        registry.refresh();
    }

    /** Lets a node go that is being stopped. */
    public void detach(NodeId node) {
        attached.remove(node);
    }

    private void submit(BlockItem item) {
        try {
            ledger.submit(item);
        } catch (StoreException failure) {
            LOG.log(System.Logger.Level.WARNING, "A state change cannot be kept: {0}", failure.problem());
        } catch (IllegalStateException closed) {
            LOG.log(System.Logger.Level.DEBUG, "The ledger is closed");
        }
    }

    /** Others whose place is known, registered or not yet, and seeds of whom nothing else is known. */
    private List<NodeInfo> contacts() {
        var known = proofs.all();
        var contacts = new ArrayList<NodeInfo>();
        var ids = known.stream().map(UptimeProof::node).collect(Collectors.toSet());
        known.forEach(proof -> place(proof).ifPresent(contacts::add));
        seeds.stream().filter(seed -> !ids.contains(seed.id())).forEach(contacts::add);
        contacts.removeIf(contact -> attached.containsKey(contact.id()));
        return contacts;
    }

    private static Optional<NodeInfo> place(UptimeProof proof) {
        try {
            return Optional.of(proof.place(SwarmId.UNASSIGNED));
        } catch (FormatException noKey) {
            return Optional.empty();
        }
    }

    private Optional<NodeInfo> contact(NodeId id) {
        return proofs.find(id)
                .flatMap(LedgerService::place)
                .or(() -> seeds.stream().filter(seed -> seed.id().equals(id)).findFirst());
    }

    /** A block became final. */
    private void heard(Finalised block) {
        var state = block.applied().state();
        block.applied().events().forEach(LedgerService::log);
        registry.follow(state);
        proofs.retain(known(state));
        attached.values().forEach(own -> {
            own.duties().prove(state);
            own.duties().vote(state);
        });
    }

    private static Set<NodeId> known(LedgerState state) {
        return state.nodes().map(NodeRecord::id).collect(Collectors.toSet());
    }

    private static void log(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.NodeActivated(var node) -> log("Node {0} is active", node);
            case LedgerEvent.NodeDecommissioned gone -> log("Node {0} was decommissioned", gone.node());
            case LedgerEvent.NodeRecommissioned back -> log("Node {0} is active again", back.node());
            case LedgerEvent.NodeDeregistered expelled -> log("Node {0} was deregistered", expelled.node());
            case LedgerEvent.NodeLeft(var node) -> log("Node {0} left the network", node);
            default -> {
                // What accounts do is nobody's business here.
            }
        }
    }

    private static void log(String sentence, NodeId node) {
        LOG.log(System.Logger.Level.INFO, sentence, node);
    }

    private Duration tickEvery() {
        var wished = pace.proofEvery().dividedBy(10);
        return wished.compareTo(TICK_MIN) < 0 ? TICK_MIN : wished.compareTo(TICK_MAX) > 0 ? TICK_MAX : wished;
    }

    private Duration tick() {
        var state = ledger.state();
        attached.values().forEach(own -> {
            own.duties().prove(state);
            own.gossip().repeat();
        });
        var knowsNobody = registry.nodes().size() <= attached.size();
        if (knowsNobody || ticks % 5 == 0) {
            askForProofs(state);
        }
        ticks++;
        registry.refresh();
        if (proofs.all().size() != saved.size() || ticks - savedAt >= TICKS_UNTIL_SAVED) {
            save();
        }
        return tickEvery();
    }

    /** Somebody knows of nodes that this box missed. */
    private void askForProofs(LedgerState state) {
        for (var own : attached.values().stream().limit(1).toList()) {
            for (var contact : own.gossip().some(1)) {
                own.gossip().ask(contact, Gossip.PROOFS, List.of()).ifPresent(parts -> takeAll(parts, state));
            }
        }
    }

    private void takeAll(List<Bytes> parts, LedgerState state) {
        try {
            var known = known(state);
            for (var part : parts) {
                UptimeProof.decodeAll(part.toArray()).forEach(proof -> proofs.take(proof, known));
            }
        } catch (FormatException wrong) {
            LOG.log(System.Logger.Level.DEBUG, "Proofs that are none: {0}", wrong.getMessage());
        }
    }

    @Override
    public Optional<List<Bytes>> answer(String command, List<Bytes> parts, OmqCaller from) {
        try {
            return switch (command) {
                case MESSAGE ->
                    Optional.of(parts.stream()
                            .limit(1)
                            .flatMap(message -> ledger.receive(message).stream())
                            .toList());
                case Gossip.PROOF ->
                    Optional.of(List.of(text(proof(first(parts)).name())));
                case Gossip.PROOFS -> Optional.of(List.of(allProofs()));
                case Gossip.VOTE -> Optional.of(List.of(text(vote(first(parts)))));
                case CallBack.COMMAND -> Optional.of(CallBack.answer(parts, from, this::tester));
                default -> Optional.empty();
            };
        } catch (FormatException wrong) {
            return Optional.of(List.of(text("400"), text(String.valueOf(wrong.getMessage()))));
        }
    }

    private Optional<ServiceNode> tester() {
        return attached.values().stream().map(Attached::node).findFirst();
    }

    private static Bytes first(List<Bytes> parts) throws FormatException {
        if (parts.size() != 1) {
            throw new FormatException("One part is expected, not " + parts.size());
        }
        return parts.getFirst();
    }

    private ProofBook.Outcome proof(Bytes bytes) throws FormatException {
        var outcome = proofs.take(UptimeProof.decode(bytes.toArray()), known(ledger.state()));
        if (outcome == ProofBook.Outcome.NEW) {
            registry.refresh();
            attached.values().stream().limit(1).forEach(own -> own.gossip().handOn(Gossip.PROOF, bytes));
        }
        return outcome;
    }

    private Bytes allProofs() {
        var all = UptimeProof.encodeAll(proofs.all());
        return all.length <= UptimeProof.LIST_BYTES_MAX
                ? Bytes.wrap(all)
                : Bytes.wrap(UptimeProof.encodeAll(List.of()));
    }

    private String vote(Bytes bytes) throws FormatException {
        if (!(BlockItem.decode(bytes.toArray()) instanceof StateChange ballot)) {
            throw new FormatException("A vote is a state change with one vote");
        }
        var state = ledger.state();
        if (votes.take(ballot, state)) {
            attached.values().forEach(own -> own.duties().handIn(state));
            attached.values().stream().limit(1).forEach(own -> own.gossip().handOn(Gossip.VOTE, bytes));
        }
        return "OK";
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Has others test the ports of an attached node, also of one that is not registered yet. Takes some seconds.
     *
     * @return what they found: empty if there is nobody who could be asked
     */
    public Optional<CallBack.Found> testFromOutside(NodeId own) {
        var node = Optional.ofNullable(attached.get(own)).orElseThrow();
        return CallBack.ask(node.node().info(), node.gossip());
    }

    /** Lets everybody know where an attached node is now. */
    public void tellPlace(NodeId own) {
        var duties = Optional.ofNullable(attached.get(own)).orElseThrow().duties();
        duties.proveAgain();
        duties.prove(ledger.state());
        registry.refresh();
    }

    private void readProofs() throws IOException {
        if (!Files.exists(proofsFile)) {
            return;
        }
        try {
            var known = known(ledger.state());
            saved = UptimeProof.decodeAll(Files.readAllBytes(proofsFile));
            saved.forEach(proof -> proofs.take(proof, known));
        } catch (FormatException damaged) {
            LOG.log(System.Logger.Level.WARNING, "The file of proofs is damaged; others are asked for them");
        }
    }

    private void save() {
        var all = proofs.all();
        if (all.equals(saved)) {
            return;
        }
        savedAt = ticks;
        try {
            OwnerOnly.write(proofsFile, UptimeProof.encodeAll(all));
            saved = all;
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "Proofs cannot be written: {0}", failure.getMessage());
        }
    }

    /** Carries what the ordering has to say through the first node that is attached. */
    private final class Link implements LedgerLink {

        @Override
        public Collection<NodeId> peers() {
            return contacts().stream().map(NodeInfo::id).toList();
        }

        @Override
        public void send(NodeId to, Bytes message) {
            contact(to)
                    .ifPresent(place -> attached.values().stream()
                            .limit(1)
                            .forEach(own -> send(own.node().peers(), place, message)));
        }

        private void send(PeerLink peers, NodeInfo to, Bytes message) {
            try {
                threads.workers().execute(() -> converse(peers, to, message));
            } catch (RejectedExecutionException stopping) {
                LOG.log(System.Logger.Level.DEBUG, "Nothing is sent any more");
            }
        }
    }

    /** A reply may lead to another question to the same box, as when this one catches up. */
    private void converse(PeerLink peers, NodeInfo with, Bytes message) {
        var next = Optional.of(message);
        for (var turn = 0; turn < TURNS_MAX && next.isPresent(); turn++) {
            var reply = peers.ledger(with, MESSAGE, List.of(next.get()), MESSAGE_TIMEOUT);
            next = reply instanceof PeerReply.Parts(var parts) && parts.size() == 1
                    ? ledger.receive(parts.getFirst())
                    : Optional.empty();
        }
    }

    /** Stops; the attached nodes are closed by whoever started them. */
    @Override
    public void close() {
        sweeper.close();
        attached.clear();
        save();
        ledger.close();
    }
}
