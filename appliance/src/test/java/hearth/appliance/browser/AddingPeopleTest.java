package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.FilePayload;
import hearth.client.network.Names;
import hearth.web.account.Chats;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Finding people by a name that stands in the ledger of the network, and by their code as another screen shows it; and an account
 * that comes in by its code. On a phone and on a large screen (product.md M5, M3).
 */
class AddingPeopleTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private static Path folder;

    private static Family family;

    @BeforeAll
    static void moveIn() throws Exception {
        family = Family.moveInto(House.startAsItComes(folder));
    }

    @AfterAll
    static void moveOut() {
        family.close();
    }

    /** A phone has a finger, and so a camera. */
    private static Person somebody(int width) {
        var phone = width < 700;
        return family.somebody(Two.viewport(width).setHasTouch(phone).setIsMobile(phone));
    }

    private static boolean knows(Chats chats, String name) {
        try {
            return chats.names().find(name) instanceof Names.Answer.Account;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m5APersonIsFoundByTheirNameOnTheNetwork(int width) throws Exception {
        var name = "maple-" + width;
        var bea = Family.account(family.join("Bea" + width));
        var asking = family.signedInChats("Ada");
        new Neighbour(family.house().ledger(), RANDOM).registersAName(name, bea.id(), RANDOM);
        Family.await(() -> knows(asking, name));
        try (var ada = somebody(width)) {
            ada.signsIn("Ada");
            ada.opens("/new");
            ada.field("Account ID or name").fill("nobody-" + width);
            ada.button("Look up").click();
            assertThat(ada.page().locator("#id-problem")).containsText("Nobody has the name “nobody-" + width + "”");
            Album.keepAsIs(ada.page(), "new-name-nobody");

            ada.field("Account ID or name").fill(" Maple-" + width);
            ada.field("First message").fill("Found you by your name");
            ada.button("Send").click();

            assertThat(ada.heading("“" + name + "” stands for this Account ID")).isVisible();
            assertThat(ada.field("Account ID or name")).hasValue(bea.id().hex());
            assertTrue(bea.requests().isEmpty(), "nothing is sent before Ada has seen whom she found");
            Album.keepAsIs(ada.page(), "new-name-found");
            ada.button("Send").click();
            assertThat(ada.message("Found you by your name")).isVisible();
            Family.await(() -> !bea.requests().isEmpty());
            ada.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m5APersonIsAddedByAPictureOfTheirCode(int width) throws Exception {
        var cleo = Family.account(family.join("Cleo" + width));
        try (var ada = somebody(width);
                var screen = somebody(width)) {
            screen.signsIn("Cleo" + width);
            screen.opens("/me");
            var code = screen.page().locator("svg.qr").first().screenshot();
            ada.signsIn("Ada");
            ada.opens("/new");
            var camera = ada.page().locator("#qr-camera");
            Album.keepAsIs(ada.page(), "new");
            var field = width < 700 ? camera : ada.field("Choose a picture of the code");
            field.setInputFiles(
                    new FilePayload("all.png", "image/png", screen.page().screenshot()));
            ada.button("Read the code").click();
            assertThat(ada.heading("The code has this Account ID")).isVisible();
            field.setInputFiles(new FilePayload("note.txt", "text/plain", new byte[] {'h', 'i'}));
            ada.button("Read the code").click();
            assertThat(ada.page().locator("#qr-problem")).containsText("no picture that can be read");
            Album.keepAsIs(ada.page(), "new-code-none");

            field.setInputFiles(new FilePayload("code.png", "image/png", code));
            ada.button("Read the code").click();

            assertThat(ada.field("Account ID or name")).hasValue(cleo.id().hex());
            Album.keepAsIs(ada.page(), "new-code-found");
            ada.field("First message").fill("Read from your screen");
            ada.button("Send").click();
            assertThat(ada.message("Read from your screen")).isVisible();
            Family.await(() -> !cleo.requests().isEmpty());
            ada.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m3AnAccountIsBroughtInByAPictureOfItsRecoveryCode(int width) throws Exception {
        var old = Family.account(family.join("Dot" + width));
        family.join("Eve" + width);
        try (var there = somebody(width);
                var here = somebody(width)) {
            there.signsIn("Dot" + width);
            there.opens("/recovery");
            there.field("Password").fill(Person.PASSWORD);
            there.button("Show the words").click();
            there.page().getByText("Show as QR code").click();
            var code = there.page().getByLabel("QR code of your recovery words").screenshot();

            here.entersForTheFirstTime("Eve" + width);
            here.page().getByText("I have a picture of its QR code").click();
            Album.keepAsIs(here.page(), "account-code");
            here.page().locator("#scan-name").fill("x");
            here.field("Choose a picture of the code").setInputFiles(new FilePayload("code.png", "image/png", code));
            here.button("Bring my account in by this code").click();

            assertThat(here.page().locator(".restoration")).containsText("Your account is back");
            here.opens("/me");
            assertThat(here.page().locator("#account-id")).hasText(old.id().hex());
            here.witness().sawNothing();
        }
    }
}
