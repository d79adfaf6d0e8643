package hearth.service.ledger.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.UptimeProof;
import hearth.service.key.NodeKeys;
import hearth.service.rpc.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofBookTest {

    private final Village village = new Village(2, 2);
    private final LedgerHash network = village.state().network();
    private final ProofBook book = new ProofBook(network, village.pace, village.clock);
    private final NodeKeys keys = village.nodes.getFirst().keys;
    private final Set<NodeId> known = Set.of(keys.id());

    @Test
    void theNewestProofCounts() throws FormatException {
        assertEquals(ProofBook.Outcome.NEW, book.take(proof("10.0.0.1", Village.START), known));
        var later = proof("10.0.0.1", Village.START.plus(village.pace.proofMin()));
        assertEquals(ProofBook.Outcome.NEW, book.take(later, known));
        assertEquals(ProofBook.Outcome.KNOWN, book.take(later, known));
        assertEquals(ProofBook.Outcome.KNOWN, book.take(proof("10.0.0.9", Village.START), known), "An older one");
        assertEquals("10.0.0.1", book.find(keys.id()).orElseThrow().content().host());
        assertEquals(book.all(), UptimeProof.decodeAll(UptimeProof.encodeAll(book.all())));
    }

    @Test
    void aProofThatComesTooSoonSaysNothingUnlessTheNodeMoved() {
        book.take(proof("10.0.0.1", Village.START), known);
        var soon = Village.START.plusMillis(1);
        assertEquals(ProofBook.Outcome.KNOWN, book.take(proof("10.0.0.1", soon), known));
        assertEquals(ProofBook.Outcome.NEW, book.take(proof("10.0.0.2", soon), known));
    }

    @Test
    void strangersForgersAndTheFutureAreRefused() {
        assertEquals(ProofBook.Outcome.STRANGER, book.take(proof("10.0.0.1", Village.START), Set.of()));
        var other = village.nodes.get(1).keys;
        var honest = proof("10.0.0.1", Village.START);
        var forged = new UptimeProof(
                honest.content(),
                content(other, "10.0.0.1", Village.START)
                        .sign(other.signing(), network)
                        .signature());
        assertEquals(ProofBook.Outcome.REFUSED, book.take(forged, known));
        var elsewhere = content(keys, "10.0.0.1", Village.START).sign(keys.signing(), LedgerHash.of("other"));
        assertEquals(ProofBook.Outcome.REFUSED, book.take(elsewhere, known));
        var future = proof("10.0.0.1", Village.START.plus(Duration.ofMinutes(5)).plusMillis(1));
        assertEquals(ProofBook.Outcome.REFUSED, book.take(future, known));
        assertEquals(List.of(), book.all());
    }

    @Test
    void aProofIsGoodForTwoHoursAndFiveMinutesOfTheNetworksTime() {
        // 1 s a block at twice the speed: an hour of the public network is 15 s.
        assertEquals(Duration.ofSeconds(15), village.pace.proofEvery());
        assertEquals(Duration.ofMillis(31_250), village.pace.proofMax());
        assertFalse(book.isUp(keys.id()));
        book.take(proof("10.0.0.1", Village.START), known);
        village.clock.advance(village.pace.proofMax().minusMillis(1));
        assertTrue(book.isUp(keys.id()));
        village.clock.advance(Duration.ofMillis(1));
        assertFalse(book.isUp(keys.id()));
    }

    @Test
    void aListThatIsNoneIsRefused() {
        assertThrows(FormatException.class, () -> UptimeProof.decodeAll(new byte[] {'i', '1', 'e'}));
        assertThrows(FormatException.class, () -> UptimeProof.decodeAll(new byte[] {'l', 'i', '1', 'e', 'e'}));
    }

    private UptimeProof proof(String host, Instant time) {
        return content(keys, host, time).sign(keys.signing(), network);
    }

    private static UptimeProof.Content content(NodeKeys keys, String host, Instant time) {
        return new UptimeProof.Content(keys.id(), host, 22_021, 22_020, time.toEpochMilli(), Version.REPORTED);
    }
}
