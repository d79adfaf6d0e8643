package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.rpc.StoredMessage;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Thousands of strangers write at once. */
@Isolated("So many strangers leave nothing of the machine to tests beside this one")
class RequestFloodTest extends HouseholdTest {

    @Test
    void threeHundredStrangersAreRequestsAndFriendsGoOn() {
        flood(300);
    }

    @Test
    @Tag("slow")
    void tenThousandStrangersAreRequestsAndFriendsGoOn() {
        flood(10_000);
    }

    private void flood(int strangers) {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var random = new SecureRandom();
        var codec = new MessageCodec(random);
        for (var i = 0; i < strangers; i++) {
            var now = System.currentTimeMillis();
            var content = Content.newBuilder()
                    .setDataMessage(DataMessage.newBuilder().setTimestamp(now).setBody("buy number " + i))
                    .build();
            deliver(ann, codec.seal(content, now, AccountKeys.generate(random), ann.id()));
        }
        ben.engine.send(ann.id(), "are you there?");

        for (var waited = 0; ann.engine.requestCount(strangers) < strangers && waited < 600; waited++) {
            Household.pause(500);
        }
        await("Ben is heard", () -> ann.texts(ben.id()).contains("are you there?"));
        assertEquals(strangers, ann.engine.requestCount(strangers + 1));
        assertEquals(1, ann.engine.conversations().size());
        assertEquals(50, ann.engine.requests(Optional.empty(), 50).size());
        ann.engine.send(ben.id(), "I am");
        await("Ann is heard", () -> ben.texts(ann.id()).contains("I am"));
        ann.restart();
        assertEquals(strangers, ann.engine.requestCount(strangers + 1));
        assertTrue(ann.texts(ben.id()).contains("> I am"));
    }

    private void deliver(Household.Member to, byte[] data) {
        var account = to.id().account();
        var now = System.currentTimeMillis();
        var message = new StoredMessage(
                MessageHash.of(account, Namespace.DIRECT, data), now, now + 86_400_000, Bytes.of(data));
        house.network().swarmMembers(account).forEach(node -> node.put(account, Namespace.DIRECT, message));
    }
}
