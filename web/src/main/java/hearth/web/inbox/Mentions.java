package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Standing;
import hearth.protocol.id.SessionId;
import hearth.web.page.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows names where a text mentions people by their ids, as apps of the network write them (messages.md section 6.2). */
final class Mentions {

    private static final Pattern MENTION = Pattern.compile("@(05[0-9a-fA-F]{64})(?![0-9a-fA-F])");

    private final Texts texts;

    Mentions(Texts texts) {
        this.texts = texts;
    }

    /** A person's name after an @ becomes their id, which is what apps look for. */
    static String written(String text, ConversationSummary summary, Texts texts) {
        if (summary.standing() == Standing.SELF) {
            return text;
        }
        var name = Pattern.compile(
                "(?<![\\p{L}\\p{N}])@" + Pattern.quote(Titles.of(summary, texts)) + "(?![\\p{L}\\p{N}])");
        return name.matcher(text)
                .replaceAll(Matcher.quoteReplacement("@" + summary.peer().hex()));
    }

    /** In a chat of two there are two to mention; an id of anybody else stays as it is. */
    String named(String text, SessionId own, ConversationSummary summary) {
        return MENTION.matcher(text).replaceAll(found -> {
            var hex = found.group(1);
            var name = hex.equalsIgnoreCase(own.hex())
                    ? texts.get("chat.you")
                    : hex.equalsIgnoreCase(summary.peer().hex()) ? Titles.of(summary, texts) : hex;
            return Matcher.quoteReplacement("@" + name);
        });
    }
}
