package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import hearth.client.network.NetworkState.Connection;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Set-up and words that tests with people share: a house on a network of twelve nodes in two swarms. */
abstract class HouseholdTest {

    @TempDir
    Path folder;

    Household house;

    @BeforeEach
    void build() {
        house = Household.of(folder, 1, 12, 2);
    }

    @AfterEach
    void close() {
        house.close();
    }

    static MessageId queued(SendResult result) {
        return assertInstanceOf(SendResult.Queued.class, result).message();
    }

    static boolean isConnected(Household.Member member) {
        return member.engine.network().connection() instanceof Connection.Connected;
    }

    static Delivery delivery(Household.Member member, MessageId message) {
        return member.engine.message(message).orElseThrow().delivery();
    }

    static boolean waitsFor(Household.Member member, MessageId message, WaitReason reason) {
        return delivery(member, message) instanceof Delivery.Waiting waiting && waiting.reason() == reason;
    }

    static Instant sentAt(Household.Member member, MessageId message) {
        return member.engine.message(message).orElseThrow().sentAt();
    }

    /** Ann writes first, Ben answers. */
    static void talk(Household.Member ann, Household.Member ben) {
        ann.engine.send(ben.id(), "hello Ben");
        await("the request is there", () -> ben.engine.requests().size() == 1);
        ben.engine.send(ben.with(ann), "hello Ann");
        await("the answer is there", () -> ann.texts(ben.id()).contains("hello Ann"));
    }
}
