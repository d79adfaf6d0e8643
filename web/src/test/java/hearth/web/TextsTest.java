package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.testing.TestBox;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The message bundle: every text can be formatted, and templates hold no words of their own. */
class TextsTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    private static Properties bundle(String suffix) throws IOException {
        var name = "/hearth/web/messages" + suffix + ".properties";
        try (var in = TextsTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing");
            }
            var bundle = new Properties();
            bundle.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return bundle;
        }
    }

    private static List<String> arguments(String text) {
        var found = new TreeSet<String>();
        var matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return new ArrayList<>(found);
    }

    @Test
    void germanSaysEverythingThatEnglishDoesWithTheSameArguments() throws IOException {
        var english = bundle("");
        var german = bundle("_de");
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(german.stringPropertyNames()));
        for (var key : english.stringPropertyNames()) {
            assertEquals(arguments(english.getProperty(key)), arguments(german.getProperty(key)), key);
        }
    }

    @Test
    void aBrowserThatPrefersGermanGetsGermanPagesAndEverybodyElseEnglishOnes() {
        try (var box = TestBox.furnished()) {
            assertSpeaks(box, "de", "de-AT,de;q=0.9,en;q=0.5", "Anmelden");
            assertSpeaks(box, "en", "en-GB,de;q=0.3", "Sign in");
            assertSpeaks(box, "en", "fi", "Sign in");
            assertSpeaks(box, "en", ";;q=,*/*--" + "x".repeat(200), "Sign in");
            var landing = box.plain().get("/", Map.of("Accept-Language", "de"));
            assertEquals("Die Messenger-Box deines Haushalts", landing.page().heading());
        }
    }

    private static void assertSpeaks(TestBox box, String language, String asked, String button) {
        var page =
                box.browser().get("/sign-in", Map.of("Accept-Language", asked)).page();
        assertEquals(language, page.root().getAttribute("lang"), asked);
        assertTrue(page.text().contains(button), asked + ": " + page.text());
    }

    @Test
    void theLanguageChosenInTheSettingsStaysWhateverTheBrowserAsks() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            var look = Map.of("colours", "classic", "light", "system", "size", "normal", "language", "german");
            browser.post("/settings/look", look);
            // when
            var page = browser.get("/chats/" + Addresses.dana(box), Map.of("Accept-Language", "en"))
                    .page();
            // then
            assertEquals("de", page.root().getAttribute("lang"));
            assertTrue(page.text().contains("Gestern"), "days too");
            assertTrue(page.text().contains("Jetzt versuchen"));
        }
    }

    @Test
    void whatAMemberChoseGoesAlongToEveryBrowserAndIsNotTheNextOnes() {
        try (var box = TestBox.furnished()) {
            var here = box.signedIn();
            var there = box.signedIn();
            here.get("/settings");
            here.post(
                    "/settings/look",
                    Map.of(
                            "colours",
                            "ocean",
                            "light",
                            "dark",
                            "size",
                            "large",
                            "language",
                            "german",
                            "accent",
                            "pink"));

            for (var browser : List.of(here, there, box.signedIn())) {
                var page =
                        browser.get("/chats", Map.of("Accept-Language", "en")).page();
                assertEquals("de", page.root().getAttribute("lang"));
                assertEquals("large", page.root().getAttribute("data-size"));
                assertTrue(page.all("link", it -> it.getAttribute("href").contains("theme-ocean-dark"))
                                .size()
                        == 1);
            }
            assertEquals("en", box.browser().get("/sign-in").page().root().getAttribute("lang"));

            there.get("/settings");
            there.post(
                    "/settings/look",
                    Map.of("colours", "ocean", "light", "dark", "size", "large", "language", "mirrored"));
            assertEquals("de", here.get("/chats").page().root().getAttribute("lang"), "not for members");
            assertEquals("rtl", there.get("/chats").page().root().getAttribute("dir"));
        }
    }

    @Test
    void everyTextIsAFormatWithoutTheApostropheThatEatsArguments() throws IOException {
        var all = new Properties();
        bundle("").forEach((key, text) -> all.put(key, text));
        bundle("_de").forEach((key, text) -> all.put(key + " in German", text));
        for (var key : all.stringPropertyNames()) {
            var text = all.getProperty(key);
            assertTrue(!text.contains("'"), key + " has ' where ’ belongs");
            assertTrue(!text.isBlank(), key + " is empty");
            assertTrue(
                    !new MessageFormat(text, Locale.ENGLISH)
                            .format(new Object[] {2, 3, 4})
                            .contains("{"),
                    key);
            assertTrue(arguments(text).size() <= 3, key);
        }
    }

    @Test
    void everyErrorSaysWhatHappenedWhatItMeansAndWhatToDo() throws IOException {
        var english = bundle("");
        var errors = new TreeSet<String>();
        english.stringPropertyNames().stream()
                .filter(key -> key.startsWith("error."))
                .forEach(key -> errors.add(key.split("\\.", 3)[1]));
        assertTrue(errors.size() >= 10, errors.toString());
        for (var error : errors) {
            for (var part : List.of("what", "means", "button")) {
                assertTrue(english.containsKey("error." + error + "." + part), error + " lacks " + part);
            }
        }
        assertEquals(
                3L * errors.size(),
                english.stringPropertyNames().stream()
                        .filter(key -> key.startsWith("error."))
                        .count());
    }
}
