package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.id.MessageHash;
import hearth.protocol.network.NodeInfo;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers other members of the swarm that test whether this one holds what they hold ({@code sn.storage_test}, network.md §6.2).
 * Nobody in the network asks today. Which member is to test which in which block is not looked at: they hold the same messages.
 */
public final class StorageTest {

    private static final List<Bytes> WRONG = List.of(text("wrong request"));
    private static final List<Bytes> OTHER = List.of(text("other"));

    private final Membership membership;
    private final MessageStore store;

    public StorageTest(Membership membership, MessageStore store) {
        this.membership = membership;
        this.store = store;
    }

    /**
     * The parts of the reply: {@code OK} and the data of the message; {@code wrong request} to whoever is in another swarm or asks in
     * another form; {@code other} if the message is not here.
     *
     * @param question the height of a block in decimal digits, and the 32 bytes of a hash
     */
    public List<Bytes> answer(NodeInfo from, List<Bytes> question) {
        if (question.size() != 2
                || !isHeight(question.get(0))
                || question.get(1).length() != MessageHash.BYTES
                || !membership.sharesSwarm(from)) {
            return WRONG;
        }
        try {
            return store.find(MessageHash.of(question.get(1)))
                    .filter(held -> membership.isOurs(held.account()))
                    .map(held -> List.of(text("OK"), held.message().data()))
                    .orElse(OTHER);
        } catch (StoreException failure) {
            return OTHER;
        }
    }

    private static boolean isHeight(Bytes text) {
        return text.length() <= 20 && new String(text.toArray(), StandardCharsets.US_ASCII).matches("[0-9]+");
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
