package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, voices and links between two people, on a phone and on a large screen (product.md M8, M10, M11, M18). */
@ExtendWith(AtHome.class)
@TestInstance(Lifecycle.PER_CLASS)
class MediaTest {

    private static final int PHONE = 360;
    private static final int DESK = 1300;

    /** A file as if somebody held it over the page, or had copied it. */
    private static final String TRANSFER = """
            ([event, target, name, bytes]) => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(bytes).fill(65)], name));
              const init = { bubbles: true, cancelable: true };
              const told = event === 'paste'
                ? new ClipboardEvent('paste', { ...init, clipboardData: data })
                : new DragEvent(event, { ...init, dataTransfer: data });
              document.querySelector(target).dispatchEvent(told);
            }""";

    private final Family family;
    private final Two.Accounts accounts;

    /** They are in touch once for all tests here. */
    MediaTest(Family family) throws Exception {
        this.family = family;
        accounts = Two.acquaint(family, "Mae", "Noel");
    }

    private Two open(int width) {
        return Two.open(family, accounts, "Mae", "Noel", width);
    }

    private static FilePayload picture(String name, Color colour) {
        return new FilePayload(name, "image/jpeg", Pictures.jpeg(640, 480, colour));
    }

    private static FilePayload text(String name, String content) {
        return new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    private static void attach(Person person, FilePayload... files) {
        person.page()
                .waitForFileChooser(() -> person.page().locator("#attach").click())
                .setFiles(files);
        assertThat(person.page().locator(".staged-file")).hasCount(files.length);
    }

    /** Has the box fetch a file of this message, unless it did so by itself. */
    private static void fetch(Locator message, String name) {
        var button = message.getByLabel("Fetch " + name, new Locator.GetByLabelOptions().setExact(true));
        var here = message.getByLabel(Pattern.compile("^((Open|Save) )?(.*, )?" + name.replace(".", "\\.") + "$"));
        button.or(here).first().waitFor();
        if (button.count() > 0) {
            button.click();
        }
        here.first().waitFor();
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m8PicturesAndFilesAreSentAndViewedWithThumbnailsAndACaption(int width) throws Exception {
        var caption = "From the garden, " + width;
        try (var two = open(width)) {
            var mae = two.one();
            var noel = two.other();
            attach(mae, picture("rose.jpg", Color.RED), picture("sky.jpg", Color.BLUE), text("list.txt", "tea"));
            Album.keepAsIs(mae.page(), "chat-staged");
            mae.says(caption);

            assertThat(mae.message(caption)).hasClass(Pattern.compile("is-(sent|read)"));
            assertThat(mae.page().locator(".staged-file")).hasCount(0);
            var message = noel.message(caption);
            var kept = mae.page().locator(".event").getByText("Noel kept a picture or file that you sent");
            var keptBefore = kept.count();
            for (var name : List.of("rose.jpg", "sky.jpg", "list.txt")) {
                fetch(message, name);
            }
            assertThat(message.locator(".picture img")).hasCount(2);
            var rose = message.locator(".picture img").first().boundingBox();
            var sky = message.locator(".picture img").last().boundingBox();
            var bubble = message.locator(".bubble").boundingBox();
            assertTrue(rose.x + rose.width <= sky.x + 0.5, "pictures of an album lie beside each other");
            assertTrue(sky.x + sky.width <= bubble.x + bubble.width, "they lie in their bubble");
            var saved = noel.page()
                    .waitForDownload(() -> message.getByLabel("Save list.txt").click());
            assertEquals("list.txt", saved.suggestedFilename());
            assertEquals("tea", Files.readString(saved.path()));
            assertThat(kept).hasCount(keptBefore + 1);
            Album.keepAsIs(noel.page(), "chat-files");

            message.getByLabel("Open " + caption + ", rose.jpg").click();
            assertThat(noel.heading("rose.jpg")).isVisible();
            assertTrue((boolean) noel.page()
                    .locator(".viewer-stage img")
                    .evaluate("async (it) => { await it.decode(); return it.naturalWidth === 640; }"));
            Album.keepAsIs(noel.page(), "viewer");
            noel.page().keyboard().press("ArrowRight");
            assertThat(noel.heading("sky.jpg")).isVisible();
            noel.page().keyboard().press("Escape");
            assertThat(message).isInViewport();
            mae.witness().sawNothing();
            noel.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m8WordsWaitForTheFileThatIsOnItsWayToTheBox(int width) {
        var caption = "Slowly, " + width;
        try (var two = open(width)) {
            var mae = two.one();
            var onItsWay = new ArrayList<Route>();
            mae.page().route("**/attach", onItsWay::add);
            mae.page()
                    .waitForFileChooser(() -> mae.page().locator("#attach").click())
                    .setFiles(new FilePayload[] {text("slow.txt", "tea")});
            mae.page().waitForCondition(() -> !onItsWay.isEmpty());
            mae.says(caption);
            assertThat(mae.button("Send")).isDisabled();
            assertThat(mae.page().locator("#text")).hasValue(caption);

            onItsWay.getFirst().resume();

            assertThat(two.other().message(caption)).containsText("slow.txt");
            assertThat(mae.page().locator("#text")).hasValue("");
            mae.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m8AVoiceMessageIsRecordedSentAndListenedTo(int width) {
        try (var two = open(width)) {
            var mae = two.one();
            var noel = two.other();
            mae.context().grantPermissions(List.of("microphone"));
            // Both widths write to each other in one chat: this one's voice message is the one after these words.
            var words = "Listen to this, " + width;
            mae.says(words);
            assertThat(noel.message(words)).isVisible();

            mae.button("Record a voice message").click();
            assertThat(mae.page().locator("#attach-state"))
                    .containsText(Pattern.compile("Recording, 0:(0[2-9]|[1-5])"));
            mae.button("Stop recording").click();
            assertThat(mae.page().locator(".staged-file audio")).isVisible();
            mae.button("Send").click();

            var message = noel.message(words).locator("xpath=following-sibling::article[1]");
            fetch(message, "Voice message");
            var player = message.locator("audio");
            assertThat(player).isVisible();
            assertTrue(player.boundingBox().width >= 200, "the player shows all its buttons");
            player.evaluate("it => it.play()");
            noel.page()
                    .waitForFunction(
                            "it => it.currentTime > 0.2",
                            player.elementHandle(),
                            new Page.WaitForFunctionOptions().setTimeout(Chromium.PATIENCE_MS));
            Album.keepAsIs(noel.page(), "chat-voice");
            mae.witness().sawNothing();
            noel.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m10FilesArePastedDroppedTakenOutAndRefusedWhenTooLarge(int width) {
        try (var two = open(width)) {
            var mae = two.one();
            var page = mae.page();

            page.evaluate(TRANSFER, List.of("paste", "#text", "pasted.bin", 3));
            assertThat(page.locator(".staged-file")).hasCount(1);
            page.evaluate(TRANSFER, List.of("dragover", "#messages", "dropped.bin", 3));
            assertThat(page.locator(".talk.dropping")).isVisible();
            page.evaluate(TRANSFER, List.of("drop", "#messages", "dropped.bin", 3));
            assertThat(page.locator(".talk.dropping")).hasCount(0);
            assertThat(page.locator(".staged-file")).hasCount(2);
            page.reload();
            assertThat(page.locator(".staged-file")).hasCount(2);

            page.evaluate(TRANSFER, List.of("paste", "#text", "film.mp4", 10_000_001));
            assertThat(page.locator("#attach-state")).containsText("film.mp4 is too large to be sent");
            Album.keepAsIs(page, "chat-too-large");

            page.getByLabel("Take out pasted.bin").click();
            assertThat(page.locator(".staged-file")).hasCount(1);
            assertThat(page.locator("#text")).isFocused();
            page.getByLabel("Take out dropped.bin").click();
            assertThat(page.locator(".staged-file")).hasCount(0);
            mae.witness().sawNothing();
        }
    }

    /** Each sits in front of one of the widths, since the choice is off until somebody makes it. */
    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m11ALinkGetsAPreviewThatTheBoxMadeAndNoReaderAsksFor(int width) {
        try (var two = open(width)) {
            var writer = width == PHONE ? two.one() : two.other();
            var reader = width == PHONE ? two.other() : two.one();
            var internet = family.house().internet();
            var before = internet.asked().size();
            writer.says("Off at first, " + width + ": " + Site.SOUP);
            assertThat(reader.message("Off at first, " + width + ": " + Site.SOUP))
                    .isVisible();
            assertEquals(before, internet.asked().size());

            var chat = writer.page().url();
            writer.opens("/settings");
            writer.page().getByLabel("Make previews of links that I write").check();
            writer.page().locator("form[action='/settings/links'] button").click();
            assertThat(writer.page().locator(".notice [role='status']")).isVisible();
            writer.page().navigate(chat);
            writer.page().locator("#text").pressSequentially("For Sunday, " + width + ": " + Site.SOUP);
            var staged = writer.page().locator(".staged-link");
            assertThat(staged).containsText(Site.SOUP_TITLE);
            assertThat(staged).containsText("recipes.example");
            assertThat(staged.locator("img")).isVisible();
            Album.keepAsIs(writer.page(), "chat-link");
            var asked = List.of("recipes.example/soup", "recipes.example/soup.jpg");
            assertEquals(
                    asked, internet.asked().subList(before, internet.asked().size()));
            writer.button("Send").click();

            var card = reader.message("For Sunday, " + width + ": " + Site.SOUP).locator(".link-card");
            assertThat(card.locator(".link-title")).hasText(Site.SOUP_TITLE);
            assertThat(card.locator(".link-host")).hasText("recipes.example");
            card.getByText("Fetch the picture").click();
            assertThat(card.locator("img")).isVisible();
            Album.keepAsIs(reader.page(), "chat-link-read");

            writer.page().locator("#text").pressSequentially("Without, " + width + ": " + Site.SOUP);
            writer.button("Take out the preview").click();
            assertThat(staged).hasCount(0);
            writer.button("Send").click();
            assertThat(reader.message("Without, " + width + ": " + Site.SOUP)).isVisible();
            assertThat(reader.message("Without, " + width + ": " + Site.SOUP).locator(".link-card"))
                    .hasCount(0);
            assertEquals(before + 2 * asked.size(), internet.asked().size());
            writer.witness().sawNothing();
            reader.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void m18AllMediaAndFilesOfAChatAreInOnePlace(int width) {
        try (var two = open(width)) {
            var mae = two.one();
            var caption = "For the gallery, " + width;
            attach(mae, picture("tree-" + width + ".jpg", Color.GREEN), text("notes-" + width + ".txt", "x"));
            mae.says(caption);
            fetch(two.other().message(caption), "tree-" + width + ".jpg");

            var noel = two.other();
            var about = noel.page().locator(".about-link");
            if (about.isVisible()) {
                about.click();
            }
            noel.link("Pictures and files").click();
            var tile = noel.page().getByLabel(Pattern.compile("^tree-" + width + ".jpg, from Mae"));
            assertThat(tile.locator("img")).isVisible();
            Album.keepAsIs(noel.page(), "gallery");
            noel.link("Files and sounds").click();
            assertThat(noel.page().getByText("notes-" + width + ".txt")).isVisible();
            Album.keepAsIs(noel.page(), "gallery-files");
            noel.link("Pictures and films").click();
            tile.click();
            assertThat(noel.heading("tree-" + width + ".jpg")).isVisible();
            noel.witness().sawNothing();
        }
    }
}
