package hearth.service.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.key.NodeKeys;
import hearth.service.registry.ListedNodes;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two nodes say to each other can neither be forged nor repeated. */
class PeerSealTest {

    private static final byte[] QUESTION = "question".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final ListedNodes registry = new ListedNodes(List.of());

    private final class Node {
        final NodeKeys keys;
        final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_700_000_000));
        final NodeInfo info;
        final PeerSeal seal;

        Node(String name) throws IOException {
            keys = NodeKeys.loadOrCreate(folder.resolve(name), random);
            info = new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, 0, SwarmId.UNASSIGNED);
            seal = new PeerSeal(keys, registry, clock, random, new SeenNonces(120_000, 100));
        }
    }

    private Node alice;
    private Node bob;
    private Node mallory;

    @BeforeEach
    void makeNodes() throws IOException {
        alice = new Node("alice");
        bob = new Node("bob");
        mallory = new Node("mallory");
        registry.replace(List.of(alice.info, bob.info));
    }

    @Test
    void aQuestionAndItsAnswerArrive() throws FormatException {
        var sealed = alice.seal.request(bob.info, QUESTION);

        var opened = bob.seal.open(sealed.bytes);
        var reply = bob.seal.reply(opened, ANSWER);

        assertArrayEquals(QUESTION, opened.content);
        assertEquals(alice.info, opened.sender);
        assertArrayEquals(ANSWER, alice.seal.openReply(bob.info, sealed, reply));
    }

    @Test
    void aChangedOrShortenedQuestionIsRefused() throws FormatException {
        var sealed = alice.seal.request(bob.info, QUESTION).bytes;
        for (var i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 0x10;
            assertThrows(FormatException.class, () -> bob.seal.open(changed), "Byte " + i);
            var shortened = Arrays.copyOf(sealed, i);
            assertThrows(FormatException.class, () -> bob.seal.open(shortened), i + " bytes");
        }

        bob.seal.open(sealed);
    }

    @Test
    void aChangedAnswerIsRefusedAndSoIsTheAnswerToAnotherQuestion() throws FormatException {
        var first = alice.seal.request(bob.info, QUESTION);
        var second = alice.seal.request(bob.info, QUESTION);
        var reply = bob.seal.reply(bob.seal.open(first.bytes), ANSWER);
        for (var i = 0; i < reply.length; i++) {
            var changed = reply.clone();
            changed[i] ^= 1;
            assertThrows(FormatException.class, () -> alice.seal.openReply(bob.info, first, changed));
        }

        assertThrows(FormatException.class, () -> alice.seal.openReply(bob.info, second, reply));
    }

    @Test
    void aQuestionIsTakenOnce() throws FormatException {
        var sealed = alice.seal.request(bob.info, QUESTION).bytes;
        bob.seal.open(sealed);

        assertThrows(FormatException.class, () -> bob.seal.open(sealed));

        bob.clock.advance(Duration.ofSeconds(59));
        assertThrows(FormatException.class, () -> bob.seal.open(sealed));
    }

    @Test
    void aQuestionIsTakenWithinAMinuteOfItsTime() throws FormatException {
        for (var seconds : List.of(-60, 60)) {
            bob.clock.set(alice.clock.instant().plusSeconds(seconds));
            bob.seal.open(alice.seal.request(bob.info, QUESTION).bytes);
        }
        for (var seconds : List.of(-61, 61)) {
            bob.clock.set(alice.clock.instant().plusSeconds(seconds));
            var sealed = alice.seal.request(bob.info, QUESTION).bytes;
            assertThrows(FormatException.class, () -> bob.seal.open(sealed));
        }
    }

    @Test
    void aQuestionForSomebodyElseIsRefused() throws FormatException {
        registry.replace(List.of(alice.info, bob.info, mallory.info));
        var sealed = alice.seal.request(mallory.info, QUESTION).bytes;

        assertThrows(FormatException.class, () -> bob.seal.open(sealed));
    }

    @Test
    void whoIsNotInTheRegistryIsRefused() throws FormatException {
        var sealed = mallory.seal.request(bob.info, QUESTION).bytes;

        assertThrows(FormatException.class, () -> bob.seal.open(sealed));

        registry.replace(List.of(alice.info, bob.info, mallory.info));
        bob.seal.open(sealed);
    }

    @Test
    void whoSaysToBeAnotherNodeIsRefused() throws FormatException {
        var sealed = mallory.seal.request(bob.info, QUESTION).bytes;
        System.arraycopy(alice.info.id().bytes(), 0, sealed, 1, 32);

        assertThrows(FormatException.class, () -> bob.seal.open(sealed));
    }

    @Test
    void randomBytesAreRefused() {
        Seeds.check(2_000, chance -> {
            var bytes = Seeds.bytes(chance, chance.nextInt(300));
            if (bytes.length > 33 && chance.nextBoolean()) {
                bytes[0] = 1;
                System.arraycopy(alice.info.id().bytes(), 0, bytes, 1, 32);
            }
            assertThrows(FormatException.class, () -> bob.seal.open(bytes));
        });
    }

    @Test
    void nothingIsForgottenWithinTheWindowAndTooManyAreRefused() {
        var seen = new SeenNonces(1_000, 3);
        assertTrue(seen.isNew(1, 0));
        assertFalse(seen.isNew(1, 999));
        assertTrue(seen.isNew(2, 1_000));
        assertFalse(seen.isNew(1, 1_999), "in the older generation");
        assertTrue(seen.isNew(3, 1_999));
        assertTrue(seen.isNew(4, 1_999));
        assertFalse(seen.isNew(5, 1_999), "a fourth one");
        assertTrue(seen.isNew(5, 2_000), "a new generation");
        assertFalse(seen.isNew(2, 2_999));
        assertTrue(seen.isNew(2, 60_000), "long ago");
    }
}
