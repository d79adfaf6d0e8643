package hearth.web.inbox;

import hearth.client.conversation.Label;

/**
 * A label to choose. For templates.
 *
 * @param id     names it
 * @param name   the member's word
 * @param chosen whether it is chosen
 */
record LabelChoice(String id, String name, boolean chosen) {

    static LabelChoice of(Label label, boolean chosen) {
        return new LabelChoice(label.id().toString(), label.name(), chosen);
    }
}
