package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.Registration.Reservation;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.ledger.UnlockRequest;
import hearth.protocol.network.NodeList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StakingRulesTest {

    private static final int SCALE = 720;
    private static final Amount ONE = new Amount(1);
    private static final Amount QUARTER = Amount.tokens(25);
    private static final int NODE = 50;

    private final Chain chain = new Chain(0, SCALE);

    @Test
    void anOperatorAloneIsActiveAtOnce() {
        var applied = chain.take(0, chain.registration(NODE, 0, Chain.REQUIREMENT));

        var node = record();
        assertEquals(NodeRecord.State.ACTIVE, node.state());
        assertEquals(1, node.registered());
        assertEquals(Period.CREDIT_START.blocks(SCALE), node.standing().credit());
        assertEquals(Chain.WEALTH.minus(Chain.REQUIREMENT).minus(Chain.FEE), chain.balance(0));
        assertTrue(applied.events().contains(new LedgerEvent.NodeActivated(Chain.node(NODE))));
    }

    @Test
    void anOperatorGivesAQuarterAtLeast() {
        assertEquals(Reason.OPERATOR_STAKE_TOO_SMALL, chain.refuse(0, chain.registration(NODE, 0, QUARTER.minus(ONE))));

        chain.take(0, chain.registration(NODE, 0, QUARTER));

        assertEquals(NodeRecord.State.AWAITING, record().state());
    }

    @Test
    void anOperatorGivesNoMoreThanIsNeeded() {
        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(0, chain.registration(NODE, 0, Chain.REQUIREMENT.plus(ONE))));
    }

    @Test
    void anOperatorGivesWhatTheyHave() {
        chain.take(0, new Transfer(Chain.address(1), Chain.WEALTH.minus(QUARTER)));

        assertEquals(Reason.BALANCE_TOO_LOW, chain.refuse(0, chain.registration(NODE, 0, QUARTER)));
        assertTrue(chain.state().node(Chain.node(NODE)).isEmpty());
    }

    @Test
    void aNodeIsRegisteredOnce() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));

        assertEquals(Reason.NODE_KNOWN, chain.refuse(1, chain.registration(NODE, 1, QUARTER)));
    }

    @Test
    void aNodeMustAgree() {
        var terms = new Registration.Terms(Chain.node(NODE), 0, QUARTER, List.of());
        var byOtherNode = terms.agreed(Chain.nodeKey(51), chain.state().network(), Chain.address(0), 0);
        var forOtherOperator = terms.agreed(Chain.nodeKey(NODE), chain.state().network(), Chain.address(1), 1);

        assertEquals(Reason.NO_CONSENT, chain.refuse(0, byOtherNode));
        assertEquals(Reason.NO_CONSENT, chain.refuse(0, forOtherOperator));
    }

    @Test
    void tenContributorsCompleteANode() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        for (var person = 1; person < 10; person++) {
            assertEquals(NodeRecord.State.AWAITING, record().state());
            chain.take(person, new Contribution(Chain.node(NODE), minimum()));
        }

        assertEquals(NodeRecord.State.ACTIVE, record().state());
        assertEquals(10, record().contributors().size());
        assertEquals(Reason.NODE_COMPLETE, chain.refuse(10, new Contribution(Chain.node(NODE), ONE)));
    }

    @Test
    void aContributionIsAnEqualPartOfTheRestAtLeast() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));

        assertEquals(new Amount(8_333_333_334L), minimum());
        assertEquals(
                Reason.STAKE_TOO_SMALL,
                chain.refuse(1, new Contribution(Chain.node(NODE), minimum().minus(ONE))));
        chain.take(1, new Contribution(Chain.node(NODE), minimum()));
    }

    @Test
    void aContributionIsNoMoreThanTheRest() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        var rest = Amount.tokens(75);

        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(1, new Contribution(Chain.node(NODE), rest.plus(ONE))));
        assertEquals(
                Reason.STAKE_TOO_LARGE,
                chain.refuse(1, new Contribution(Chain.node(NODE), new Amount(Long.MAX_VALUE))));
        chain.take(1, new Contribution(Chain.node(NODE), rest));
        assertEquals(NodeRecord.State.ACTIVE, record().state());
    }

    @Test
    void everybodyContributesOnce() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        chain.take(1, new Contribution(Chain.node(NODE), QUARTER));

        assertEquals(Reason.ALREADY_CONTRIBUTED, chain.refuse(1, new Contribution(Chain.node(NODE), QUARTER)));
        assertEquals(Reason.ALREADY_CONTRIBUTED, chain.refuse(0, new Contribution(Chain.node(NODE), QUARTER)));
    }

    @Test
    void aReservedPlaceIsKept() {
        chain.take(0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(1), Amount.tokens(50))));

        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(2, new Contribution(Chain.node(NODE), QUARTER.plus(ONE))));
        chain.take(2, new Contribution(Chain.node(NODE), QUARTER));
        assertEquals(NodeRecord.State.AWAITING, record().state());
        assertEquals(Reason.STAKE_TOO_SMALL, chain.refuse(1, new Contribution(Chain.node(NODE), Amount.tokens(49))));
        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(1, new Contribution(Chain.node(NODE), Amount.tokens(51))));
        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(3, new Contribution(Chain.node(NODE), ONE)));
        chain.take(1, new Contribution(Chain.node(NODE), Amount.tokens(50)));
        assertEquals(NodeRecord.State.ACTIVE, record().state());
    }

    @Test
    void whoHasAReservationMayTakeMore() {
        chain.take(0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(1), Amount.tokens(50))));

        chain.take(1, new Contribution(Chain.node(NODE), Amount.tokens(75)));

        assertEquals(NodeRecord.State.ACTIVE, record().state());
    }

    @Test
    void reservationsFollowTheRulesOfContributions() {
        var most = new Reservation(Chain.address(1), new Amount(Long.MAX_VALUE));
        assertEquals(Reason.STAKE_TOO_LARGE, chain.refuse(0, chain.registration(NODE, 0, QUARTER, most, most(2))));
        assertEquals(
                Reason.STAKE_TOO_SMALL,
                chain.refuse(
                        0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(1), Amount.tokens(8)))));
        assertEquals(
                Reason.RESERVED_FOR_OPERATOR,
                chain.refuse(0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(0), QUARTER))));
    }

    @Test
    void allPlacesCanBeReserved() {
        var reservations = new ArrayList<Reservation>();
        for (var person = 1; person < 9; person++) {
            reservations.add(new Reservation(Chain.address(person), new Amount(8_333_333_334L)));
        }
        reservations.add(new Reservation(Chain.address(9), new Amount(75_000_000_000L - 8 * 8_333_333_334L)));
        chain.take(0, chain.registration(NODE, 0, QUARTER, reservations.toArray(Reservation[]::new)));

        assertEquals(Reason.NO_PLACE, chain.refuse(10, new Contribution(Chain.node(NODE), QUARTER)));
        for (var person = 1; person < 10; person++) {
            chain.take(
                    person,
                    new Contribution(
                            Chain.node(NODE), reservations.get(person - 1).amount()));
        }
        assertEquals(NodeRecord.State.ACTIVE, record().state());
    }

    @Test
    void aNodeLeavesFifteenDaysAfterTheRequest() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        chain.take(1, new Contribution(Chain.node(NODE), Amount.tokens(75)));
        chain.take(1, new UnlockRequest(Chain.node(NODE)));
        var leaves = chain.state().height() + 10_800 / SCALE;
        assertEquals(leaves, record().leaves());
        assertEquals(chain.state().height(), record().unlockRequested());

        assertEquals(Reason.ALREADY_LEAVING, chain.refuse(0, new UnlockRequest(Chain.node(NODE))));
        chain.skipTo(leaves);
        assertTrue(record().isActive());
        var before = chain.balance(1);
        var applied = chain.apply();

        assertTrue(chain.state().node(Chain.node(NODE)).isEmpty());
        assertTrue(applied.events().contains(new LedgerEvent.NodeLeft(Chain.node(NODE))));
        assertTrue(applied.events()
                .contains(new LedgerEvent.StakeReturned(Chain.node(NODE), Chain.address(1), Amount.tokens(75))));
        assertTrue(chain.balance(1).covers(before.plus(Amount.tokens(75))));
        chain.take(0, chain.registration(NODE, 0, QUARTER)); // the key is free again
    }

    @Test
    void aSmallContributorWaitsThirtyDaysBeforeAsking() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        chain.take(1, new Contribution(Chain.node(NODE), new Amount(24_989_999_999L)));
        chain.take(2, new Contribution(Chain.node(NODE), new Amount(50_010_000_001L)));
        var free = record().registered() + 21_600 / SCALE;

        assertEquals(Reason.STILL_LOCKED, chain.refuse(1, new UnlockRequest(Chain.node(NODE))));
        chain.skipTo(free - 1);
        assertEquals(Reason.STILL_LOCKED, chain.refuse(1, new UnlockRequest(Chain.node(NODE))));
        chain.take(1, new UnlockRequest(Chain.node(NODE)));
    }

    @Test
    void aContributorOf2499PermyriadIsNotSmall() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        chain.take(1, new Contribution(Chain.node(NODE), new Amount(24_990_000_000L)));
        chain.take(2, new Contribution(Chain.node(NODE), new Amount(50_010_000_000L)));

        chain.take(1, new UnlockRequest(Chain.node(NODE)));
    }

    @Test
    void whoHasNoStakeCannotAskForOne() {
        chain.take(0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(1), QUARTER)));

        assertEquals(Reason.NO_CONTRIBUTOR, chain.refuse(1, new UnlockRequest(Chain.node(NODE))));
        assertEquals(Reason.NO_CONTRIBUTOR, chain.refuse(2, new UnlockRequest(Chain.node(NODE))));
        assertEquals(Reason.UNKNOWN_NODE, chain.refuse(2, new UnlockRequest(Chain.node(51))));
        assertEquals(Reason.UNKNOWN_NODE, chain.refuse(2, new Contribution(Chain.node(51), ONE)));
    }

    @Test
    void aContributionToAWaitingNodeCanBeTakenBack() {
        chain.take(0, chain.registration(NODE, 0, QUARTER, new Reservation(Chain.address(1), QUARTER)));
        chain.take(1, new Contribution(Chain.node(NODE), QUARTER));
        chain.take(2, new Contribution(Chain.node(NODE), QUARTER));
        chain.take(1, new UnlockRequest(Chain.node(NODE)));
        chain.take(2, new UnlockRequest(Chain.node(NODE)));

        assertEquals(Chain.WEALTH.minus(Chain.FEE).minus(Chain.FEE), chain.balance(1));
        assertEquals(Chain.WEALTH.minus(Chain.FEE).minus(Chain.FEE), chain.balance(2));
        assertTrue(record().contributor(Chain.address(1)).isPresent(), "The reservation stays");
        assertFalse(record().contributor(Chain.address(2)).isPresent());
        assertEquals(QUARTER, record().staked());
    }

    @Test
    void anOperatorEndsARegistrationThatWaits() {
        chain.take(0, chain.registration(NODE, 0, QUARTER));
        chain.take(1, new Contribution(Chain.node(NODE), QUARTER));

        chain.take(0, new UnlockRequest(Chain.node(NODE)));

        assertTrue(chain.state().node(Chain.node(NODE)).isEmpty());
        assertEquals(Chain.WEALTH.minus(Chain.FEE), chain.balance(1));
    }

    @Test
    void thereIsAnEndToNodes() {
        chain.take(0, chain.registration(NODE, 0, Chain.REQUIREMENT));
        var like = record();
        var state = chain.state();
        for (var i = 1; i < NodeList.NODES_MAX; i++) {
            var key = ByteBuffer.allocate(NodeId.BYTES)
                    .putInt(NodeId.BYTES - Integer.BYTES, i)
                    .array();
            state = state.withNode(new NodeRecord(
                    NodeId.of(key),
                    like.operator(),
                    0,
                    1,
                    like.contributors(),
                    like.standing(),
                    like.place(),
                    0,
                    0,
                    like.swarm()));
        }
        var full = state;
        var transaction =
                chain.sign(1, chain.registration(51, 1, Chain.REQUIREMENT)).content();

        var refused = assertThrows(RefusedException.class, () -> TransactionRules.apply(full, transaction, 0));

        assertEquals(Reason.TOO_MANY_NODES, refused.reason());
    }

    private Reservation most(int person) {
        return new Reservation(Chain.address(person), new Amount(Long.MAX_VALUE));
    }

    private NodeRecord record() {
        return chain.record(Chain.node(NODE));
    }

    private Amount minimum() {
        var open = record().open(Chain.REQUIREMENT);
        return open.shareUp(1, record().freePlaces());
    }
}
