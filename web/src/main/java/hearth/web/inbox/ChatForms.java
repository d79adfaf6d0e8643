package hearth.web.inbox;

import hearth.web.page.Answer;
import hearth.web.page.Routes;
import java.util.regex.Pattern;

/**
 * Routes of whoever has chats. A form that leads back to the list or to a chat leaves the list as it was on the page with the
 * form: with the same label, if one was chosen.
 */
public final class ChatForms implements Routes.Rules<Routes.ChatsAction> {

    /** The pages that have the list, with a place on them. */
    private static final Pattern WITH_LIST = Pattern.compile("(/chats(?:/[0-9a-f]+)?)(#.*)?");

    private final Routes.Rules<Routes.ChatsAction> rules;

    private ChatForms(Routes.Rules<Routes.ChatsAction> rules) {
        this.rules = rules;
    }

    /** Adds to {@code routes}. */
    public static ChatForms in(Routes routes) {
        return new ChatForms(routes.writers());
    }

    @Override
    public ChatForms get(String pattern, Routes.ChatsAction action) {
        rules.get(pattern, action);
        return this;
    }

    @Override
    public ChatForms post(String pattern, Routes.ChatsAction action) {
        rules.post(pattern, keeping(action));
        return this;
    }

    @Override
    public ChatForms upload(String pattern, Routes.ChatsAction action) {
        rules.upload(pattern, keeping(action));
        return this;
    }

    private static Routes.ChatsAction keeping(Routes.ChatsAction action) {
        return (visit, chats) -> {
            var answer = action.answer(visit, chats);
            if (!(answer instanceof Answer.Redirect(var path))) {
                return answer;
            }
            var page = WITH_LIST.matcher(path);
            return page.matches()
                    ? new Answer.Redirect(
                            page.replaceFirst("$1" + LabelFilter.before(visit).ending() + "$2"))
                    : answer;
        };
    }
}
