package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in two browsers, on a telephone and on a desk (product.md M8, M10 and M18). */
@ExtendWith(AtHome.class)
class MediaTest {

    private static final int PHONE = 390;

    /** A file as if somebody held it over the page, or had copied it. */
    private static final String TRANSFER =
            """
            ([event, target, name]) => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array([1, 2, 3])], name));
              const init = { bubbles: true, cancelable: true };
              const told = event === 'paste'
                ? new ClipboardEvent('paste', { ...init, clipboardData: data })
                : new DragEvent(event, { ...init, dataTransfer: data });
              document.querySelector(target).dispatchEvent(told);
            }""";

    private final Family family;

    MediaTest(Family family) {
        this.family = family;
    }

    private Person signedIn(String name, int width) {
        var person = family.somebody(new Browser.NewContextOptions().setViewportSize(width, 800));
        person.signsIn(name);
        return person;
    }

    private static FilePayload picture(String name, Color colour) {
        var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 640, 480);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new FilePayload(name, "image/jpeg", out.toByteArray());
    }

    private static FilePayload text(String name, String content) {
        return new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    private static void attach(Person person, FilePayload... files) {
        FileChooser chooser = person.page()
                .waitForFileChooser(() -> person.page().locator("#attach").click());
        chooser.setFiles(files);
        assertThat(person.page().locator(".staged-file")).hasCount(files.length);
    }

    private static Locator last(Person person, String caption) {
        return person.message(caption);
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1400})
    void m8SendAndViewPicturesAndFilesWithThumbnailsAndCaptions(int width) throws Exception {
        var caption = "From the garden, " + width;
        try (var ada = signedIn("Ada", width);
                var ben = signedIn("Ben", width)) {
            ada.chatWith("Ben").click();
            ben.chatWith("Ada").click();

            attach(ada, picture("rose.jpg", Color.RED), picture("sky.jpg", Color.BLUE), text("list.txt", "tea"));
            if (width == PHONE) {
                Album.keep(ada.page(), "chat-staged");
            }
            ada.says(caption);

            assertThat(last(ada, caption)).hasClass(Pattern.compile("is-sent"));
            assertThat(last(ben, caption)).isVisible();
            for (var name : List.of("rose.jpg", "sky.jpg", "list.txt")) {
                last(ben, caption)
                        .getByLabel("Fetch " + name)
                        .or(last(ben, caption).getByLabel("Open " + name))
                        .or(last(ben, caption).getByLabel("Save " + name))
                        .first()
                        .waitFor();
            }
            for (var name : List.of("rose.jpg", "sky.jpg", "list.txt")) {
                var fetch = last(ben, caption).getByLabel("Fetch " + name);
                if (fetch.count() > 0) {
                    fetch.click();
                }
            }
            assertThat(last(ben, caption).locator(".picture img")).hasCount(2);
            var saved = ben.page()
                    .waitForDownload(
                            () -> last(ben, caption).getByLabel("Save list.txt").click());
            assertEquals("list.txt", saved.suggestedFilename());
            assertEquals("tea", Files.readString(saved.path()));
            assertThat(ada.page()
                            .getByText("Ben kept a picture or file that you sent")
                            .last())
                    .isVisible();
            if (width == PHONE) {
                Album.keep(ben.page(), "chat-files");
            }

            last(ben, caption).getByLabel("Open rose.jpg").click();
            assertThat(ben.heading("rose.jpg")).isVisible();
            assertTrue((boolean) ben.page()
                    .locator(".viewer-stage img")
                    .evaluate("async (img) => { await img.decode(); return img.naturalWidth === 640; }"));
            if (width == PHONE) {
                Album.keep(ben.page(), "viewer");
            }
            ben.page().keyboard().press("ArrowRight");
            assertThat(ben.heading("sky.jpg")).isVisible();
            ben.page().keyboard().press("Escape");
            assertThat(last(ben, caption)).isVisible();
            ada.witness().sawNothing();
            ben.witness().sawNothing();
        }
    }

    @Test
    void m8RecordAVoiceMessageAndListenToIt() throws Exception {
        try (var ada = signedIn("Ada", 1400);
                var ben = signedIn("Ben", 1400)) {
            ada.chatWith("Ben").click();
            ben.chatWith("Ada").click();

            ada.button("Record a voice message").click();
            assertThat(ada.page().locator("#attach-state")).containsText("Recording, 0:02");
            ada.button("Stop recording").click();
            assertThat(ada.page().locator(".staged-file audio")).isVisible();
            ada.button("Send").click();

            var voice = ben.page().locator("article.message", new Page.LocatorOptions().setHasText("Voice message"));
            assertThat(voice.last()).isVisible();
            var fetch = voice.last().getByLabel("Fetch Voice message");
            if (fetch.count() > 0) {
                fetch.click();
            }
            assertThat(voice.last().locator("audio")).isVisible();
            voice.last().locator("audio").focus();
            ben.page().keyboard().press("Space");
            ben.page().waitForCondition(() ->
                    (boolean) voice.last().locator("audio").evaluate("(player) => player.currentTime > 0"));
            ada.witness().sawNothing();
            ben.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1400})
    void m10PasteAndDropFilesTakeThemOutAndHearWhatIsTooLarge(int width) {
        try (var ada = signedIn("Ada", width)) {
            ada.chatWith("Ben").click();
            var page = ada.page();

            page.evaluate(TRANSFER, List.of("paste", "#text", "pasted.bin"));
            assertThat(page.locator(".staged-file")).hasCount(1);
            page.evaluate(TRANSFER, List.of("dragover", "#messages", "dropped.bin"));
            assertThat(page.locator(".talk.dropping")).isVisible();
            page.evaluate(TRANSFER, List.of("drop", "#messages", "dropped.bin"));
            assertThat(page.locator(".staged-file")).hasCount(2);
            page.reload();
            assertThat(page.locator(".staged-file")).hasCount(2);

            page.evaluate(
                    """
                    () => {
                      const data = new DataTransfer();
                      data.items.add(new File([new Uint8Array(10000001)], 'film.mp4', { type: 'video/mp4' }));
                      document.querySelector('#text').dispatchEvent(
                        new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
                    }""");
            assertThat(page.locator("#attach-state")).containsText("film.mp4 is too large to be sent");

            page.getByLabel("Take out pasted.bin").click();
            assertThat(page.locator(".staged-file")).hasCount(1);
            page.getByLabel("Take out dropped.bin").click();
            assertThat(page.locator(".staged-file")).hasCount(0);
            ada.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1400})
    void m18SeeAllMediaAndFilesOfAChatInOnePlace(int width) {
        try (var ada = signedIn("Ada", width)) {
            ada.chatWith("Ben").click();
            var caption = "For the gallery, " + width;
            attach(ada, picture("tree-" + width + ".jpg", Color.GREEN), text("notes-" + width + ".txt", "x"));
            ada.says(caption);
            assertThat(last(ada, caption)).isVisible();

            var address = ada.page().url().replaceAll("[?#].*", "");
            ada.page().navigate(address + "/media");

            assertThat(ada.page().locator(".gallery a img").first()).isVisible();
            assertThat(ada.page().getByLabel(Pattern.compile("^tree-" + width + ".jpg, from You")))
                    .isVisible();
            if (width == PHONE) {
                Album.keep(ada.page(), "gallery");
            }
            ada.link("Files and sounds").click();
            assertThat(ada.page().getByText("notes-" + width + ".txt")).isVisible();
            if (width == PHONE) {
                Album.keep(ada.page(), "gallery-files");
                ada.page().navigate(address + "/attach");
                Album.keep(ada.page(), "attach");
            }
            ada.witness().sawNothing();
        }
    }
}
