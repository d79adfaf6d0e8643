package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The walk without a mouse. */
@ExtendWith(AtHome.class)
class KeyboardTest {

    @Test
    void aBoxIsSetUpWithTheKeyboardAlone(@TempDir Path folder) throws Exception {
        try (var house = House.start(folder);
                var chromium = Chromium.start();
                var ada = new Person(house, chromium.browser())) {
            var keyboard = new Keyboard(ada);
            ada.page().navigate(house.landing());
            keyboard.press(ada.link(house.url()).first());
            keyboard.press(ada.page().locator(".door-open"));
            keyboard.type(ada.field("Name of the box"), "maple-house");
            keyboard.type(ada.field("Your name"), "Ada");
            keyboard.type(ada.field("Password"), Person.PASSWORD);
            keyboard.key("Enter");
            assertThat(ada.heading("Your Session account")).isVisible();
            keyboard.press(ada.button("Make my account"));
            assertThat(ada.heading("Recovery words")).isVisible();

            var words = ada.writesTheWordsDown();
            for (var field :
                    ada.page().getByLabel(Pattern.compile("^Word \\d+$")).all()) {
                keyboard.type(
                        field, words.get(Integer.parseInt(ada.labelOf(field).replaceAll("\\D", "")) - 1));
            }
            keyboard.key("Enter");
            assertThat(ada.heading("Chats").first()).isVisible();
            keyboard.press(ada.link("People"));
            keyboard.type(ada.field("Their name"), "Ben");
            keyboard.key("Enter");
            assertThat(ada.heading("Invitation for Ben")).isVisible();

            ada.witness().sawNothing();
        }
    }

    @Test
    void aMessageIsWrittenReadAndAnsweredWithTheKeyboardAlone(Family family) {
        try (var ada = family.signedIn("Ada");
                var ben = family.signedIn("Ben")) {
            var keyboard = new Keyboard(ada);
            ben.chatWith("Ada").click();

            keyboard.press(ada.chatWith("Ben"));
            keyboard.type(ada.page().locator("#text"), "No mouse here");
            keyboard.key("Shift+Enter");
            ada.page().keyboard().type("two lines");
            keyboard.key("Enter");

            assertThat(ben.page().locator("article.message").last()).containsText("No mouse here\ntwo lines");
            assertThat(ada.page().locator("#text")).isFocused();
            ben.says("Noted");
            assertThat(ada.message("Noted")).isVisible();
            assertThat(ada.page().locator("#text")).isFocused();
            keyboard.goBackTo(ada.page().locator("#messages"));
            keyboard.key("ArrowUp");
            assertThat(ada.page().locator("article.message").last()).isFocused();
            keyboard.key("Escape");
            assertThat(ada.page().locator("#text")).isFocused();
            ada.witness().sawNothing();
        }
    }

    @Test
    void aRequestIsAcceptedWithTheKeyboardAlone(Family family) throws Exception {
        var kim = Family.account(family.join("Kim"));
        var lee = Family.account(family.join("Lee"));
        kim.send(lee.id(), "Do you live here?");
        Family.await(() -> !lee.requests().isEmpty());
        try (var screen = family.signedIn("Lee")) {
            var keyboard = new Keyboard(screen);

            keyboard.press(screen.page().locator(".requests-banner"));
            keyboard.press(screen.button("Accept Kim"));

            assertThat(screen.page().getByText("You can write to Kim now.")).isVisible();
            keyboard.type(screen.page().locator("#text"), "I do");
            keyboard.key("Enter");
            assertThat(screen.message("I do")).containsText("Sent");
        }
    }

    @Test
    void theFirstStopOfAPageLeadsToItsContent(Family family) {
        try (var ada = family.signedIn("Ada")) {
            var keyboard = new Keyboard(ada);
            ada.opens("/settings");

            keyboard.key("Tab");
            assertThat(ada.link("Skip to the page")).isFocused();
            keyboard.key("Enter");

            assertThat(ada.page().locator("#main")).isFocused();
        }
    }
}
