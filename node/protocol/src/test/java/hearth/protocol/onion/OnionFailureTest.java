package hearth.protocol.onion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.id.NodeId;
import org.junit.jupiter.api.Test;

class OnionFailureTest {

    private static final NodeId NODE = new NodeId("ab".repeat(32));

    @Test
    void theTextsAreThoseThatClientsCompareLiterally() {
        assertEquals("Next node not found: " + NODE.hex(), OnionErrors.nextNodeNotFound(NODE));
        assertEquals("Next node is currently unreachable: " + NODE.hex(), OnionErrors.nextNodeUnreachable(NODE));
        assertEquals("Snode not ready: " + NODE.hex(), OnionErrors.notReady(NODE));
        assertEquals("Error parsing onion request: why", OnionErrors.parsing("why"));
        assertEquals("Invalid internal onion request: why", OnionErrors.internal("why"));
    }

    @Test
    void theNodeThatFailedIsNamed() {
        assertEquals(new OnionFailure.NodeNotFound(NODE), of(502, OnionErrors.nextNodeNotFound(NODE)));
        assertEquals(new OnionFailure.NodeUnreachable(NODE), of(502, OnionErrors.nextNodeUnreachable(NODE) + '\n'));
        assertEquals(new OnionFailure.NodeNotReady(NODE), of(503, OnionErrors.notReady(NODE)));
    }

    @Test
    void otherFailuresAreThoseOfTheGuardThePathTheClockOrTheRequest() {
        assertEquals(new OnionFailure.GuardBusy(503), of(503, "Server busy, try again later"));
        assertEquals(new OnionFailure.PathFailed(504), of(504, OnionErrors.TIMED_OUT));
        assertEquals(new OnionFailure.PathFailed(500), of(500, OnionErrors.INVALID_RESPONSE));
        assertEquals(new OnionFailure.ClockWrong(406), of(406, ""));
        assertEquals(new OnionFailure.ClockWrong(425), of(425, ""));
        assertEquals(new OnionFailure.Rejected(400), of(400, OnionErrors.INVALID_CIPHERTEXT));
    }

    @Test
    void aServerThatCannotBeReachedIsNotTheFaultOfThePath() {
        assertEquals(new OnionFailure.ServerUnreachable(502), OnionFailure.of(502, "refused", true));
        assertEquals(new OnionFailure.PathFailed(502), OnionFailure.of(502, "refused", false));
    }

    @Test
    void aMalformedNodeIdIsAFailureOfThePath() {
        assertEquals(new OnionFailure.PathFailed(502), of(502, "Next node not found: nobody"));
        assertEquals(new OnionFailure.GuardBusy(503), of(503, "Snode not ready: nobody"));
    }

    private static OnionFailure of(int status, String body) {
        return OnionFailure.of(status, body, false);
    }
}
