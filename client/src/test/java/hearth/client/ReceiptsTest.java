package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Privacy;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.message.wire.TypingMessage;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Telling that something was read, and that somebody is writing: only where both want it. */
class ReceiptsTest extends HouseholdTest {

    private static final Privacy OPEN = new Privacy(true, true);

    @Test
    void m22AReadMessageIsToldToItsAuthorWhereBothWantIt() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.setPrivacy(OPEN);
        ben.engine.setPrivacy(OPEN);
        assertEquals(OPEN, ann.engine.privacy());
        var first = queued(ann.engine.send(ben.id(), "one"));
        var second = queued(ann.engine.send(ben.id(), "two"));
        await("they are there", () -> ben.texts(ann.id()).containsAll(List.of("one", "two")));
        await("they are out", () -> ann.engine.network().waiting() == 0);
        assertTrue(delivery(ann, first) instanceof Delivery.Sent);

        read(ben, ann, "one");

        await("Ann knows", () -> delivery(ann, first) instanceof Delivery.Read);
        assertTrue(delivery(ann, second) instanceof Delivery.Sent, "not read yet");
        read(ben, ann, "two");
        await("Ann knows", () -> delivery(ann, second) instanceof Delivery.Read);
        ann.restart();
        assertTrue(delivery(ann, second) instanceof Delivery.Read);
        ann.engine.setPrivacy(Privacy.CLOSED);
        assertTrue(delivery(ann, second) instanceof Delivery.Sent, "who does not tell is not told");
    }

    @Test
    void m22NothingIsToldUnlessTheReaderWantsItAndHasAccepted() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ann.engine.setPrivacy(OPEN);
        assertEquals(Privacy.CLOSED, ben.engine.privacy(), "off unless wanted");
        ann.engine.send(ben.id(), "may I?");
        await("the request is there", () -> ben.engine.requests().size() == 1);
        ben.engine.setPrivacy(OPEN);
        read(ben, ann, "may I?");
        assertEquals(0, ben.engine.network().waiting(), "not to somebody who is not accepted");
        ben.engine.typed(ben.with(ann), true);

        ben.engine.accept(ben.with(ann));
        ben.engine.setPrivacy(Privacy.CLOSED);
        ann.engine.send(ben.id(), "hello");
        await("it is there", () -> ben.texts(ann.id()).contains("hello"));
        await(
                "all is out",
                () -> ben.engine.network().waiting() == 0
                        && ann.engine.network().waiting() == 0);
        var before = inSwarm(ann);
        read(ben, ann, "hello");
        ben.engine.typed(ben.with(ann), true);
        Household.pause(200);

        assertEquals(before, inSwarm(ann), "nothing was sent to Ann");
        ann.messages(ann.with(ben)).forEach(message -> assertFalse(message.delivery() instanceof Delivery.Read));
    }

    @Test
    void aReceiptThatComesBeforeTheMessageOfTheOtherBoxIsKeptForIt() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.setPrivacy(OPEN);
        var keys = keys(ann);
        var sentAt = System.currentTimeMillis();

        house.deliver(ann, keys(ben), receipt(sentAt), System.currentTimeMillis());
        house.deliver(ann, keys(ben), text("in between"), System.currentTimeMillis() + 1);
        await("the receipt is in", () -> ann.texts(ben.id()).contains("in between"));
        house.deliver(
                ann,
                keys,
                Content.newBuilder()
                        .setDataMessage(DataMessage.newBuilder()
                                .setBody("from the laptop")
                                .setSyncTarget(ben.id().hex()))
                        .build(),
                sentAt);

        await("it is there", () -> ann.texts(ben.id()).contains("> from the laptop"));
        assertTrue(delivery(ann, ann.message(ben, "from the laptop")) instanceof Delivery.Read);
    }

    @Test
    void nobodyTellsThatSomebodyElseReadSomething() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.setPrivacy(OPEN);
        var mallory = AccountKeys.generate(new SecureRandom());
        var sentAt = ann.messages(ann.with(ben)).getFirst().sentAt().toEpochMilli();
        ann.engine.send(mallory.id(), "who are you?");
        await("all is out", () -> ann.engine.network().waiting() == 0);

        house.deliver(ann, mallory, receipt(sentAt), System.currentTimeMillis());
        house.deliver(ann, mallory, text("done"), System.currentTimeMillis() + 1);
        house.deliver(ann, mallory, receipt(sentAt), System.currentTimeMillis() + 2);
        house.deliver(ann, mallory, text("done again"), System.currentTimeMillis() + 3);

        await("all is in", () -> ann.texts(mallory.id()).contains("done again"));
        assertTrue(ann.messages(ann.with(ben)).getFirst().delivery() instanceof Delivery.Sent);
    }

    @Test
    void m22ThatSomebodyWritesIsSeenUntilTheyStopOrSend() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.setPrivacy(OPEN);
        ben.engine.setPrivacy(OPEN);

        ann.engine.typed(ann.with(ben), true);
        await("Ben sees it", () -> isWriting(ben, ann));
        ann.engine.typed(ann.with(ben), false);
        await("and its end", () -> !isWriting(ben, ann));
        ann.engine.typed(ann.with(ben), true);
        await("again", () -> isWriting(ben, ann));
        ann.engine.send(ben.id(), "that is it");
        await("the message ends it", () -> ben.texts(ann.id()).contains("that is it") && !isWriting(ben, ann));
        assertFalse(ben.texts(ann.id()).contains(""), "it is no message");
    }

    @Test
    void anOldOrForgedSignOfWritingIsNotShown() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ben.engine.setPrivacy(OPEN);
        var now = System.currentTimeMillis();

        house.deliver(ben, keys(ann), writing(now - 60_000), now - 60_000);
        house.deliver(ben, keys(ann), writing(now - 5), now);
        house.deliver(ben, AccountKeys.generate(new SecureRandom()), writing(now), now);
        ann.engine.send(ben.id(), "later");
        await("all is in", () -> ben.texts(ann.id()).contains("later"));
        assertFalse(isWriting(ben, ann));

        var fresh = System.currentTimeMillis() + 1;
        house.deliver(ben, keys(ann), writing(fresh), fresh);
        await("a true one is", () -> isWriting(ben, ann));
    }

    private static boolean isWriting(Household.Member reader, Household.Member other) {
        return reader.engine.conversation(reader.with(other)).orElseThrow().typing();
    }

    private static void read(Household.Member reader, Household.Member other, String text) {
        reader.engine.markRead(
                reader.with(other),
                reader.engine.message(reader.message(other, text)).orElseThrow().key());
    }

    private int inSwarm(Household.Member who) {
        var account = who.id().account();
        return house.network().swarmMembers(account).getFirst().mailbox(account).size();
    }

    private static AccountKeys keys(Household.Member who) throws Exception {
        return AccountKeys.fromSeed16(RecoveryPhrase.decode(String.join(" ", who.engine.recoveryWords())));
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    private static Content receipt(long sentAt) {
        return Content.newBuilder()
                .setReceiptMessage(ReceiptMessage.newBuilder()
                        .setType(ReceiptMessage.Type.READ)
                        .addTimestamp(sentAt))
                .build();
    }

    private static Content writing(long at) {
        return Content.newBuilder()
                .setTypingMessage(TypingMessage.newBuilder().setTimestamp(at).setAction(TypingMessage.Action.STARTED))
                .build();
    }
}
