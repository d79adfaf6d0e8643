package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeping conversations in order: clearing, removing, pinning, notes, many requests. */
class TidyingTest extends HouseholdTest {

    private static MessageKey last(Household.Member member, ConversationId chat) {
        return member.messages(chat).getLast().key();
    }

    @Test
    void whatCameMeanwhileIsNotClearedAndItsConversationNotDeleted() {
        var ann = house.add("Ann");
        ann.engine.send(ann.id(), "one");
        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();
        var mark = last(ann, notes);
        ann.engine.send(ann.id(), "two");

        ann.engine.deleteConversation(notes, mark);

        assertEquals(List.of("> two"), ann.texts(ann.id()));
        assertEquals(1, ann.engine.conversations().size());
    }

    @Test
    void m13AClearedConversationStaysEmptyHereAndFullElsewhere() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        ben.engine.clear(ben.with(ann), last(ben, ben.with(ann)), false);
        ben.restart();
        ann.engine.send(ben.id(), "later");

        await("it goes on", () -> ben.texts(ann.id()).contains("later"));
        assertEquals(List.of("later"), ben.texts(ann.id()));
        assertTrue(ann.texts(ben.id()).contains("> hello Ben"));
    }

    @Test
    void m21NotesAreClearedOnAllDevices() throws Exception {
        var ann = house.add("Ann");
        var laptop = house.restore("laptop", ann, "Ann");
        var milk = queued(ann.engine.send(ann.id(), "buy milk"));
        ann.engine.send(ann.id(), "buy bread");
        await("the laptop has them", () -> laptop.texts(ann.id()).size() == 2);
        await(
                "they are out",
                () -> delivery(ann, milk) instanceof Delivery.Sent
                        && ann.engine.network().waiting() == 0);

        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();
        ann.engine.clear(notes, last(ann, notes), true);

        assertEquals(List.of(), ann.texts(ann.id()));
        await("the laptop's are gone", () -> laptop.texts(ann.id()).isEmpty());
    }

    @Test
    void aDeletedConversationComesBackWithTheNextMessageAndNothingElse() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var chat = ben.with(ann);
        ben.engine.keepNote(chat, "met at the fair");

        ben.engine.deleteConversation(chat, last(ben, chat));

        assertEquals(List.of(), ben.engine.conversations());
        ann.engine.send(ben.id(), "later");
        await("it is there again", () -> ben.engine.conversations().size() == 1);
        assertEquals(List.of("later"), ben.texts(ann.id()));
        assertEquals("met at the fair", ben.engine.note(chat));
    }

    @Test
    void aDeletedPersonIsAStrangerOnAllDevices() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ben, "Ben");
        await("the laptop is in step", () -> laptop.engine.conversations().size() == 1);

        ben.engine.deleteContact(ben.with(ann));

        assertEquals(Optional.empty(), ben.engine.conversationWith(ann.id()));
        await("the laptop's is gone", () -> laptop.engine.conversations().isEmpty());
        ann.engine.send(ben.id(), "me again");
        await("she asks anew", () -> ben.engine.requests().size() == 1);
    }

    @Test
    void m17PinnedConversationsAreArrangedAlikeOnAllDevices() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var cleo = house.add("Cleo");
        ann.engine.send(ann.id(), "a note");
        ann.engine.send(ben.id(), "hello Ben");
        ann.engine.send(cleo.id(), "hello Cleo");
        var laptop = house.restore("laptop", ann, "Ann");
        for (var peer : List.of(ann, ben, cleo)) {
            ann.engine.setPinned(ann.engine.conversationWith(peer.id()).orElseThrow(), true);
        }
        assertEquals(List.of(cleo.id(), ben.id(), ann.id()), order(ann));

        assertTrue(ann.engine.movePin(ann.engine.conversationWith(ann.id()).orElseThrow(), true));
        assertTrue(ann.engine.movePin(ann.engine.conversationWith(cleo.id()).orElseThrow(), false));
        assertEquals(List.of(ann.id(), cleo.id(), ben.id()), order(ann));
        assertFalse(ann.engine.movePin(ann.engine.conversationWith(ann.id()).orElseThrow(), true), "it is the first");
        assertFalse(ann.engine.movePin(ann.engine.conversationWith(ben.id()).orElseThrow(), false), "it is the last");

        await("the laptop agrees", () -> order(laptop).equals(order(ann)));
        ann.engine.setPinned(ann.engine.conversationWith(ann.id()).orElseThrow(), false);
        assertEquals(List.of(cleo.id(), ben.id(), ann.id()), order(ann));
    }

    private static List<?> order(Household.Member member) {
        return member.engine.conversations().stream()
                .map(ConversationSummary::peer)
                .toList();
    }

    @Test
    void m6RequestsComeInPagesAndGoAllAtOnce() {
        var ann = house.add("Ann");
        var one = house.add("One");
        var two = house.add("Two");
        var three = house.add("Three");
        for (var stranger : List.of(one, two, three)) {
            stranger.engine.send(ann.id(), "hello");
            await(
                    "it is there",
                    () -> ann.engine.conversationWith(stranger.id()).isPresent());
        }
        ann.engine.send(ann.id(), "a note is no request");

        var first = ann.engine.requests(Optional.empty(), 2);
        var rest = ann.engine.requests(Optional.of(first.getLast().id()), 2);

        assertEquals(
                List.of(three.id(), two.id()),
                first.stream().map(ConversationSummary::peer).toList());
        assertEquals(
                List.of(one.id()), rest.stream().map(ConversationSummary::peer).toList());
        assertEquals(3, ann.engine.requestCount(10));
        assertEquals(2, ann.engine.requestCount(2));

        ann.engine.declineAll();
        assertEquals(0, ann.engine.requestCount(10));
        assertEquals(List.of(), ann.engine.requests());
        assertEquals(1, ann.engine.conversations().size());
    }

    @Test
    void messagesArePagedForwardsToo() {
        var ann = house.add("Ann");
        for (var i = 1; i <= 5; i++) {
            ann.engine.send(ann.id(), "note " + i);
        }
        var chat = ann.engine.conversationWith(ann.id()).orElseThrow();
        var all = ann.messages(chat).stream().map(MessageView::key).toList();

        var page = ann.engine.messagesAfter(chat, all.get(1), 2);
        assertEquals(
                all.subList(2, 4),
                page.messages().stream().map(MessageView::key).toList());
        assertTrue(page.moreBefore() && page.moreAfter());

        var last = ann.engine.messagesAfter(chat, all.get(2), 2);
        assertEquals(
                all.subList(3, 5),
                last.messages().stream().map(MessageView::key).toList());
        assertFalse(last.moreAfter());

        var beginning = ann.engine.messagesAfter(chat, new MessageKey(1), 1);
        assertEquals(
                all.subList(0, 1),
                beginning.messages().stream().map(MessageView::key).toList());
        assertFalse(beginning.moreBefore());
    }

    @Test
    void m17AChatComesBackWhateverElseWasMadeOfIt() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var chat = ben.with(ann);
        ben.engine.setPinned(chat, true);
        ben.engine.mute(chat, Instant.ofEpochSecond(4_000_000_000L));
        ben.engine.markUnread(chat);
        ben.engine.markRead(chat, last(ben, chat));

        ben.engine.setArchived(chat, true);
        ann.engine.send(ben.id(), "come back");

        await(
                "it is there again",
                () -> ben.engine.conversations().stream()
                        .anyMatch(it -> !it.archived() && it.pinned() && it.unread() == 1 && !it.markedUnread()));
    }

    @Test
    void aMutedConversationSaysUntilWhen() {
        var ann = house.add("Ann");
        ann.engine.send(ann.id(), "a note");
        var chat = ann.engine.conversationWith(ann.id()).orElseThrow();
        var until = Instant.ofEpochSecond(4_000_000_000L);

        ann.engine.mute(chat, until);

        assertEquals(Optional.of(until), ann.engine.conversations().getFirst().mutedUntil());
        ann.engine.mute(chat, Instant.EPOCH);
        assertEquals(Optional.empty(), ann.engine.conversations().getFirst().mutedUntil());
    }
}
