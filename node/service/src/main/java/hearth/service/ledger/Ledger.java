package hearth.service.ledger;

import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.Contributor;
import hearth.protocol.ledger.NodeRecord.QueuePlace;
import hearth.protocol.ledger.NodeRecord.Standing;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine. A block is applied in this order:
 *
 * <ol>
 *   <li>what falls due: rewards can be spent, names expire;
 *   <li>the reward of the block, to the node that waited longest;
 *   <li>the items, one after the other; what a rule does not allow is refused and changes nothing else;
 *   <li>nodes whose credit is used up are deregistered, nodes whose time has come leave;
 *   <li>if other nodes are active than before, swarms are assigned anew;
 *   <li>the quorum of the block is chosen.
 * </ol>
 */
public final class Ledger {

    private Ledger() {}

    /** The state in which a network begins. */
    public static LedgerState begin(Genesis genesis) {
        var network = genesis.hash();
        var tip = new LedgerState.Tip(0, network, genesis.founded());
        var state = new LedgerState(genesis, network, tip, genesis.pool(), LedgerState.Tables.EMPTY);
        for (var allocation : genesis.allocations()) {
            state = state.credit(allocation.address(), allocation.amount());
        }
        for (var node : genesis.nodes()) {
            state = state.withNode(founding(node, genesis.rules()));
        }
        state = Swarms.assign(state, network).state();
        return VoteRules.chooseQuorum(state);
    }

    /**
     * The state after {@code block}. The same for the same state and block, whoever asks. Throws {@link
     * IllegalArgumentException} if the block does not follow the state; see {@link LedgerState#isFollowedBy}.
     */
    public static Applied apply(LedgerState before, Block block) {
        if (!before.isFollowedBy(block)) {
            throw new IllegalArgumentException("Block " + block.height() + " does not follow block " + before.height());
        }
        var run = new Run(before.withTip(new LedgerState.Tip(block.height(), block.hash(), block.time())));
        run.begin();
        run.items(block.items());
        run.take(Departures.settle(run.state));
        if (Swarms.isOutdated(before, run.state)) {
            run.take(Swarms.assign(run.state, block.hash()));
        }
        run.state = VoteRules.chooseQuorum(run.state);
        return new Applied(run.state, run.refused, run.events);
    }

    /** The block after {@code state} in the making. */
    public static Draft draft(LedgerState state) {
        return new Draft(state);
    }

    private static NodeRecord founding(Genesis.FoundingNode node, Genesis.Rules rules) {
        return new NodeRecord(
                node.node(),
                node.operator(),
                0,
                0,
                List.of(new Contributor(node.operator(), rules.stakingRequirement(), Amount.ZERO)),
                Standing.fresh(NodeRecord.State.ACTIVE, 0, rules.blocks(Period.CREDIT_START)),
                new QueuePlace(0, 0),
                0,
                0,
                SwarmId.UNASSIGNED);
    }

    /** The next block in the making: says of each item whether it can follow those before it. Used by one thread. */
    public static final class Draft {

        private final Run run;
        private int count;

        private Draft(LedgerState before) {
            run = new Run(before.withTip(new LedgerState.Tip(before.height() + 1, before.blockHash(), before.time())));
            run.begin();
        }

        /** Adds {@code item}, or leaves everything as it was and says why the rules do not allow it. */
        public Optional<Reason> add(BlockItem item) {
            var before = run.state;
            run.item(item, count);
            if (run.refused.isEmpty()) {
                count++;
                return Optional.empty();
            }
            run.state = before;
            return Optional.of(run.refused.removeLast().reason());
        }
    }

    /** One block on its way through the rules. */
    private static final class Run {

        private final List<Refused> refused = new ArrayList<>();
        private final List<LedgerEvent> events = new ArrayList<>();
        private LedgerState state;

        Run(LedgerState state) {
            this.state = state;
        }

        void take(Step step) {
            state = step.state();
            events.addAll(step.events());
        }

        /** What comes before the items. */
        void begin() {
            take(Agenda.settle(state));
            take(Rewards.pay(state));
        }

        void items(List<BlockItem> items) {
            for (var i = 0; i < items.size(); i++) {
                item(items.get(i), i);
            }
        }

        void item(BlockItem item, int index) {
            switch (item) {
                case Transaction transaction -> transaction(transaction, index);
                case StateChange change -> stateChange(change, index);
                case Equivocation proof -> equivocation(proof, index);
            }
        }

        private void transaction(Transaction transaction, int index) {
            var isCharged = false;
            try {
                var charged = TransactionRules.charge(state, transaction);
                state = charged;
                isCharged = true;
                take(TransactionRules.apply(charged, transaction.content(), index));
            } catch (RefusedException e) {
                refused.add(new Refused(index, transaction.id(), e.reason(), isCharged));
            }
        }

        private void equivocation(Equivocation proof, int index) {
            try {
                take(EquivocationRules.apply(state, proof));
            } catch (RefusedException e) {
                refused.add(new Refused(index, proof.id(), e.reason(), false));
            }
        }

        private void stateChange(StateChange change, int index) {
            try {
                take(VoteRules.apply(state, change, index));
            } catch (RefusedException e) {
                refused.add(new Refused(index, change.id(), e.reason(), false));
            }
        }
    }
}
