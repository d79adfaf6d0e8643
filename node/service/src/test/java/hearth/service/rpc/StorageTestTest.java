package hearth.service.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.registry.ListedNodes;
import hearth.service.store.InMemoryMessageStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code sn.storage_test} of network.md §6.2. */
class StorageTestTest {

    private static final SwarmId OURS = new SwarmId(0);
    private static final SwarmId THEIRS = new SwarmId(1L << 62);
    private static final Account ACCOUNT = new Account("05" + "00".repeat(32));
    private static final Account ACCOUNT_OF_THEIRS = new Account("0540" + "00".repeat(31));
    private static final byte[] DATA = text("in a swarm").toArray();

    private final NodeInfo own = node(1, OURS);
    private final NodeInfo member = node(2, OURS);
    private final NodeInfo stranger = node(3, THEIRS);
    private final ListedNodes registry = new ListedNodes(List.of(own, member, stranger));
    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final StorageTest tests = new StorageTest(new Membership(own.id(), registry), store);

    private static NodeInfo node(int number, SwarmId swarm) {
        var key = new byte[32];
        key[0] = (byte) number;
        return new NodeInfo(NodeId.of(key), X25519PublicKey.of(key), "127.0.0.1", 1, 2, swarm);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Bytes held(Account account) {
        var hash = MessageHash.of(account, Namespace.DIRECT, DATA);
        store.put(account, Namespace.DIRECT, new StoredMessage(hash, 1, 2, Bytes.of(DATA)));
        return Bytes.wrap(Base64.getDecoder().decode(hash.text()));
    }

    @Test
    void aMemberGetsTheMessageThatItNames() {
        assertEquals(List.of(text("OK"), Bytes.of(DATA)), tests.answer(member, List.of(text("1"), held(ACCOUNT))));
    }

    @Test
    void aMessageThatIsNotHereIsSaidToBeSomethingElse() {
        var other = List.of(text("other"));

        assertEquals(other, tests.answer(member, List.of(text("1"), Bytes.wrap(new byte[32]))));
        assertEquals(other, tests.answer(member, List.of(text("1"), held(ACCOUNT_OF_THEIRS))));
    }

    @Test
    void whoIsInAnotherSwarmOrAsksInAnotherFormIsWrong() {
        var hash = held(ACCOUNT);
        var wrong = List.of(text("wrong request"));

        assertEquals(wrong, tests.answer(stranger, List.of(text("1"), hash)));
        for (var question : List.of(
                List.<Bytes>of(),
                List.of(text("1")),
                List.of(text("1"), hash, hash),
                List.of(text(""), hash),
                List.of(text("-1"), hash),
                List.of(text("one"), hash),
                List.of(text("1".repeat(21)), hash),
                List.of(text("1"), Bytes.EMPTY),
                List.of(text("1"), Bytes.wrap(Arrays.copyOf(hash.toArray(), 31))),
                List.of(text("1"), Bytes.wrap(Arrays.copyOf(hash.toArray(), 33))))) {
            assertEquals(wrong, tests.answer(member, question));
        }
        registry.replace(List.of(node(1, SwarmId.UNASSIGNED), node(2, SwarmId.UNASSIGNED)));
        assertEquals(wrong, tests.answer(node(2, SwarmId.UNASSIGNED), List.of(text("1"), hash)));
    }
}
