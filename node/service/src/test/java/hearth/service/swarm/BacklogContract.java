package hearth.service.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backlog promises. */
abstract class BacklogContract {

    static final NodeId A = new NodeId("aa".repeat(32));
    static final NodeId B = new NodeId("bb".repeat(32));
    static final NodeId C = new NodeId("cc".repeat(32));
    static final Account ALICE = new Account("05" + "a1".repeat(32));
    static final Account BOB = new Account("05" + "b2".repeat(32));
    static final int MISSED_MAX = 100;
    static final long NOW = 1_700_000_000_000L;

    Backlog backlog = new InMemoryBacklog(MISSED_MAX);

    abstract Backlog open();

    @BeforeEach
    void openBacklog() {
        backlog = open();
    }

    @AfterEach
    void closeBacklog() {
        backlog.close();
    }

    static Bytes params(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> missed(NodeId member) {
        return backlog.missed(member, 100).stream()
                .map(one -> new String(one.params().toArray(), StandardCharsets.US_ASCII))
                .toList();
    }

    private void owe(NodeId member, Account account, String text) {
        assertTrue(backlog.add(member, account, "store", params(text), NOW));
    }

    @Test
    void requestsAreOwedInTheirOrderUntilTheyAreSettled() {
        owe(A, ALICE, "one");
        owe(B, ALICE, "one");
        owe(A, BOB, "two");
        owe(A, ALICE, "three");

        assertEquals(List.of("one", "two", "three"), missed(A));
        assertEquals(2, backlog.missed(A, 2).size());
        var first = backlog.missed(A, 1).getFirst();
        assertEquals(new Backlog.Missed(first.number(), ALICE, "store", params("one"), NOW), first);
        backlog.settled(List.of(first, backlog.missed(A, 3).get(2)));

        assertEquals(List.of("two"), missed(A));
        assertEquals(List.of("one"), missed(B));
        assertEquals(Set.of(A, B), backlog.membersMissing());
        assertEquals(2, backlog.countMissed());
    }

    @Test
    void whoIsForgottenIsOwedNothing() {
        owe(A, ALICE, "one");
        owe(B, BOB, "two");
        assertEquals(Set.of(ALICE, BOB), backlog.accountsMissing());

        backlog.forget(A);

        assertEquals(Set.of(B), backlog.membersMissing());
        assertEquals(Set.of(BOB), backlog.accountsMissing());
        assertEquals(1, backlog.countMissed());
    }

    @Test
    void whatIsOwedAboutAnAccountIsOwedToNewMembersOnceEach() {
        owe(A, ALICE, "one");
        owe(B, ALICE, "one");
        owe(B, ALICE, "two");
        owe(A, BOB, "other");

        backlog.oweAlso(Set.of(B, C), ALICE, NOW);
        backlog.oweAlso(Set.of(C), ALICE, NOW);

        assertEquals(List.of("one", "two"), missed(B));
        assertEquals(List.of("one", "two"), missed(C));
        assertEquals(List.of("one", "other"), missed(A));
    }

    @Test
    void requestsBeyondTheMaximumAreNotNoted() {
        for (var i = 0; i < MISSED_MAX; i++) {
            owe(A, ALICE, "x");
        }

        assertFalse(backlog.add(A, ALICE, "store", params("one too many"), NOW));

        owe(B, ALICE, "others have room");
        backlog.settled(backlog.missed(A, 1));
        owe(A, ALICE, "room again");
    }

    @Test
    void aDumpGoesOnWhereItWasUntilItIsDone() {
        backlog.oweDump(A);
        var begun = backlog.dump(A).orElseThrow();
        assertEquals(0, begun.upTo());

        backlog.dumped(begun, 17);

        assertEquals(17, backlog.dump(A).orElseThrow().upTo());
        assertEquals(Set.of(A), backlog.membersWithoutDump());
        backlog.dumpDone(begun);
        assertEquals(Optional.empty(), backlog.dump(A));
        assertEquals(Set.of(), backlog.membersWithoutDump());
    }

    @Test
    void aDumpThatIsOwedAnewBeginsAnewWhateverBecomesOfTheOldOne() {
        backlog.oweDump(A);
        var old = backlog.dump(A).orElseThrow();
        backlog.dumped(old, 17);

        backlog.oweDump(A);
        backlog.dumped(old, 18);
        backlog.dumpDone(old);

        assertEquals(0, backlog.dump(A).orElseThrow().upTo());
        backlog.forgetDump(A);
        assertEquals(Optional.empty(), backlog.dump(A));
    }

    static NodeInfo node(NodeId id, long swarm) {
        return new NodeInfo(id, X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 0, new SwarmId(swarm));
    }

    @Test
    void theLayoutIsTheOneNotedLast() {
        assertEquals(Optional.empty(), backlog.layout());
        backlog.layout(Layout.of(List.of(node(A, 1))));

        var layout = Layout.of(List.of(node(A, 1), node(B, -2), node(C, -1)));
        backlog.layout(layout);

        assertEquals(Optional.of(layout), backlog.layout());
        assertEquals(Set.of(B), backlog.layout().orElseThrow().members(new SwarmId(-2)));
        assertEquals(Optional.empty(), layout.swarmWith(C), "in no swarm");
    }
}
