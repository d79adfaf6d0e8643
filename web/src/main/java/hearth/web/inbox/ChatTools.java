package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.web.account.Chats;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the member made of a chat. For templates.
 *
 * @param pinned   whether it stays at the top of the list
 * @param muted    until when it makes no noise, as a sentence; empty if it does
 * @param unread   whether the member marked it unread
 * @param nickname what the member calls the person; empty if not otherwise than they do
 * @param note     what the member keeps in mind about the person
 * @param labels   all labels; chosen are those that the chat has
 */
record ChatTools(boolean pinned, String muted, boolean unread, String nickname, String note, List<LabelChoice> labels) {

    /** Nobody asks how many years "until I say otherwise" is. */
    static final Instant FOR_EVER = Instant.parse("2200-01-01T00:00:00Z");

    static ChatTools of(Chats chats, ConversationSummary summary, Texts texts, Times times) {
        return new ChatTools(
                summary.pinned(),
                muted(summary, texts, times),
                summary.markedUnread(),
                chats.nickname(summary.id()),
                chats.note(summary.id()),
                labels(chats, summary));
    }

    private static List<LabelChoice> labels(Chats chats, ConversationSummary summary) {
        var given = chats.labels().of(summary.id());
        return chats.labels().all().stream()
                .map(it -> LabelChoice.of(it, given.contains(it)))
                .toList();
    }

    /** The labels that the chat has, as its member calls them. */
    public List<String> labelNames() {
        return labels.stream()
                .filter(LabelChoice::chosen)
                .map(LabelChoice::name)
                .toList();
    }

    /** All labels that stand on the page, as its form sends them back. */
    public String labelIds() {
        return labels.stream().map(LabelChoice::id).collect(Collectors.joining(","));
    }

    private static String muted(ConversationSummary summary, Texts texts, Times times) {
        return summary.mutedUntil()
                .filter(times::isAhead)
                .map(until -> until.isBefore(FOR_EVER)
                        ? texts.get("mute.until", times.full(until))
                        : texts.get("mute.now-always"))
                .orElse("");
    }

    @Override
    public String toString() {
        return "tools";
    }
}
