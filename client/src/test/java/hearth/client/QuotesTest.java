package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.SendResult.NotAllowed.Why;
import hearth.client.network.NetworkState.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that answer others. */
class QuotesTest extends HouseholdTest {

    @Test
    void m7AnAnswerShowsWhatItAnswersOnAllBoxes() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ann, "Ann");
        await("the laptop is in step", () -> laptop.texts(ben.id()).contains("hello Ann"));

        answer(ann, ann.with(ben), "to you", ann.message(ben, "hello Ann"));
        await("it is there", () -> ben.texts(ann.id()).contains("to you"));
        answer(ben, ben.with(ann), "and to you", ben.message(ann, "to you"));
        await(
                "both are everywhere",
                () -> ann.texts(ben.id()).contains("and to you")
                        && laptop.texts(ben.id()).containsAll(List.of("> to you", "and to you")));

        assertQuotes(ann, ben, "to you", false, "hello Ann");
        assertQuotes(laptop, ben, "to you", false, "hello Ann");
        assertQuotes(ben, ann, "to you", true, "hello Ann");
        assertQuotes(ann, ben, "and to you", true, "to you");
        assertQuotes(laptop, ben, "and to you", true, "to you");
        ben.restart();
        assertQuotes(ben, ann, "and to you", false, "to you");
    }

    @Test
    void anAnswerToADeletedMessageSaysSoAndToARemovedOneThatItIsGone() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        answer(ben, ben.with(ann), "why?", ben.message(ann, "hello Ben"));
        await("it is there", () -> ann.texts(ben.id()).contains("why?"));

        ann.engine.deleteForEveryone(ann.message(ben, "hello Ben"));
        await("it is gone", () -> ben.texts(ann.id()).contains("(deleted)"));

        assertEquals(
                new MessageBody.Deleted(),
                quote(ben, ann, "why?").original().orElseThrow().body());
        ben.engine.deleteHere(ben.messages(ben.with(ann)).getFirst().id());
        assertEquals(Optional.empty(), quote(ben, ann, "why?").original());
        assertFalse(quote(ben, ann, "why?").mine());
    }

    @Test
    void onlyAMessageOfTheSameChatThatOthersCanFindIsAnswered() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var note = queued(ann.engine.send(ann.id(), "note"));
        await("it is out", () -> delivery(ann, note).equals(new Delivery.Sent(Delivery.Copy.STORED)));
        answer(ann, ann.engine.conversationWith(ann.id()).orElseThrow(), "noted", note);
        assertQuotes(ann, ann, "noted", true, "note");
        await("all is out", () -> ann.engine.network().waiting() == 0);
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        var waiting = queued(ann.engine.send(ben.id(), "waiting"));

        for (var message : List.of(note, waiting, new MessageId(999_999))) {
            assertEquals(
                    new SendResult.NotAllowed(Why.NOTHING_TO_ANSWER),
                    ann.engine.send(ann.with(ben), "x", Optional.of(message)));
        }
        assertFalse(ann.texts(ben.id()).contains("> x"));
    }

    @Test
    void messagesAroundOneHaveItsNeighboursAndSayWhetherThereAreMore() {
        var ann = house.add("Ann");
        for (var i = 0; i < 9; i++) {
            ann.engine.send(ann.id(), "note " + i);
        }
        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();
        var all = ann.messages(notes);

        var middle = ann.engine.messagesAround(notes, all.get(4).key(), 4);
        var first = ann.engine.messagesAround(notes, all.getFirst().key(), 4);
        var last = ann.engine.messagesAround(notes, all.getLast().key(), 4);

        assertEquals(ids(all.subList(3, 7)), ids(middle.messages()));
        assertTrue(middle.moreBefore() && middle.moreAfter());
        assertEquals(ids(all.subList(0, 3)), ids(first.messages()));
        assertTrue(!first.moreBefore() && first.moreAfter());
        assertEquals(ids(all.subList(7, 9)), ids(last.messages()));
        assertTrue(last.moreBefore() && !last.moreAfter());
    }

    /** Which they are: how far they are on their way changes all the time. */
    private static List<MessageId> ids(List<MessageView> messages) {
        return messages.stream().map(MessageView::id).toList();
    }

    private static void answer(Household.Member who, ConversationId where, String text, MessageId quoted) {
        queued(who.engine.send(where, text, Optional.of(quoted)));
    }

    private static Quote quote(Household.Member reader, Household.Member other, String text) {
        return reader.engine
                .message(reader.message(other, text))
                .flatMap(MessageView::quote)
                .orElseThrow();
    }

    private static void assertQuotes(
            Household.Member reader, Household.Member other, String text, boolean mine, String original) {
        var quote = quote(reader, other, text);
        assertEquals(mine, quote.mine());
        assertEquals(
                new MessageBody.Text(original), quote.original().orElseThrow().body());
        assertEquals(
                reader.message(other, original), quote.original().orElseThrow().id());
    }
}
