package hearth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.Labels.Named;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.LabelName;
import hearth.client.conversation.MessageKey;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Labels of conversations (product.md M17). */
class LabelsTest extends HouseholdTest {

    private static Label given(Household.Member who, ConversationId chat, String name) {
        return assertInstanceOf(Named.Done.class, who.engine.labels().give(chat, name))
                .label();
    }

    private static List<String> of(Household.Member who, ConversationId chat) {
        return names(who.engine.labels().of(chat));
    }

    private static List<String> names(List<Label> labels) {
        return labels.stream().map(Label::name).toList();
    }

    /** Somebody with a chat, and with notes to themself. */
    private Household.Member withTwoChats() {
        var ann = house.add("Ann");
        ann.engine.send(house.add("Ben").id(), "hello Ben");
        ann.engine.send(ann.id(), "a note");
        return ann;
    }

    private static ConversationId notes(Household.Member who) {
        return who.engine.conversationWith(who.id()).orElseThrow();
    }

    private static ConversationId chat(Household.Member who) {
        return who.engine.conversations().stream()
                .filter(it -> !it.peer().equals(who.id()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void m17LabelsStandInTheOrderTheMemberGaveThemAlsoAfterHidingAndARestart() {
        var ann = withTwoChats();
        var work = given(ann, chat(ann), "Work");
        var home = given(ann, chat(ann), "  At \t home ");
        given(ann, notes(ann), "AT HOME");
        assertEquals(List.of("Work", "At home"), names(ann.engine.labels().all()));

        assertTrue(ann.engine.labels().move(home.id(), true));
        assertFalse(ann.engine.labels().move(home.id(), true), "it is the first");
        assertFalse(ann.engine.labels().move(work.id(), false), "it is the last");
        var notes = notes(ann);
        ann.engine.hide(notes);
        ann.restart();

        assertEquals(List.of("At home", "Work"), of(ann, chat(ann)));
        assertEquals(List.of("At home"), of(ann, notes));
        assertEquals(
                Map.of(chat(ann), List.of("At home", "Work"), notes, List.of("At home")),
                ann.engine.labels().byConversation().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> names(it.getValue()))));
    }

    @Test
    void namesAreShortVisibleAndUniqueWithoutRegardToCase() {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        var longest = "ä".repeat(LabelName.LENGTH_MAX);
        var street = given(ann, chat(ann), "Straße");

        assertEquals(street, given(ann, notes(ann), "STRASSE"));
        assertEquals(longest, given(ann, chat(ann), longest).name());
        assertEquals(new Named.TooLong(LabelName.LENGTH_MAX), labels.give(chat(ann), longest + "x"));
        assertEquals(new Named.TooLong(LabelName.LENGTH_MAX), labels.rename(street.id(), longest + "x"));
        for (var nothing : List.of("", " \n ", "\u200b\u202e")) {
            assertEquals(new Named.NoName(), labels.give(chat(ann), nothing));
            assertEquals(new Named.NoName(), labels.rename(street.id(), nothing));
        }
        assertEquals(List.of("Straße", longest), names(labels.all()));
    }

    @Test
    void aLabelIsNotRenamedToOneThatThereIsButMayChangeItsCase() {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        var home = given(ann, chat(ann), "home");
        var work = given(ann, chat(ann), "work");

        assertEquals(new Named.Taken(home), labels.rename(work.id(), "Home"));
        assertEquals(new Named.Done(new Label(work.id(), "Work")), labels.rename(work.id(), " Work"));
        assertEquals(new Named.Gone(), labels.rename(new LabelId(99), "Club"));

        assertEquals(List.of("home", "Work"), of(ann, chat(ann)));
    }

    @Test
    void thereAreOnlySoManyLabelsAndOneChatMayHaveAllOfThem() {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        for (var i = 1; i <= Labels.LABELS_MAX; i++) {
            given(ann, chat(ann), "label " + i);
        }

        assertEquals(new Named.TooMany(Labels.LABELS_MAX), labels.give(notes(ann), "one more"));

        given(ann, notes(ann), "Label 7");
        assertEquals(Labels.LABELS_MAX, labels.of(chat(ann)).size());
        assertEquals(List.of("label 7"), of(ann, notes(ann)));
        var removed = labels.all().getFirst().id();
        assertEquals(OptionalInt.of(1), labels.remove(removed));
        assertTrue(given(ann, notes(ann), "one more").id().value() > Labels.LABELS_MAX, "no id is given twice");
    }

    @Test
    void aRemovedLabelIsTakenFromAllChatsAndEachIsToldOfOnce() throws Exception {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        var home = given(ann, chat(ann), "home");
        given(ann, chat(ann), "work");
        given(ann, notes(ann), "home");
        var told = new CopyOnWriteArraySet<ConversationId>();

        try (var _ = ann.engine.subscribe(event -> {
            if (event instanceof EngineEvent.ConversationChanged(var conversation)) {
                told.add(conversation);
            }
        })) {
            assertEquals(OptionalInt.of(2), labels.remove(home.id()));
            Household.await("both are told of", () -> told.equals(Set.of(chat(ann), notes(ann))));
        }

        assertEquals(OptionalInt.empty(), labels.remove(home.id()));
        assertEquals(List.of("work"), of(ann, chat(ann)));
        assertEquals(List.of(), of(ann, notes(ann)));
        assertEquals(Set.of(chat(ann)), labels.byConversation().keySet());
    }

    @Test
    void markingLeavesAloneWhatItDoesNotNameAndWhatIsNotThere() {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        var home = given(ann, chat(ann), "home").id();
        var work = given(ann, notes(ann), "work").id();
        var club = given(ann, chat(ann), "club").id();

        labels.mark(chat(ann), Set.of(work, new LabelId(99)), Set.of(home, new LabelId(98)));
        labels.mark(new ConversationId("0000000000000000"), Set.of(work), Set.of());

        assertEquals(List.of("work", "club"), of(ann, chat(ann)));
        assertEquals(List.of("work"), of(ann, notes(ann)));
        labels.mark(chat(ann), Set.of(), Set.of(work, club));
        assertEquals(List.of(), of(ann, chat(ann)));
        assertEquals(new Named.Gone(), labels.give(new ConversationId("0000000000000000"), "nowhere"));
        assertEquals(List.of("home", "work", "club"), names(labels.all()), "nothing was made for nobody");
    }

    @Test
    void aDeletedChatLosesItsLabelsAndTheLabelsStay() {
        var ann = withTwoChats();
        var labels = ann.engine.labels();
        var home = given(ann, chat(ann), "home");
        given(ann, notes(ann), "home");
        var chat = chat(ann);
        var notes = notes(ann);

        ann.engine.deleteConversation(notes, ann.messages(notes).getLast().key());
        assertEquals(List.of(), labels.of(notes));
        ann.engine.deleteConversation(chat, new MessageKey(1));
        assertEquals(List.of("home"), of(ann, chat), "it has a newer message");
        ann.engine.deleteContact(chat);

        assertEquals(List.of(), labels.of(chat));
        assertEquals(Map.of(), labels.byConversation());
        assertEquals(List.of(home), labels.all());
        assertEquals(OptionalInt.of(0), labels.remove(home.id()));
        ann.engine.send(ann.id(), "a new note");
        assertEquals(List.of(), labels.of(notes));
    }
}
