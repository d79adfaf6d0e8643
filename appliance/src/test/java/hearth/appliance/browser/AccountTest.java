package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import hearth.protocol.id.SessionId;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account and the words that stand for it, on a phone and on a large screen (product.md M1, M2). */
@ExtendWith(AtHome.class)
class AccountTest {

    private final Family family;

    AccountTest(Family family) {
        this.family = family;
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m1AndM2AnAccountIsMadeAndItsWordsAreSeenPrintedProvedAndHiddenForGood(int width) throws Exception {
        var name = "Zoe" + width;
        family.join(name).close();
        try (var zoe = family.somebody(Two.viewport(width))) {
            var page = zoe.page();
            zoe.entersForTheFirstTime(name);
            assertThat(page.locator("input[type='email'], input[type='tel'], input[type='url']"))
                    .hasCount(0);
            Album.keepAsIs(page, "account");
            zoe.makesAnAccount(name);
            var words = zoe.writesTheWordsDown();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".screen-only .words").first()).isHidden();
            assertEquals(words, page.locator(".sheet .words li:visible").allInnerTexts());
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            page.getByText("Hide the words").click();
            assertThat(page.locator(".screen-only .words").first()).isHidden();
            zoe.provesTheWords(words);
            assertThat(zoe.heading("Chats")).isVisible();

            var id = zoe.accountId();
            assertTrue(id.matches("05[0-9a-f]{64}"), id);
            var quinn = Family.account(family.join("Quinn" + width));
            quinn.send(SessionId.parse(id), "Is this you?");
            zoe.opens("/chats");
            assertThat(page.locator(".requests-banner")).isVisible();

            zoe.opens("/recovery");
            assertThat(page.locator(".words")).hasCount(0);
            zoe.field("Password").fill(Person.PASSWORD);
            zoe.button("Show the words").click();
            assertEquals(words, zoe.writesTheWordsDown());
            Album.keepAsIs(page, "recovery-again");
            page.getByText("Never show them here again").click();
            zoe.button("Hide them for good").click();
            assertThat(page.getByText("Hidden for good")).isVisible();
            Album.keepAsIs(page, "recovery-hidden");
            zoe.opens("/recovery");
            assertThat(page.locator(".words, #password")).hasCount(0);
            zoe.witness().sawNothing();
        }
    }
}
