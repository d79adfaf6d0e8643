package hearth.web.emoji;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code emoji.tsv} out of the npm package {@code emojibase-data}, which has Unicode's emojis in Unicode's order with
 * CLDR's names: {@code MakeEmojiTable <unpacked package> <emoji.tsv>}.
 */
final class MakeEmojiTable {

    /** Skin tones and hair by themselves. */
    private static final int COMPONENTS = 2;

    private static final int WORDS_MAX = 6;

    private MakeEmojiTable() {}

    public static void main(String[] arguments) throws IOException {
        var from = Path.of(arguments[0]);
        var english = read(from, "en");
        var german = new HashMap<String, JsonNode>();
        read(from, "de").forEach(emoji -> german.put(emoji.path("hexcode").asText(), emoji));
        var lines = new ArrayList<String>();
        english.stream()
                .filter(emoji -> emoji.has("group") && emoji.path("group").asInt() != COMPONENTS)
                .sorted(Comparator.comparingInt(emoji -> emoji.path("order").asInt()))
                .forEach(emoji -> lines.add(line(emoji, german)));
        Files.writeString(Path.of(arguments[1]), String.join("\n", lines) + "\n");
    }

    private static List<JsonNode> read(Path from, String language) throws IOException {
        var all = new ArrayList<JsonNode>();
        new ObjectMapper()
                .readTree(from.resolve(language).resolve("data.json").toFile())
                .forEach(all::add);
        return all;
    }

    private static String line(JsonNode english, Map<String, JsonNode> german) {
        var translated = german.getOrDefault(english.path("hexcode").asText(), english);
        return String.join(
                "\t",
                english.path("group").asText(),
                english.path("emoji").asText(),
                english.path("label").asText(),
                words(english),
                translated.path("label").asText(),
                words(translated));
    }

    private static String words(JsonNode emoji) {
        var words = new ArrayList<String>();
        emoji.path("tags").forEach(word -> words.add(word.asText()));
        return String.join(", ", words.subList(0, Math.min(WORDS_MAX, words.size())));
    }
}
