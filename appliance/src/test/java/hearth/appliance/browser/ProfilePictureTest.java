package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture by which people know a member, on a phone and on a large screen (product.md section 4.2, profile). */
@ExtendWith(AtHome.class)
class ProfilePictureTest {

    private static final String DRAWN = "selector => document.querySelector(selector)?.naturalWidth === 256";

    /** The colours of a picture from left to right, as far as they can be told apart. */
    private static final String COLOURS = """
            selector => {
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 3;
              const pen = canvas.getContext('2d', { willReadFrequently: true });
              pen.drawImage(document.querySelector(selector), 0, 0, 3, 3);
              return [0, 1, 2].map(x => {
                const [r, g, b] = pen.getImageData(x, 1, 1, 1).data;
                return r > 150 && g > 150 ? 'yellow' : r > 150 ? 'red' : b > 150 ? 'blue' : 'other';
              });
            }""";

    private final Family family;

    ProfilePictureTest(Family family) {
        this.family = family;
    }

    /** Three times as wide as high: red, yellow, blue. */
    private static FilePayload photo() throws IOException {
        var image = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        var colours = List.of(Color.RED, Color.YELLOW, Color.BLUE);
        for (var i = 0; i < colours.size(); i++) {
            pen.setColor(colours.get(i));
            pen.fillRect(i * 300, 0, 300, 300);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return new FilePayload("photo.png", "image/png", out.toByteArray());
    }

    private static void seesThePicture(Page page, String selector) {
        page.waitForFunction(DRAWN, selector);
        assertEquals(List.of("yellow", "yellow", "yellow"), page.evaluate(COLOURS, selector), "the middle");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void profileAPictureIsChosenSeenByTheOtherAndRemoved(int width) throws Exception {
        var name = "Ada" + width;
        try (var two = Two.meet(family, name, "Ben" + width, width)) {
            var ada = two.one();
            var ben = two.other();
            ada.opens("/me");
            ada.page().locator("#picture").setInputFiles(photo());
            assertThat(ada.page().getByText("How it will be cut")).isVisible();
            assertEquals(
                    List.of("yellow", "yellow", "yellow"), ada.page().evaluate(COLOURS, "#picture-preview canvas"));
            Album.keep(ada.page(), "profile-picture-chosen-" + width);
            ada.button("Use this picture").click();
            assertThat(ada.page().getByText("People see your new picture with your next message."))
                    .isVisible();
            seesThePicture(ada.page(), ".own-picture img");
            assertThat(ada.page().getByText("People you write with see this picture."))
                    .isVisible();
            Album.keep(ada.page(), "profile-picture-" + width);
            two.ones().send(two.others().id(), "This is me");
            seesThePicture(ben.page(), "#talk-head .face img");
            seesThePicture(ben.page(), "#about img[alt='Profile picture of " + name + "']");
            Album.keep(ben.page(), "profile-picture-chat-" + width);
            var about = ben.page().locator(".about-link");
            if (about.isVisible()) {
                about.click();
                Album.keep(ben.page(), "profile-picture-about-" + width);
            }
            ben.opens("/chats");
            seesThePicture(ben.page(), ".chat-row .face img");
            Album.keep(ben.page(), "profile-picture-list-" + width);

            ada.opens("/me");
            ada.page().getByText("Remove the picture").click();
            ada.button("Remove").click();
            assertThat(ada.page().locator(".own-picture img")).hasCount(0);
            two.ones().send(two.others().id(), "This was me");
            assertThat(ben.page().locator(".chat-row .face img")).hasCount(0);
            assertThat(ben.chatWith(name).locator(".face")).containsText("A");
            ada.witness().sawNothing();
            ben.witness().sawNothing();
        }
    }
}
