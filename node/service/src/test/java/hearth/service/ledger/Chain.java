package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.Transaction;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in a test: makes keys, signs, orders blocks one after the other, and checks after each what must always hold. */
final class Chain {

    static final Amount REQUIREMENT = Amount.tokens(100);
    static final Amount FEE = new Amount(10);
    static final Amount NAME_PRICE = Amount.tokens(5);

    /** What each of the {@link #PEOPLE} has in the beginning. */
    static final Amount WEALTH = Amount.tokens(1000);

    static final int PEOPLE = 12;

    private static final Amount POOL = Amount.tokens(1_000_000);
    private static final int NODE_KEYS_FROM = 1000;

    private static final Map<Integer, Ed25519KeyPair> KEYS = new HashMap<>();

    private LedgerState state;

    /** A chain with that many nodes from the beginning, which are operated by the people in turn. */
    Chain(int nodes, int timeScale) {
        this(genesis(nodes, timeScale));
    }

    Chain(Genesis genesis) {
        state = Ledger.begin(genesis);
        requireSound(state);
    }

    static Genesis genesis(int nodes, int timeScale) {
        var allocations = new ArrayList<Genesis.Allocation>();
        for (var i = 0; i < PEOPLE; i++) {
            allocations.add(new Genesis.Allocation(address(i), WEALTH));
        }
        allocations.sort((a, b) -> a.address().compareTo(b.address()));
        var founding = new ArrayList<Genesis.FoundingNode>();
        for (var i = 0; i < nodes; i++) {
            founding.add(new Genesis.FoundingNode(node(i), address(i % PEOPLE)));
        }
        founding.sort((a, b) -> a.node().compareTo(b.node()));
        return new Genesis(
                "Test Lane",
                new Genesis.Token("Test Token", "TST"),
                new Genesis.Rules(REQUIREMENT, timeScale, 1000, FEE, NAME_PRICE),
                POOL,
                1_000,
                allocations,
                founding);
    }

    LedgerState state() {
        return state;
    }

    /** The next block, with these items. */
    Applied apply(BlockItem... items) {
        return apply(List.of(items));
    }

    Applied apply(List<BlockItem> items) {
        var block = next(state, items);
        var before = state;
        var root = before.root();
        var applied = Ledger.apply(before, block);
        assertEquals(root, before.root(), "A state changed");
        state = applied.state();
        requireSound(state);
        return applied;
    }

    /** The next block, with one action that must be taken. */
    Applied take(int person, Action action) {
        var applied = apply(sign(person, action));
        assertEquals(List.of(), applied.refused());
        return applied;
    }

    /** The next block, with one action that must be refused after its fee was paid. */
    Reason refuse(int person, Action action) {
        var before = state.account(address(person));
        var applied = apply(sign(person, action));
        assertEquals(1, applied.refused().size(), "Not refused");
        assertTrue(applied.refused().getFirst().charged());
        assertEquals(before.nonce() + 1, state.account(address(person)).nonce());
        return applied.refused().getFirst().reason();
    }

    /** The next block, with one state change that must be refused. */
    Reason refuse(StateChange change) {
        var applied = apply(change);
        assertEquals(1, applied.refused().size(), "Not refused");
        return applied.refused().getFirst().reason();
    }

    /** Empty blocks. */
    void skip(int blocks) {
        for (var i = 0; i < blocks; i++) {
            apply();
        }
    }

    /** Empty blocks until the next one is {@code height}. */
    void skipTo(long height) {
        while (state.height() + 1 < height) {
            apply();
        }
    }

    Transaction sign(int person, Action action) {
        return sign(person, state.account(address(person)).nonce(), action);
    }

    Transaction sign(int person, long nonce, Action action) {
        return new Transaction.Content(address(person), nonce, state.height() + 10, FEE, action)
                .sign(key(person), state.network());
    }

    /** What registers a node with the next transaction of its operator. */
    Registration registration(int node, int operator, Amount stake, Registration.Reservation... reservations) {
        return new Registration.Terms(node(node), 100, stake, List.of(reservations))
                .agreed(
                        nodeKey(node),
                        state.network(),
                        address(operator),
                        state.account(address(operator)).nonce());
    }

    /** All votes of the quorum at {@code height} for one change. */
    StateChange votes(StateChange.Kind kind, NodeId node, long height, int reasons) {
        var quorum = state.quorum(height).orElseThrow();
        return votes(kind, node, height, reasons, quorum.validators().size());
    }

    /** The first {@code count} votes of that quorum. */
    StateChange votes(StateChange.Kind kind, NodeId node, long height, int reasons, int count) {
        var subject = new StateChange.Subject(kind, node, height);
        var validators = state.quorum(height).orElseThrow().validators();
        var votes = new ArrayList<StateChange.Vote>();
        for (var i = 0; i < count; i++) {
            votes.add(subject.vote(nodeKey(validators.get(i)), state.network(), i, reasons));
        }
        return new StateChange(subject, votes);
    }

    /** Goes on until the quorum of a block judges {@code node} and may decide in the next; says which block that is. */
    long awaitJudgement(NodeId node) {
        var from = state.height();
        for (var height = from; height < from + 500; height++) {
            while (state.height() < height) {
                apply();
            }
            if (state.quorum(height).orElseThrow().workers().contains(node)) {
                skip(Period.VOTE_LAG.blocks(1) - 1);
                return height;
            }
        }
        throw new AssertionError("Nobody judges the node");
    }

    NodeRecord record(NodeId node) {
        return state.node(node).orElseThrow();
    }

    Amount balance(int person) {
        return state.account(address(person)).balance();
    }

    static Block next(LedgerState state, List<BlockItem> items) {
        return new Block(state.height() + 1, state.blockHash(), state.time() + 1000, items);
    }

    /** What must hold in every state. */
    static void requireSound(LedgerState state) {
        assertEquals(state.genesis().supply(), state.supply(), "The supply changed");
        var requirement = state.genesis().rules().stakingRequirement();
        state.nodes().forEach(node -> {
            assertEquals(node.isActive(), !node.swarm().isUnassigned(), "Active nodes have a swarm, and only they");
            assertTrue(requirement.covers(node.staked()));
            assertEquals(
                    node.state() != NodeRecord.State.AWAITING,
                    node.staked().equals(requirement),
                    "The stake is complete exactly when the node waits for no more");
            assertEquals(node.operator(), node.contributors().getFirst().address());
            assertTrue(node.leaves() == 0 || node.leaves() > state.height(), "Nobody overstays");
        });
    }

    static Ed25519KeyPair key(int number) {
        return KEYS.computeIfAbsent(number, seed -> Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(seed), 32)));
    }

    static LedgerAddress address(int person) {
        return LedgerAddress.of(key(person).publicKey());
    }

    static Ed25519KeyPair nodeKey(int node) {
        return key(NODE_KEYS_FROM + node);
    }

    static NodeId node(int node) {
        return NodeId.of(nodeKey(node).publicKey().bytes());
    }

    private static Ed25519KeyPair nodeKey(NodeId id) {
        return KEYS.values().stream()
                .filter(key -> key.publicKey().hex().equals(id.hex()))
                .findFirst()
                .orElseThrow();
    }
}
