package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageId;
import hearth.client.network.NetworkState.Connection;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.UnsendRequest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that go again: for everyone, or here only. */
class DeletingTest extends HouseholdTest {

    @Test
    void aMessageDeletedForEveryoneLeavesOnlyAMarkOnAllBoxes() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ann, "Ann");
        await("the laptop is in step", () -> laptop.texts(ben.id()).contains("hello Ann"));
        var regretted = queued(ann.engine.send(ben.id(), "never said"));
        await(
                "all have it",
                () -> ben.texts(ann.id()).contains("never said")
                        && laptop.texts(ben.id()).contains("> never said"));
        await("it is out", () -> delivery(ann, regretted).equals(new Delivery.Sent(Delivery.Copy.STORED)));

        assertTrue(ann.engine.deleteForEveryone(regretted));

        assertEquals("> (deleted)", ann.texts(ben.id()).getLast());
        await("Ben's is gone", () -> ben.texts(ann.id()).equals(List.of("hello Ben", "> hello Ann", "(deleted)")));
        await("the laptop's is gone", () -> laptop.texts(ben.id()).getLast().equals("> (deleted)"));
        await("all is out", () -> ann.engine.network().waiting() == 0);
        ben.restart();
        ann.engine.send(ben.id(), "later");
        await("it goes on", () -> ben.texts(ann.id()).getLast().equals("later"));
        assertFalse(ben.texts(ann.id()).contains("never said"));
        assertTrue(ann.engine.deleteForEveryone(regretted), "again changes nothing");
    }

    @Test
    void m13WhatIsTakenBackIsForgottenByTheSwarmsOfBoth() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var anns = keys(ann);
        var bens = keys(ben);
        var regretted = queued(ann.engine.send(ben.id(), "never said"));
        await("Ben has it", () -> ben.texts(ann.id()).contains("never said"));
        await("the copy is out", () -> delivery(ann, regretted).equals(new Delivery.Sent(Delivery.Copy.STORED)));
        assertTrue(inMailbox(anns).contains("never said") && inMailbox(bens).contains("never said"));

        assertTrue(ann.engine.deleteForEveryone(regretted));

        await(
                "no swarm has it",
                () -> !inMailbox(anns).contains("never said")
                        && !inMailbox(bens).contains("never said"));
        assertTrue(inMailbox(anns).contains("hello Ben") && inMailbox(bens).contains("hello Ben"));
    }

    @Test
    void m13WhatIsTakenBackIsForgottenByTheSwarmAlsoIfTheBoxWasOffMeanwhile() throws Exception {
        var ann = house.add("Ann");
        var anns = keys(ann);
        var note = queued(ann.engine.send(ann.id(), "buy milk"));
        await(
                "it is out",
                () -> delivery(ann, note) instanceof Delivery.Sent
                        && inMailbox(anns).contains("buy milk"));
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        assertTrue(ann.engine.deleteForEveryone(note));

        ann.stop();
        house.network().setOffline(false);
        assertTrue(inMailbox(anns).contains("buy milk"));
        ann.start();

        await("the swarm has forgotten it", () -> !inMailbox(anns).contains("buy milk"));
    }

    private static AccountKeys keys(Household.Member member) {
        return AccountKeys.fromSeed16(HexFormat.of().parseHex(member.engine.recoveryHex()));
    }

    /** The words of everything that every member of somebody's swarm keeps for them. */
    private List<String> inMailbox(AccountKeys owner) {
        var words = new ArrayList<String>();
        var codec = new MessageCodec(new SecureRandom());
        for (var node : house.network().swarmMembers(owner.id().account())) {
            for (var message : node.mailbox(owner.id().account())) {
                try {
                    words.add(codec.open(message.data().toArray(), owner)
                            .content()
                            .getDataMessage()
                            .getBody());
                } catch (FormatException otherNamespace) {
                    words.add("");
                }
            }
        }
        return words;
    }

    @Test
    void whatWasNotSentAndWhatOthersWroteCannotBeDeletedForEveryone() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        var waiting = queued(ann.engine.send(ben.id(), "waiting"));
        var theirs = ann.messages(ann.with(ben)).stream()
                .filter(message -> !message.outgoing())
                .findFirst()
                .orElseThrow()
                .id();

        assertFalse(ann.engine.deleteForEveryone(waiting));
        assertFalse(ann.engine.deleteForEveryone(theirs));
        assertFalse(ann.engine.deleteForEveryone(new MessageId(999_999)));

        assertTrue(ann.texts(ben.id()).containsAll(List.of("> waiting", "hello Ann")));
    }

    @Test
    void aNoteDeletedForEveryoneIsGoneFromAllBoxes() throws Exception {
        var ann = house.add("Ann");
        var laptop = house.restore("laptop", ann, "Ann");
        var note = queued(ann.engine.send(ann.id(), "buy milk"));
        await("the laptop has it", () -> laptop.texts(ann.id()).equals(List.of("> buy milk")));
        await("it is out", () -> delivery(ann, note) instanceof Delivery.Sent);

        assertTrue(ann.engine.deleteForEveryone(note));

        assertEquals(List.of(), ann.texts(ann.id()));
        await("the laptop's is gone", () -> laptop.texts(ann.id()).isEmpty());
    }

    @Test
    void aMessageDeletedHereStaysElsewhereAndDoesNotComeBack() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var message = ben.messages(ben.with(ann)).getFirst().id();

        assertTrue(ben.engine.deleteHere(message));
        assertFalse(ben.engine.deleteHere(message));
        ben.restart();
        ann.engine.send(ben.id(), "later");

        await("it goes on", () -> ben.texts(ann.id()).contains("later"));
        assertEquals(List.of("> hello Ann", "later"), ben.texts(ann.id()));
        assertTrue(ann.texts(ben.id()).contains("> hello Ben"));
    }

    @Test
    void nobodyDeletesWhatSomebodyElseWrote() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var mallory = AccountKeys.generate(new SecureRandom());
        var sentAt = ben.messages(ben.with(ann)).getFirst().sentAt().toEpochMilli();
        var ours = ben.messages(ben.with(ann)).getLast().sentAt().toEpochMilli();

        deliver(ben, mallory, unsend(sentAt, ann.id()), 0);
        deliver(ben, mallory, unsend(sentAt, mallory.id()), 1);
        deliver(ben, mallory, unsend(ours, ben.id()), 2);
        deliver(ben, mallory, text("that was all"), 3);

        await("all is read", () -> ben.texts(mallory.id()).equals(List.of("that was all")));
        assertEquals(List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()));
    }

    @Test
    void aMessageThatComesAfterItWasTakenBackIsNeverShown() {
        var ben = house.add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var sentAt = System.currentTimeMillis();

        deliver(ben, ann, unsend(sentAt, ann.id()), 1);
        house.deliver(ben, ann, text("never said"), sentAt);
        deliver(ben, ann, text("said"), 2);

        await("the other one is there", () -> ben.texts(ann.id()).equals(List.of("said")));
    }

    private void deliver(Household.Member to, AccountKeys from, Content content, int order) {
        house.deliver(to, from, content, System.currentTimeMillis() + order);
    }

    private static Content unsend(long sentAt, SessionId author) {
        return Content.newBuilder()
                .setUnsendRequest(
                        UnsendRequest.newBuilder().setTimestamp(sentAt).setAuthor(author.hex()))
                .build();
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }
}
