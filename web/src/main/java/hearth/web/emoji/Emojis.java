package hearth.web.emoji;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every emoji there is, in Unicode's order, with its names in the languages of the pages. Immutable. */
public final class Emojis {

    /** What other apps of the network offer first (messages.md section 6.4). */
    public static final List<String> QUICK = List.of("😂", "🥰", "😢", "😡", "😮", "😈");

    /** Groups as the table numbers them; 2 has skin tones alone and is not in it. */
    private static final List<String> GROUPS =
            List.of("smileys", "people", "", "animals", "food", "places", "activities", "objects", "symbols", "flags");

    private static final String TABLE = "/hearth/web/emoji.tsv";

    private final List<Emoji> all;
    private final Map<String, Emoji> byText = new HashMap<>();

    /**
     * One emoji.
     *
     * @param group   names what it is among
     * @param text    itself
     * @param english what it is called, and further words to find it by
     * @param german  the same
     */
    record Emoji(String group, String text, Names english, Names german) {

        Names in(Locale language) {
            return language.getLanguage().equals(Locale.GERMAN.getLanguage()) ? german : english;
        }
    }

    /** A name, and words separated by commas. */
    record Names(String name, String words) {}

    /** Reads the table. */
    public Emojis() {
        all = read();
        all.forEach(emoji -> byText.put(plain(emoji.text()), emoji));
    }

    private static List<Emoji> read() {
        var found = new ArrayList<Emoji>();
        try (var in = Emojis.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var fields = line.split("\t", -1);
                found.add(new Emoji(
                        GROUPS.get(Integer.parseInt(fields[0])),
                        fields[1],
                        new Names(fields[2], fields[3]),
                        new Names(fields[4], fields[5])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    List<Emoji> all() {
        return all;
    }

    /** What an emoji is called; itself if it is none of the table. */
    public String name(String emoji, Locale language) {
        var known = byText.get(plain(emoji));
        return known == null ? emoji : known.in(language).name();
    }

    /** Apps write emojis with and without the mark that asks for colours. */
    private static String plain(String emoji) {
        return emoji.replace("\uFE0F", "");
    }
}
