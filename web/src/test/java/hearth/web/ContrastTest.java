package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.page.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 contrast of every pair of colours that meets on a page, computed from the style sheets themselves. */
class ContrastTest {

    private static final double TEXT_MIN = 4.5;
    private static final double CONTROL_MIN = 3;

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):\\s*#([0-9a-f]{6});");
    private static final Pattern USE = Pattern.compile("var\\(--([a-z-]+)");

    /** Text on its background. */
    private static final List<String> TEXT_PAIRS = List.of(
            "text on ground",
            "text on surface",
            "text on raised",
            "text on sunk",
            "text on selected",
            "text-soft on ground",
            "text-soft on surface",
            "text-soft on sunk",
            "text-soft on selected",
            "link on ground",
            "link on surface",
            "link on raised",
            "link on sunk",
            "link on selected",
            "on-accent on accent",
            "on-danger on danger",
            "on-mine on mine",
            "on-mine-soft on mine",
            "on-theirs on theirs",
            "on-theirs-soft on theirs",
            "on-note on note",
            "fine on ground",
            "fine on surface",
            "fine on selected",
            "working on ground",
            "working on surface",
            "needs on ground",
            "needs on surface",
            "needs on sunk",
            "needs on selected",
            "stopped on ground",
            "stopped on surface");

    /** Edges, rings and shapes on their background. */
    private static final List<String> CONTROL_PAIRS = List.of(
            "edge on ground",
            "edge on surface",
            "edge on raised",
            "accent on ground",
            "accent on surface",
            "accent on selected",
            "stopped on ground",
            "danger on surface",
            "focus on ground",
            "focus on surface",
            "focus on raised",
            "focus on sunk",
            "focus on selected",
            "focus on theirs");

    /** What an accent replaces. */
    private static final Set<String> ACCENTED =
            Set.of("accent", "on-accent", "link", "selected", "mine", "on-mine", "on-mine-soft");

    /** Decoration: whatever it separates can be told apart without it. */
    private static final List<String> DECORATION = List.of("line");

    private static String read(String name) {
        try (var in = ContrastTest.class.getResourceAsStream("/hearth/web/static/" + name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> tokens(String sheet) {
        var found = new HashMap<String, Integer>();
        var matcher = TOKEN.matcher(read(sheet));
        while (matcher.find()) {
            found.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return found;
    }

    private static double luminance(int colour) {
        return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) + 0.0722 * channel(colour);
    }

    private static double channel(int value) {
        var share = (value & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double contrast(int one, int other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    @Test
    void theFormulaGivesThePublishedValues() {
        assertEquals(21.0, contrast(0x000000, 0xffffff), 0.001);
        assertEquals(1.0, contrast(0x777777, 0x777777), 0.001);
        assertEquals(4.478, contrast(0x777777, 0xffffff), 0.001);
        assertEquals(4.542, contrast(0x767676, 0xffffff), 0.001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic-light", "classic-dark", "ocean-light", "ocean-dark"})
    void everyPairIsFarEnoughApart(String theme) {
        var tokens = tokens("theme-" + theme + ".css");
        var tooClose = new TreeSet<String>();
        collect(tokens, TEXT_PAIRS, TEXT_MIN, tooClose);
        collect(tokens, CONTROL_PAIRS, CONTROL_MIN, tooClose);
        assertTrue(tooClose.isEmpty(), theme + ": " + tooClose);
    }

    private static void collect(Map<String, Integer> tokens, List<String> pairs, double least, Set<String> tooClose) {
        for (var pair : pairs) {
            var names = pair.split(" on ", 2);
            var ratio = contrast(colour(tokens, names[0]), colour(tokens, names[1]));
            if (ratio < least) {
                tooClose.add("%s is %.2f, at least %.1f".formatted(pair, ratio, least));
            }
        }
    }

    private static int colour(Map<String, Integer> tokens, String name) {
        var colour = tokens.get(name);
        if (colour == null) {
            throw new AssertionError("No colour is called " + name);
        }
        return colour;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic-light", "classic-dark", "ocean-light", "ocean-dark"})
    void m28EveryPairIsFarEnoughApartWithEveryAccent(String theme) {
        var tooClose = new TreeSet<String>();
        for (var accent : Look.Accent.values()) {
            if (accent != Look.Accent.THEME) {
                var name = Look.lower(accent) + theme.substring(theme.indexOf('-'));
                var over = tokens("accent-" + name + ".css");
                assertEquals(ACCENTED, over.keySet(), name);
                var tokens = tokens("theme-" + theme + ".css");
                tokens.putAll(over);
                var found = new TreeSet<String>();
                collect(tokens, TEXT_PAIRS, TEXT_MIN, found);
                collect(tokens, CONTROL_PAIRS, CONTROL_MIN, found);
                found.forEach(it -> tooClose.add(name + ": " + it));
            }
        }
        assertTrue(tooClose.isEmpty(), theme + ": " + tooClose);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic-light", "classic-dark", "ocean-light", "ocean-dark"})
    void everyThemeHasEveryColourThatIsUsedAndChecksIt(String theme) {
        var used = new TreeSet<String>();
        for (var sheet : List.of("base.css", "inbox.css", "parts.css", "menus.css")) {
            var matcher = USE.matcher(read(sheet));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        var checked = new TreeSet<>(DECORATION);
        for (var pairs : List.of(TEXT_PAIRS, CONTROL_PAIRS)) {
            pairs.forEach(pair -> checked.addAll(List.of(pair.split(" on ", 2))));
        }
        assertEquals(new TreeSet<>(tokens("theme-" + theme + ".css").keySet()), used, "defined and used");
        assertEquals(checked, used, "used and checked");
    }

    @Test
    void lettersInFacesCanBeRead() {
        var face = Pattern.compile("\\.face(?:-\\d)? \\{[^}]*background: #([0-9a-f]{6}); color: #([0-9a-f]{6})");
        var matcher = face.matcher(read("base.css"));
        var faces = 0;
        while (matcher.find()) {
            faces++;
            var ratio = contrast(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16));
            assertTrue(ratio >= TEXT_MIN, matcher.group() + " is " + ratio);
        }
        assertEquals(7, faces, "the plain one and six colours");
    }
}
