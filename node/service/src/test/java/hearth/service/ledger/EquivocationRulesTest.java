package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Decision;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EquivocationRulesTest {

    private static final LedgerHash SOMETHING = LedgerHash.of("something");

    private final Chain chain = new Chain(4, 100);

    @Test
    void nodeThatSaidTwoThingsIsExpelledAndItsStakeLocked() {
        var applied = chain.apply(proof(0, 7, chain.state().network()));

        assertEquals(List.of(), applied.refused());
        assertEquals(State.DEREGISTERED, chain.record(Chain.node(0)).state());
        assertEquals(3, chain.state().voters().size());
    }

    @Test
    void expelledNodeIsNotExpelledAgain() {
        chain.apply(proof(0, 7, chain.state().network()));

        var refused = chain.apply(proof(0, 8, chain.state().network())).refused();

        assertEquals(Reason.WRONG_STATE, refused.getFirst().reason());
    }

    @Test
    void ballotsOfAnotherNetworkProveNothing() {
        var refused = chain.apply(proof(0, 7, SOMETHING)).refused();

        assertEquals(Reason.NOT_PROVEN, refused.getFirst().reason());
    }

    @Test
    void strangerIsNotPunished() {
        var refused = chain.apply(proof(9, 7, chain.state().network())).refused();

        assertEquals(Reason.UNKNOWN_NODE, refused.getFirst().reason());
    }

    private static Equivocation proof(int node, long height, LedgerHash network) {
        var question = new Ballot.Question(Ballot.Kind.PRECOMMIT, height, 3);
        var decision = new Decision(height, SOMETHING, SOMETHING, SOMETHING);
        return Equivocation.of(
                question.cast(Chain.nodeKey(node), network, Optional.of(decision)),
                question.cast(Chain.nodeKey(node), network, Optional.empty()));
    }
}
