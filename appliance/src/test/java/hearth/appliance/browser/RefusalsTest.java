package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.web.household.MemberDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say when something is not as it should be, and that one can go on from there. */
@ExtendWith(AtHome.class)
class RefusalsTest {

    private final Family family;

    RefusalsTest(Family family) {
        this.family = family;
    }

    @Test
    void anInvitationWorksOnce() {
        try (var ada = family.signedIn("Ada");
                var cleo = family.somebody();
                var stranger = family.somebody()) {
            var link = ada.invites("Cleo");
            cleo.joinsBy(link);

            stranger.page().navigate(link);

            assertThat(stranger.heading("This invitation was used already")).isVisible();
            assertThat(stranger.page().getByText("It works once. If it was you, sign in"))
                    .isVisible();
            stranger.link("Open the messenger").click();
            assertThat(stranger.heading("Come in to maple-house")).isVisible();
            stranger.witness().sawNothing();
        }
    }

    @Test
    void aWithdrawnInvitationSaysSo() {
        try (var ada = family.signedIn("Ada");
                var dan = family.somebody()) {
            var link = ada.invites("Dan");
            ada.opens("/people");
            ada.button("Withdraw the invitation for Dan").click();
            assertThat(ada.page().getByText("The invitation is withdrawn.")).isVisible();

            dan.page().navigate(link);

            assertThat(dan.heading("This invitation was withdrawn")).isVisible();
        }
    }

    /** In a house of its own: a week that comes and goes is no everyday life for the others. */
    @Test
    void anInvitationIsTooOldAfterAWeek(@TempDir Path folder) throws Exception {
        try (var elsewhere = Family.moveIn(folder);
                var ada = elsewhere.signedIn("Ada");
                var eve = elsewhere.somebody()) {
            var link = ada.invites("Eve");
            elsewhere.house().clock().advance(Duration.ofDays(7));

            eve.page().navigate(link);

            assertThat(eve.heading("This invitation is too old")).isVisible();
            assertThat(eve.page().getByText("Ask the owner of the box for a new one."))
                    .isVisible();
        }
    }

    @Test
    void aLinkThatWasCutOffSaysSo() {
        try (var somebody = family.somebody()) {
            somebody.opens("/join/abc");

            assertThat(somebody.heading("The box does not know this invitation"))
                    .isVisible();
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithoutSayingWhichPartIsWrong() {
        family.join("Fay").close();
        try (var fay = family.somebody()) {
            fay.opens("/");
            fay.field("Your name").fill("Fay");
            fay.field("Password").fill("not my password");
            fay.button("Sign in").click();

            var problem = "This name and this password do not belong together. Check both and try again.";
            assertThat(fay.page().locator("#password-problem")).containsText(problem);
            assertThat(fay.page().locator("#problems")).isFocused();
            assertThat(fay.field("Your name")).hasValue("Fay");
            assertThat(fay.field("Password")).hasValue("");
            fay.field("Password").fill(Person.PASSWORD);
            fay.button("Sign in").click();
            assertThat(fay.heading("Your Session account")).isVisible();
            fay.witness().sawNothing();
        }
    }

    @Test
    void wrongWordsAreNamedByTheirNumber() {
        family.join("Gil").close();
        try (var gil = family.somebody()) {
            gil.opens("/");
            signIn(gil, "Gil");
            gil.makesAnAccount("Gil");
            var words = gil.writesTheWordsDown();

            gil.provesTheWords(words.stream().map(_ -> "zebra").toList());

            assertThat(gil.page().locator("#first-problem")).containsText("Look at your paper and type it again.");
            assertThat(gil.page().locator("#second-problem")).containsText("Look at your paper and type it again.");
            gil.provesTheWords(words);
            assertThat(gil.page().getByText("Well done. Keep the paper in a safe place."))
                    .isVisible();
            gil.witness().sawNothing();
        }
    }

    private static void signIn(Person person, String name) {
        person.field("Your name").fill(name);
        person.field("Password").fill(Person.PASSWORD);
        person.button("Sign in").click();
    }

    @Test
    void wordsMayWaitADayAndALineRemindsOfThem() {
        family.join("Hal").close();
        try (var hal = family.somebody()) {
            hal.opens("/");
            signIn(hal, "Hal");
            hal.makesAnAccount("Hal");

            hal.button("Do it within 24 hours").click();

            assertThat(hal.heading("Chats")).isVisible();
            assertThat(hal.page().getByText("Your recovery words are not written down yet."))
                    .isVisible();
            hal.link("Do it now").click();
            assertThat(hal.heading("Recovery words")).isVisible();
        }
    }

    @Test
    void anAccountComesBackFromItsThirteenWords() throws Exception {
        var old = family.join("Ida");
        var oldAccount = Family.account(old);
        var words = String.join(" ", old.recovery().orElseThrow().words().words());
        try (var adas = family.signedIn("Ada")) {
            adas.writesFirstTo(oldAccount.id().hex(), "Are you still you?");
            assertThat(adas.message("Are you still you?")).containsText("Sent");
        }
        Family.await(() -> !oldAccount.requests().isEmpty());

        try (MemberDoor _ = family.join("Ida again");
                var ida = family.somebody()) {
            ida.opens("/");
            signIn(ida, "Ida again");
            ida.field("Recovery words (13)")
                    .fill("  " + words.toUpperCase(Locale.ROOT).replace(" ", "\n"));
            ida.page()
                    .locator("form[action='/account/restore']")
                    .getByLabel("Display name")
                    .fill("Ida");
            ida.button("Bring my account in").click();

            assertThat(ida.page().getByText("Your account is here.")).isVisible();
            assertThat(ida.page().getByText("One request waiting")).isVisible();
            assertEquals(oldAccount.id().hex(), ida.accountId());
            ida.witness().sawNothing();
        }
    }

    @Test
    void wordsThatAreNoRecoveryWordsAreNamed() {
        family.join("Jon").close();
        try (var jon = family.somebody()) {
            jon.opens("/");
            signIn(jon, "Jon");
            jon.field("Recovery words (13)").fill("one two three");
            jon.button("Bring my account in").click();

            assertThat(jon.page().locator("#words-problem"))
                    .containsText("There are 3 words here, but an account has 13.");
            assertThat(jon.field("Recovery words (13)")).hasValue("one two three");
        }
    }

    @Test
    void anAccountIdWithALetterTooManySaysWhich() {
        try (var ada = family.signedIn("Ada")) {
            ada.opens("/new");
            ada.field("Account ID or name").fill("05abcx" + "0".repeat(60));
            ada.field("First message").fill("Hello");
            ada.button("Send").click();

            assertThat(ada.page().locator("#id-problem")).containsText("Character 6 of the Account ID cannot be right");
            assertThat(ada.field("First message")).hasValue("Hello");
        }
    }
}
