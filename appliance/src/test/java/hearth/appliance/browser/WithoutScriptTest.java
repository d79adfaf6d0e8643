package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading and writing in a browser that runs no script. */
@ExtendWith(AtHome.class)
class WithoutScriptTest {

    private final Family family;

    WithoutScriptTest(Family family) {
        this.family = family;
    }

    private Person somebody() {
        return family.somebody(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    @Test
    void messagesAreWrittenAndReadWithoutScript() throws Exception {
        try (var ada = somebody();
                var ben = family.signedIn("Ben")) {
            ada.signsIn("Ada");
            ada.opensTheChatWith("Ben");
            ben.opensTheChatWith("Ada");

            ada.says("Plain paper");

            assertThat(ben.message("Plain paper")).isVisible();
            reloadUntilShown(ada, ada.message("Plain paper").getByText("Sent"));
            ben.says("Read it");
            assertThat(ben.message("Read it")).containsText("Sent");
            reloadUntilShown(ada, ada.message("Read it"));
            ada.witness().sawNothing();
        }
    }

    @Test
    void aRequestIsAcceptedWithoutScript() throws Exception {
        var mia = Family.account(family.join("Mia"));
        var ned = Family.account(family.join("Ned"));
        mia.send(ned.id(), "Are you there?");
        Family.await(() -> !ned.requests().isEmpty());
        try (var screen = somebody()) {
            screen.signsIn("Ned");

            screen.page().locator(".requests-banner").click();
            screen.button("Accept Mia").click();

            assertThat(screen.page().getByText("You can write to Mia now.")).isVisible();
            screen.says("I am");
            assertThat(screen.message("I am")).isVisible();
            Family.await(() -> mia.conversations().getFirst().unread() > 0);
        }
    }

    @Test
    void somebodyMovesInWithoutScript() {
        family.join("Ola").close();
        try (var ola = somebody()) {
            ola.opens("/");
            ola.field("Your name").fill("Ola");
            ola.field("Password").fill(Person.PASSWORD);
            ola.button("Sign in").click();

            ola.makesAnAccount("Ola");
            ola.provesTheWords(ola.writesTheWordsDown());

            assertThat(ola.heading("Chats")).isVisible();
            assertThat(ola.page().getByText("Well done. Keep the paper in a safe place."))
                    .isVisible();
        }
    }

    @Test
    void whatWasWrittenTooLongIsStillThereWithoutScript() {
        try (var ada = somebody()) {
            ada.signsIn("Ada");
            ada.opensTheChatWith("Ben");

            ada.says("long ".repeat(500));

            assertThat(ada.page().locator("#text-problem")).containsText("Make it shorter, or send it in two.");
            assertThat(ada.page().locator("#text")).hasValue("long ".repeat(500));
        }
    }

    private static void reloadUntilShown(Person person, Locator thing) throws Exception {
        Family.await(() -> {
            person.page().reload();
            return thing.isVisible();
        });
    }
}
