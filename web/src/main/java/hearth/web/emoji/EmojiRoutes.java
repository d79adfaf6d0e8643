package hearth.web.emoji;

import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The table of emojis for scripts, in one language: a line for each: group, emoji, name, further words,
 * with tabs between. Browsers keep it for a day.
 */
public final class EmojiRoutes {

    private final Emojis emojis;
    private final Texts texts;

    public EmojiRoutes(Emojis emojis, Texts texts) {
        this.emojis = emojis;
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.members().get("/emoji/{language}", (visit, _) -> table(visit));
    }

    private Answer table(Visit visit) {
        return Texts.LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(visit.path("language")))
                .findFirst()
                .<Answer>map(language -> new Answer.File(
                        "text/plain; charset=utf-8",
                        table(language).getBytes(StandardCharsets.UTF_8),
                        Map.of("Cache-Control", "private, max-age=86400")))
                .orElseGet(Errors::notFound);
    }

    private String table(Locale language) {
        var lines = new StringBuilder();
        for (var emoji : emojis.all()) {
            var names = emoji.in(language);
            lines.append(texts.get("emoji.group." + emoji.group()))
                    .append('\t')
                    .append(emoji.text())
                    .append('\t')
                    .append(names.name())
                    .append('\t')
                    .append(names.words())
                    .append('\n');
        }
        return lines.toString();
    }
}
