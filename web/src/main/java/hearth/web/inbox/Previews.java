package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.MessageBody;
import hearth.protocol.id.SessionId;
import hearth.web.page.Texts;
import hearth.web.page.Times;

/** What a message says, in one line. */
final class Previews {

    /** As much as one line can show, in characters (code points). */
    private static final int LENGTH_MAX = 120;

    private final Texts texts;
    private final Expiries expiries;
    private final Mentions mentions;

    Previews(Texts texts, Times times) {
        this.texts = texts;
        this.expiries = new Expiries(texts, times);
        this.mentions = new Mentions(texts);
    }

    /**
     * @param mine whether the member wrote it
     * @param own  the member's account
     */
    String of(MessageBody body, boolean mine, ConversationSummary summary, SessionId own) {
        return switch (body) {
            case MessageBody.Text(var text) when text.isBlank() -> texts.get("file.preview");
            case MessageBody.Text(var text) -> beginning(mentions.named(text, own, summary));
            case MessageBody.RequestAccepted() ->
                texts.get(mine ? "chat.accepted-by-you" : "chat.accepted", Titles.of(summary, texts));
            case MessageBody.TimerChanged(var expiry) -> expiries.changed(expiry, mine, Titles.of(summary, texts));
            case MessageBody.MediaSaved() -> texts.get("chat.saved", Titles.of(summary, texts));
            case MessageBody.CommunityInvitation invitation -> texts.get("community.preview", invitation.name());
            case MessageBody.Deleted() -> texts.get("chat.deleted");
            case MessageBody.Unsupported(var text, var what) ->
                text.isBlank() ? texts.get("chat.unsupported." + Titles.key(what)) : beginning(text);
        };
    }

    private static String beginning(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LENGTH_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LENGTH_MAX)) + "…";
    }
}
