package hearth.service.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.Contributor;
import hearth.protocol.ledger.NodeRecord.QueuePlace;
import hearth.protocol.ledger.NodeRecord.Standing;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.StakeRules;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.network.NodeList;
import java.util.ArrayList;
import java.util.List;

/** Registering a node, contributing to it, and asking for the stake (network specification 8.1, 8.7). */
final class StakingRules {

    private StakingRules() {}

    static Step register(LedgerState state, Transaction.Content content, Registration registration, int index)
            throws RefusedException {
        var terms = registration.terms();
        var operator = content.sender();
        RefusedException.unless(state.node(terms.node()).isEmpty(), Reason.NODE_KNOWN);
        RefusedException.unless(state.nodeCount() < NodeList.NODES_MAX, Reason.TOO_MANY_NODES);
        RefusedException.unless(registration.isAgreed(state.network(), operator, content.nonce()), Reason.NO_CONSENT);
        var node = new NodeRecord(
                terms.node(),
                operator,
                terms.feePermill(),
                state.height(),
                places(terms, operator, requirement(state)),
                Standing.fresh(State.AWAITING, state.height(), state.blocks(Period.CREDIT_START)),
                new QueuePlace(state.height(), index),
                0,
                0,
                SwarmId.UNASSIGNED);
        var registered = Step.of(
                state.debit(operator, terms.stake()).withNode(node),
                new LedgerEvent.NodeRegistered(node.id(), operator, terms.stake()));
        return activateIfComplete(registered, node, index);
    }

    static Step contribute(LedgerState state, LedgerAddress sender, Contribution contribution, int index)
            throws RefusedException {
        var node = state.node(contribution.node()).orElseThrow(() -> new RefusedException(Reason.UNKNOWN_NODE));
        RefusedException.unless(node.state() == State.AWAITING, Reason.NODE_COMPLETE);
        var amount = contribution.amount();
        var place = node.contributor(sender).orElse(new Contributor(sender, Amount.ZERO, Amount.ZERO));
        RefusedException.unless(place.amount().isZero(), Reason.ALREADY_CONTRIBUTED);
        var open = node.open(requirement(state));
        RefusedException.unless(amount.covers(minimum(node, place, open)), Reason.STAKE_TOO_SMALL);
        RefusedException.unless(open.plus(place.reserved()).covers(amount), Reason.STAKE_TOO_LARGE);
        var changed = node.withContributor(new Contributor(sender, amount, place.reserved()));
        var contributed = Step.of(
                state.debit(sender, amount).withNode(changed), new LedgerEvent.Contributed(node.id(), sender, amount));
        return activateIfComplete(contributed, changed, index);
    }

    static Step unlock(LedgerState state, LedgerAddress sender, NodeId id) throws RefusedException {
        var node = state.node(id).orElseThrow(() -> new RefusedException(Reason.UNKNOWN_NODE));
        var own = node.contributor(sender)
                .filter(contributor -> !contributor.amount().isZero())
                .orElseThrow(() -> new RefusedException(Reason.NO_CONTRIBUTOR));
        RefusedException.unless(node.leaves() == 0, Reason.ALREADY_LEAVING);
        if (node.state() == State.AWAITING) {
            return withdraw(state, node, own);
        }
        var isFree = !StakeRules.isSmall(own.amount(), requirement(state))
                || state.height() >= node.registered() + state.blocks(Period.SMALL_CONTRIBUTOR);
        RefusedException.unless(isFree, Reason.STILL_LOCKED);
        var leaves = state.height() + state.blocks(Period.UNLOCK);
        return Step.of(
                state.withNode(node.withUnlock(state.height(), leaves)),
                new LedgerEvent.UnlockRequested(id, sender, leaves));
    }

    /** Takes a part out of a node that waits for more; without its operator there is no node. */
    private static Step withdraw(LedgerState state, NodeRecord node, Contributor own) {
        if (own.address().equals(node.operator())) {
            return Departures.leave(state, node);
        }
        var others = new ArrayList<>(node.contributors());
        others.remove(own);
        var changed = own.reserved().isZero()
                ? node.withContributors(others)
                : node.withContributor(new Contributor(own.address(), Amount.ZERO, own.reserved()));
        return Step.of(
                state.withNode(changed).credit(own.address(), own.amount()),
                new LedgerEvent.StakeReturned(node.id(), own.address(), own.amount()));
    }

    /** The operator's place and those that are kept, each as large as it would have to be if it were contributed. */
    private static List<Contributor> places(Registration.Terms terms, LedgerAddress operator, Amount requirement)
            throws RefusedException {
        RefusedException.unless(
                terms.stake().covers(StakeRules.operatorMinimum(requirement)), Reason.OPERATOR_STAKE_TOO_SMALL);
        RefusedException.unless(requirement.covers(terms.stake()), Reason.STAKE_TOO_LARGE);
        var places = new ArrayList<Contributor>();
        places.add(new Contributor(operator, terms.stake(), Amount.ZERO));
        var open = requirement.minus(terms.stake());
        for (var reservation : terms.reservations()) {
            var amount = reservation.amount();
            RefusedException.unless(!reservation.contributor().equals(operator), Reason.RESERVED_FOR_OPERATOR);
            RefusedException.unless(open.covers(amount), Reason.STAKE_TOO_LARGE);
            var minimum = StakeRules.minimum(open, StakeRules.CONTRIBUTORS_MAX - places.size());
            RefusedException.unless(amount.covers(minimum), Reason.STAKE_TOO_SMALL);
            places.add(new Contributor(reservation.contributor(), Amount.ZERO, amount));
            open = open.minus(amount);
        }
        return places;
    }

    private static Amount minimum(NodeRecord node, Contributor place, Amount open) throws RefusedException {
        if (!place.reserved().isZero()) {
            return place.reserved();
        }
        RefusedException.unless(node.freePlaces() > 0, Reason.NO_PLACE);
        return StakeRules.minimum(open, node.freePlaces());
    }

    private static Step activateIfComplete(Step step, NodeRecord node, int index) {
        var state = step.state();
        if (!node.staked().equals(requirement(state))) {
            return step;
        }
        var active = node.withStanding(
                        node.standing().change(State.ACTIVE, state.height(), state.blocks(Period.CREDIT_START)))
                .withPlace(new QueuePlace(state.height(), index));
        var events = new ArrayList<>(step.events());
        events.add(new LedgerEvent.NodeActivated(node.id()));
        return new Step(state.withNode(active), events);
    }

    private static Amount requirement(LedgerState state) {
        return state.genesis().rules().stakingRequirement();
    }
}
