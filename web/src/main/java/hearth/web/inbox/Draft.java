package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.web.page.Visit;

/** Words that came back to the writing field, because their message was taken back. */
record Draft(ConversationId chat, String text) {

    static void keep(Visit visit, ConversationId chat, String text) {
        visit.session().ifPresent(session -> session.keep(new Draft(chat, text)));
    }

    /** The words for this conversation, once; empty when there are none. */
    static String take(Visit visit, ConversationId chat) {
        return visit.session()
                .filter(session -> session.kept(Draft.class)
                        .filter(it -> it.chat().equals(chat))
                        .isPresent())
                .flatMap(session -> session.take(Draft.class))
                .map(Draft::text)
                .orElse("");
    }

    @Override
    public String toString() {
        return "draft";
    }
}
