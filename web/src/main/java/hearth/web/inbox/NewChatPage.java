package hearth.web.inbox;

import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.scan.ScanField;
import java.util.List;
import java.util.Map;

/**
 * The page on which somebody is written to for the first time.
 *
 * @param id    what stands in the field for the Account ID or name
 * @param text  what stands in the field for the message
 * @param found who was found; at most one
 */
record NewChatPage(String id, String text, List<FoundPerson> found) {

    private static final int UNPROCESSABLE = 422;

    /** Nobody was looked for. */
    static NewChatPage of(String id, String text) {
        return new NewChatPage(id, text, List.of());
    }

    /** The same with somebody who was found: their ID stands in the field. */
    NewChatPage with(FoundPerson person) {
        return new NewChatPage(person.id(), text, List.of(person));
    }

    Answer answer() {
        return answer(new Problems());
    }

    Answer answer(Problems problems) {
        return new Answer.Page(
                "new-chat",
                Map.of(
                        "id",
                        id,
                        "text",
                        text,
                        "found",
                        found,
                        "problems",
                        problems,
                        "textMax",
                        ConversationPages.TEXT_MAX,
                        "scanMax",
                        ScanField.MEGABYTES_MAX),
                problems.any() ? UNPROCESSABLE : 200);
    }

    /** What the member writes, and to whom, is nothing for logs. */
    @Override
    public String toString() {
        return "NewChatPage";
    }
}
