package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.MessageId;
import hearth.client.conversation.ReactResult;
import hearth.client.conversation.Reaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emojis at messages. */
class ReactionsTest extends HouseholdTest {

    @ParameterizedTest
    @ValueSource(strings = {"😂", "👍🏽", "❤️", "👩‍👩‍👧‍👦", "🇩🇪", "1️⃣", "✔"})
    void oneEmojiIsOneHoweverItIsPutTogether(String emoji) {
        assertTrue(Reaction.isEmoji(emoji));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "1", "#", "😂😂", "😂 ", "ok 👍", "\u202e", "<b>"})
    void everythingElseIsNone(String text) {
        assertFalse(Reaction.isEmoji(text));
    }

    @Test
    void anEmojiIsSeenByBothAndOnTheOtherBoxAndGoesAgain() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.restore("laptop", ann, "Ann");
        await("the laptop is in step", () -> laptop.texts(ben.id()).contains("hello Ann"));
        var theirs = ann.message(ben, "hello Ann");

        assertEquals(ReactResult.DONE, ann.engine.react(theirs, "👍", true));
        assertEquals(List.of(new Reaction("👍", true, false)), at(ann, ben, "hello Ann"));
        await("Ben sees it", () -> at(ben, ann, "hello Ann").equals(List.of(new Reaction("👍", false, true))));
        await("the laptop too", () -> at(laptop, ben, "hello Ann").equals(List.of(new Reaction("👍", true, false))));
        ben.engine.react(ben.message(ann, "hello Ann"), "👍", true);
        await("both did", () -> at(ann, ben, "hello Ann").equals(List.of(new Reaction("👍", true, true))));

        ann.engine.react(theirs, "👍", false);
        await("Ann's is gone", () -> at(ben, ann, "hello Ann").equals(List.of(new Reaction("👍", true, false))));
        await(
                "on the laptop as well",
                () -> at(laptop, ben, "hello Ann").equals(List.of(new Reaction("👍", false, true))));
        ann.restart();
        assertEquals(List.of(new Reaction("👍", false, true)), at(ann, ben, "hello Ann"));
        assertEquals(2, ben.texts(ann.id()).size(), "no message of its own");
    }

    @Test
    void whatCannotHaveOneGetsNone() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ann.engine.send(ben.id(), "hello Ben");
        await("the request is there", () -> ben.engine.requests().size() == 1);

        assertEquals(ReactResult.NOT_POSSIBLE, ben.engine.react(ben.message(ann, "hello Ben"), "👍", true));
        assertEquals(ReactResult.NOT_POSSIBLE, ben.engine.react(new MessageId(999_999), "👍", true));
        ben.engine.accept(ben.with(ann));
        assertEquals(ReactResult.NOT_AN_EMOJI, ben.engine.react(ben.message(ann, "hello Ben"), "no", true));
        assertEquals(ReactResult.DONE, ben.engine.react(ben.message(ann, "hello Ben"), "👍", true));
        await("Ann sees it", () -> !at(ann, ben, "hello Ben").isEmpty());

        ann.engine.deleteForEveryone(ann.message(ben, "hello Ben"));
        await("the message is gone", () -> ben.texts(ann.id()).equals(List.of("(deleted)")));
        var deleted = ben.messages(ben.with(ann)).getFirst();
        assertEquals(List.of(), deleted.reactions());
        assertEquals(ReactResult.NOT_POSSIBLE, ben.engine.react(deleted.id(), "👍", true));
    }

    @Test
    void twentyInAMinuteAreEnough() {
        var ann = house.add("Ann");
        ann.engine.send(ann.id(), "note");
        await("it is out", () -> ann.engine.network().waiting() == 0);
        var note = ann.message(ann, "note");

        for (var i = 0; i < 20; i++) {
            assertEquals(ReactResult.DONE, ann.engine.react(note, "😂", true));
            assertEquals(ReactResult.DONE, ann.engine.react(note, "😂", false));
        }

        assertEquals(ReactResult.TOO_MANY, ann.engine.react(note, "😂", true));
        assertEquals(ReactResult.DONE, ann.engine.react(note, "😂", false), "taking one away is always possible");
    }

    private static List<Reaction> at(Household.Member reader, Household.Member other, String text) {
        return reader.engine.message(reader.message(other, text)).orElseThrow().reactions();
    }
}
