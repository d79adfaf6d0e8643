package hearth.service.ledger.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.service.ledger.duty.CallBack.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a node is according to those who were asked. Addresses are such that nobody has them. */
class CallBackTest {

    private static final String OUTSIDE = "9.1.2.3";
    private static final String HOUSE = "192.168.1.20";

    private static Answer reached(String at) {
        return new Answer(true, true, at);
    }

    private static Optional<String> place(Answer... answers) {
        return CallBack.place(List.of(answers));
    }

    @Test
    void mostOfThoseWhoReachedItKnowWhereItIs() {
        assertEquals(Optional.of(OUTSIDE), place(reached("9.9.9.9"), reached(OUTSIDE), reached(OUTSIDE)));
    }

    @Test
    void whoDoesNotReachBothPortsHasNoVoice() {
        assertEquals(Optional.empty(), place(new Answer(true, false, OUTSIDE), new Answer(false, true, OUTSIDE)));
    }

    @Test
    void whoDisagreeHaveNoVoice() {
        assertEquals(Optional.empty(), place(reached("9.9.9.9"), reached(OUTSIDE)));
    }

    @Test
    void aNeighbourInTheHouseDoesNotKnowTheWayFromOutside() {
        assertEquals(Optional.of(OUTSIDE), place(reached(HOUSE), reached(HOUSE), reached(OUTSIDE)));
    }

    @Test
    void amongNeighboursTheHouseIsThePlace() {
        assertEquals(Optional.of(HOUSE), place(reached(HOUSE), reached(HOUSE)));
    }

    @Test
    void whatIsNoAddressIsNoPlace() {
        assertEquals(Optional.empty(), place(reached("256.1.1.1"), reached("localhost"), reached("")));
    }
}
