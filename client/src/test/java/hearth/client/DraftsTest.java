package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Draft;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written and not sent, and chats that are put aside. */
class DraftsTest extends HouseholdTest {

    @Test
    void m10ADraftIsKeptPerChatUntilItIsSentAlsoAfterARestart() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.send(ann.id(), "note");
        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();
        var draft = new Draft(" half a sent", Optional.of(ann.message(ben, "hello Ann")));
        assertEquals(Draft.NONE, ann.engine.draft(ann.with(ben)));

        ann.engine.keepDraft(ann.with(ben), new Draft("first", Optional.empty()));
        ann.engine.keepDraft(ann.with(ben), draft);
        ann.restart();

        assertEquals(draft, ann.engine.draft(ann.with(ben)));
        assertEquals(Draft.NONE, ann.engine.draft(notes));
        ann.engine.send(ann.with(ben), "half a sentence");
        assertEquals(Draft.NONE, ann.engine.draft(ann.with(ben)));
    }

    @Test
    void anEmptyDraftIsNoneAndOneOfNoChatIsForgotten() {
        var ann = house.add("Ann");
        ann.engine.send(ann.id(), "note");
        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();
        var unknown = new ConversationId("0000000000000000");

        ann.engine.keepDraft(notes, new Draft("something", Optional.empty()));
        ann.engine.keepDraft(notes, new Draft(" \n", Optional.empty()));
        ann.engine.keepDraft(unknown, new Draft("something", Optional.empty()));

        assertEquals(Draft.NONE, ann.engine.draft(notes));
        assertEquals(Draft.NONE, ann.engine.draft(unknown));
        assertEquals(
                Draft.LENGTH_MAX,
                new Draft("x".repeat(99_999), Optional.empty()).text().length());
    }

    @Test
    void m17AChatThatIsPutAsideStaysThereUntilSomethingIsWrittenInIt() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        ann.engine.setArchived(ann.with(ben), true);
        ann.restart();
        assertEquals(List.of(true), archived(ann));
        ben.engine.send(ann.id(), "are you there?");
        await("it comes back", () -> archived(ann).equals(List.of(false)));

        ann.engine.setArchived(ann.with(ben), true);
        ann.engine.setPinned(ann.with(ben), true);
        assertTrue(archived(ann).getFirst());
        ann.engine.send(ben.id(), "yes");
        assertFalse(archived(ann).getFirst());
        assertTrue(ann.engine.conversations().getFirst().pinned(), "still pinned");
    }

    private static List<Boolean> archived(Household.Member who) {
        return who.engine.conversations().stream()
                .map(ConversationSummary::archived)
                .toList();
    }
}
