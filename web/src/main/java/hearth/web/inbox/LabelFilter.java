package hearth.web.inbox;

import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.web.page.Visit;
import java.util.List;
import java.util.Optional;

/**
 * Which chats the list shows: all of them, or those with one label. It stands in the address, so that looking changes nothing.
 *
 * @param label the label, which may be gone by now
 */
record LabelFilter(Optional<LabelId> label) {

    /** All chats. */
    static final LabelFilter NONE = new LabelFilter(Optional.empty());

    static LabelFilter of(Visit visit) {
        return new LabelFilter(visit.query("label").flatMap(Ids::label));
    }

    /** The one of the page that had the form; browsers that do not tell it get all chats. */
    static LabelFilter before(Visit visit) {
        return new LabelFilter(visit.cameFrom("label").flatMap(Ids::label));
    }

    /** Whether a chat with these labels is shown. */
    boolean shows(List<Label> labels) {
        return label.map(wanted -> labels.stream().anyMatch(it -> it.id().equals(wanted)))
                .orElse(true);
    }

    /** The same with a parameter more. */
    String with(String parameter) {
        return label.map(it -> "?label=" + it + "&").orElse("?") + parameter;
    }

    /** What an address ends with to keep the filter. */
    String ending() {
        return label.map(it -> "?label=" + it).orElse("");
    }
}
