package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.LabelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The labels of an account, and which of its conversations have which. They are kept on this box alone: the shared state has
 * no place for them. No two have the same name, as {@link LabelName#isSame} sees it; they stand in the order in which the
 * member puts them, new ones last. Safe for use by many threads; every change is on disk when a method returns.
 */
public interface Labels {

    /** Labels of one account. A conversation may have all of them. */
    int LABELS_MAX = 40;

    /** What came of naming a label. */
    sealed interface Named {

        /** It is called so. */
        record Done(Label label) implements Named {}

        /** The name has nothing to be seen. */
        record NoName() implements Named {}

        /** The name has more than so many characters. */
        record TooLong(int max) implements Named {}

        /** Another label is called so. */
        record Taken(Label by) implements Named {}

        /** There are as many labels as there can be. */
        record TooMany(int max) implements Named {}

        /** There is no such label, or no such conversation. */
        record Gone() implements Named {}

        /** What is wrong with a tidied name by itself. */
        static Optional<Named> refusal(String name) {
            if (!LabelName.isVisible(name)) {
                return Optional.of(new NoName());
            }
            return LabelName.isShort(name) ? Optional.empty() : Optional.of(new TooLong(LabelName.LENGTH_MAX));
        }
    }

    /** All of them, in their order. */
    List<Label> all();

    /** Those of a conversation, in their order; none for an unknown one. */
    List<Label> of(ConversationId conversation);

    /** Those of every conversation that has any, in their order. */
    Map<ConversationId, List<Label>> byConversation();

    /** Gives a conversation the label of this name, which is made if there is none. */
    Named give(ConversationId conversation, String name);

    /** Gives a conversation the labels {@code on} and takes {@code off} from it; unknown ones are left alone. */
    void mark(ConversationId conversation, Set<LabelId> on, Set<LabelId> off);

    /** Calls a label otherwise, in all conversations that have it. */
    Named rename(LabelId label, String name);

    /** Moves a label one place up or down. Returns whether there was such a place. */
    boolean move(LabelId label, boolean up);

    /** Removes a label and takes it from all conversations. Returns how many had it; empty if there is no such label. */
    OptionalInt remove(LabelId label);
}
