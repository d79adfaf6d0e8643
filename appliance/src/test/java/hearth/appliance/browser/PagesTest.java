package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page on narrow and wide screens, by day and by night, audited (see {@link Album}). */
@ExtendWith(AtHome.class)
class PagesTest {

    private final Family family;

    PagesTest(Family family) {
        this.family = family;
    }

    @Test
    void thePagesOfAFreshBoxAreInOrder(@TempDir Path folder) throws Exception {
        try (var house = House.start(folder);
                var chromium = Chromium.start();
                var ada = new Person(house, chromium.browser())) {
            var page = ada.page();
            page.navigate(house.landing());
            Album.keep(page, "landing");
            page.navigate(house.landing() + "trust?on=ios");
            Album.keep(page, "trust-plain");
            ada.opens("/");
            Album.keep(page, "welcome");
            ada.opens("/setup");
            Album.keep(page, "setup");
            ada.button("Continue").click();
            assertThat(page.locator("#problems")).isVisible();
            Album.keep(page, "setup-problems");
            ada.foundsTheHousehold("maple-house", "Ada");
            Album.keep(page, "account");
            ada.makesAnAccount("Ada");
            Album.keep(page, "recovery");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".sheet")).isVisible();
            assertThat(page.locator(".sheet .words li").first()).isVisible();
            assertThat(page.locator(".screen-only").first()).isHidden();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            ada.provesTheWords(ada.writesTheWordsDown());
            Album.keep(page, "chats-empty");
            page.navigate(ada.invites("Ben"));
            Album.keep(page, "join");
            ada.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chats",
                "/requests",
                "/search",
                "/search?q=kitchen",
                "/new",
                "/me",
                "/people",
                "/settings",
                "/settings/safety",
                "/settings/alerts",
                "/accounts",
                "/account/add",
                "/path",
                "/machine",
                "/recovery",
                "/trust",
                "/trust/remove",
                "/trust/works",
                "/help",
                "/nowhere"
            })
    void thePagesOfAMemberAreInOrder(String path) {
        try (var ada = family.signedIn("Ada")) {
            ada.opens(path);

            Album.keep(ada.page(), path.substring(1).replaceAll("[^a-z]", "-"));

            ada.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/help", "/join/unknown", "/trust"})
    void thePagesOfAVisitorAreInOrder(String path) {
        try (var visitor = family.somebody()) {
            visitor.opens(path);

            Album.keep(visitor.page(), "visitor-" + path.substring(1).replace('/', '-'));

            visitor.witness().sawNothing();
        }
    }

    @Test
    void theInvitationIsInOrder() {
        try (var ada = family.signedIn("Ada")) {
            ada.invites("Pia");

            Album.keep(ada.page(), "invitation");

            ada.opens("/people");
            Album.keep(ada.page(), "people-invited");
            ada.button("Withdraw the invitation for Pia").click();
            ada.witness().sawNothing();
        }
    }

    @Test
    void aConversationIsInOrder() {
        try (var ada = family.signedIn("Ada")) {
            ada.opensTheChatWith("Ben");
            ada.says("A long word without any space in it: " + "abcdefghij".repeat(20));
            assertThat(ada.page().locator("article.message.is-sent").last()).isVisible();

            Album.keep(ada.page(), "chat");

            // On wide screens it stands beside the messages anyway.
            ada.page().setViewportSize(700, 800);
            ada.page().locator(".about-link").click();
            Album.keep(ada.page(), "chat-about");
            ada.witness().sawNothing();
        }
    }

    @Test
    void aRequestAndABlockedPersonAreInOrder() throws Exception {
        var quinn = Family.account(family.join("Quinn"));
        var rob = Family.account(family.join("Rob"));
        quinn.send(rob.id(), "May I?");
        Family.await(() -> !rob.requests().isEmpty());
        try (var screen = family.signedIn("Rob")) {
            Album.keep(screen.page(), "chats-request");
            screen.opens("/requests");
            Album.keep(screen.page(), "requests-one");
            screen.page().locator(".row-link").click();
            assertThat(screen.message("May I?")).isVisible();
            Album.keep(screen.page(), "request");
            rob.block(rob.requests().getFirst().id());
            screen.opens("/chats");
            screen.page().getByText("Blocked people (1)").click();
            Album.keep(screen.page(), "chats-blocked");
            screen.opensTheChatWith("Quinn");
            assertThat(screen.button("Unblock")).isVisible();
            Album.keep(screen.page(), "chat-blocked");
            screen.witness().sawNothing();
        }
    }
}
