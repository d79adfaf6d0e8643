package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import hearth.client.conversation.ConversationSummary;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of chats and requests, on a phone and on a large screen (product.md M5, M6, M12, M13, M17, M21, M22, M28). */
@ExtendWith(AtHome.class)
class ChatMenuTest {

    private final Family family;

    ChatMenuTest(Family family) {
        this.family = family;
    }

    private static void about(Person person) {
        var link = person.page().locator(".about-link");
        if (link.isVisible()) {
            link.click();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m17ChatsArePinnedArrangedMarkedMutedAndPutAside(int width) throws Exception {
        var name = "Abe" + width;
        try (var two = Two.meet(family, name, "Bea" + width, width)) {
            var abe = two.one();
            two.ones().send(two.ones().id(), "a note to myself");
            about(abe);
            abe.button("Pin to the top").click();
            assertThat(abe.page().getByText("The chat is pinned to the top of the list."))
                    .isVisible();
            two.ones()
                    .setPinned(
                            two.ones().conversations().stream()
                                    .filter(it -> it.peer().equals(two.ones().id()))
                                    .findFirst()
                                    .orElseThrow()
                                    .id(),
                            true);
            abe.opens("/chats");
            assertThat(abe.page().locator(".chat-row").first()).containsText("Note to self");
            assertThat(abe.page().locator(".chat-row .row-marks .icon")).hasCount(2);
            assertThat(abe.chatWith("Note to self").locator(".face")).hasText("A");
            abe.opensTheChatWith("Bea" + width);
            about(abe);
            abe.button("Move up").click();
            abe.opens("/chats");
            assertThat(abe.page().locator(".chat-row").first()).containsText("Bea" + width);

            abe.opensTheChatWith("Bea" + width);
            about(abe);
            abe.field("Mute this chat").selectOption("week");
            abe.page().locator("form[action$='/mute'] button").click();
            about(abe);
            abe.button("Mark as unread").click();
            assertThat(abe.chatWith("Bea" + width)).containsText("Muted");
            assertThat(abe.chatWith("Bea" + width)).containsText("Marked as unread");
            Album.keepAsIs(abe.page(), "chats-marks");

            abe.opensTheChatWith("Bea" + width);
            about(abe);
            abe.button("Put this chat aside").click();
            assertThat(abe.page().locator(".archived summary")).isVisible();
            two.other().says("Come back");
            Family.await(() -> two.ones().conversations().stream().noneMatch(ConversationSummary::archived));
            abe.opens("/chats");
            assertThat(abe.page().locator(".chat-rows").first()).containsText("Come back");
            labelIsGivenAndLookedBy(two, "Bea" + width, width);
            labelIsRemoved(two);
            abe.witness().sawNothing();
        }
    }

    private static void labelIsGivenAndLookedBy(Two two, String other, int width) {
        var abe = two.one();
        var current = abe.page().locator(".label-link[aria-current]");
        abe.opensTheChatWith(other);
        about(abe);
        abe.field("New label").fill("Choir");
        abe.button("Save labels").click();
        assertThat(abe.page().getByText("The labels of this chat are saved.")).isVisible();
        about(abe);
        assertThat(abe.page().getByLabel("Choir")).isChecked();
        Album.keepAsIs(abe.page(), "chat-labels");

        abe.opens("/chats");
        assertThat(abe.chatWith(other).locator(".label")).hasText("Choir");
        abe.page().locator("#label-all").focus();
        abe.page().keyboard().press("Tab");
        abe.page().keyboard().press("Enter");
        assertThat(current).hasText("✓ Choir");
        assertThat(abe.page()).hasTitle(Pattern.compile("Chats with the label Choir"));
        assertThat(abe.page().locator(".chat-row")).hasCount(1);
        two.other().says("Seen by its label");
        assertThat(abe.chatWith(other)).containsText("Seen by its label");
        assertThat(abe.page().locator(".chat-row")).hasCount(1);
        Album.keepAsIs(abe.page(), "chats-label");
        abe.opensTheChatWith(other);
        assertThat(abe.message("Seen by its label")).isVisible();
        about(abe);
        abe.button("Save labels").click();
        assertThat(abe.page().getByText("The labels of this chat are saved.")).isVisible();
        if (width < 700) {
            abe.link("Back to the chats").click();
        }
        assertThat(current).hasText("✓ Choir");
        assertThat(abe.page().locator(".chat-row")).hasCount(1);
    }

    private static void labelIsRemoved(Two two) {
        var abe = two.one();
        var labels = two.ones().labels();
        var choir = labels.all().getFirst();
        var chat = labels.byConversation().keySet().iterator().next();
        labels.mark(chat, Set.of(), Set.of(choir.id()));
        assertThat(abe.page().getByText("No chat here has the label Choir.")).isVisible();
        abe.link("Show all chats").click();
        assertThat(abe.chatWith("Note to self")).isVisible();

        labels.mark(chat, Set.of(choir.id()), Set.of());
        for (var i = 1; i <= 12; i++) {
            labels.give(chat, "Label " + i);
        }
        abe.opens("/labels");
        Album.keepAsIs(abe.page(), "labels");
        assertEquals(true, abe.page().evaluate("""
                () => [...document.querySelectorAll('main .card')].every(it => it.scrollHeight <= it.clientHeight)"""), "cut off");
        abe.page().locator("details.confirm > summary").first().click();
        abe.button("Remove the label").click();
        assertThat(abe.page().getByText("The label Choir is removed from one chat."))
                .isVisible();
        abe.opens("/chats");
        assertThat(abe.chatWith("Seen by its label").locator(".row-labels"))
                .hasText("Labels: Label 1 Label 2 Label 3 and 9 more");
        Album.keepAsIs(abe.page(), "chats-labels");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m5APersonIsAddedByAnInvitationAndGetsANicknameAndANote(int width) throws Exception {
        var bo = Family.account(family.join("Bo" + width));
        try (var two = Two.meet(family, "Cal" + width, "Dee" + width, width)) {
            var cal = two.one();
            var chat = cal.page().url();
            two.other().opens("/me");
            two.other().page().getByText("Invitation to pass on").click();
            var invitation = two.other().page().locator("#invite").textContent();
            cal.writesFirstTo(
                    invitation.replace(two.others().id().hex(), bo.id().hex()), "You asked for it");
            Family.await(() -> !bo.requests().isEmpty());
            cal.opens("/new?to=" + bo.id().hex());
            assertThat(cal.field("Account ID or name")).hasValue(bo.id().hex());
            cal.page().navigate(chat);
            about(cal);
            cal.field("Nickname").fill("Dee from the choir");
            cal.page().locator("form[action$='/nickname'] button").click();
            assertThat(cal.heading("Dee from the choir").first()).isVisible();
            about(cal);
            cal.field("Private note").fill("Sings alto");
            cal.page().locator("form[action$='/note'] button").click();
            about(cal);
            assertThat(cal.field("Private note")).hasValue("Sings alto");
            Album.keepAsIs(cal.page(), "chat-tools");
            assertThat(two.other().page().locator("body")).not().containsText("choir");
            cal.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m13AChatIsClearedAndDeletedAndComesBack(int width) throws Exception {
        try (var two = Two.meet(family, "Eli" + width, "Fay" + width, width)) {
            var eli = two.one();
            about(eli);
            eli.button("Clear messages for me").click();
            assertThat(eli.page().locator("article.message")).hasCount(0);
            eli.button("Undo").click();
            assertThat(eli.page().locator("article.message")).hasCount(2);
            about(eli);
            eli.button("Delete the chat").click();
            assertThat(eli.chatWith("Fay" + width)).hasCount(0);
            eli.button("Undo").click();
            assertThat(eli.message("Hello Eli" + width)).isVisible();
            eli.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m6RequestsAreDeclinedBlockedAndUnblocked(int width) throws Exception {
        var gus = Family.account(family.join("Gus" + width));
        var hal = Family.account(family.join("Hal" + width));
        var ida = Family.account(family.join("Ida" + width));
        hal.send(gus.id(), "May I?");
        ida.send(gus.id(), "And I?");
        Family.await(() -> gus.requests().size() == 2);
        try (var person = family.somebody(Two.viewport(width));
                var second = family.somebody(Two.viewport(width))) {
            person.signsIn("Gus" + width);
            second.signsIn("Gus" + width);
            assertThat(second.page().locator(".requests-banner")).containsText("2 requests");
            person.opens("/requests");
            Album.keepAsIs(person.page(), "requests-two");
            person.button("Decline Hal" + width).click();
            assertThat(second.page().locator(".requests-banner")).containsText("One request");
            person.button("Undo").click();
            assertThat(second.page().locator(".requests-banner")).containsText("2 requests");
            person.opens("/requests");
            person.page().locator(".row-link").first().click();
            person.page().locator(".standing details.confirm > summary").click();
            person.button("Block this person").click();
            person.opens("/blocked");
            Album.keepAsIs(person.page(), "blocked");
            assertThat(person.page().locator("main .row")).hasCount(1);
            person.page().locator("main .row button").click();
            person.opens("/blocked");
            assertThat(person.page().getByText("Nobody is blocked.")).isVisible();
            person.opens("/requests");
            person.page().locator("details.confirm > summary").last().click();
            person.button("Decline all requests").click();
            assertThat(second.page().locator(".requests-banner")).hasCount(0);
            person.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m12AndM22TimersReceiptsAndTypingAreSeenOnBothSides(int width) throws Exception {
        try (var two = Two.meet(family, "Jan" + width, "Kai" + width, width)) {
            var jan = two.one();
            var kai = two.other();
            kai.says("Nobody is told at first");
            assertThat(jan.message("Nobody is told at first")).isVisible();
            for (var person : new Person[] {jan, kai}) {
                var chat = person.page().url();
                person.opens("/settings");
                person.page().getByLabel("that I read their messages").check();
                person.page().getByLabel("that I am writing").check();
                person.page().locator("form[action='/settings/privacy'] button").click();
                assertThat(person.page().locator(".notice [role='status']")).isVisible();
                person.page().navigate(chat);
            }
            kai.page().locator("#text").pressSequentially("Soon");
            assertThat(jan.page().getByText("Kai" + width + " is writing")).isVisible();
            kai.button("Send").click();
            assertThat(kai.message("Soon")).containsText("Read");
            assertThat(kai.message("Nobody is told at first")).not().containsText("Read");

            about(jan);
            jan.field("What you write here").selectOption("after-send.86400");
            jan.page().locator("form[action$='/timer'] button").first().click();
            assertThat(kai.page().locator(".event").last()).containsText("Jan");
            jan.says("Gone tomorrow");
            assertThat(kai.message("Gone tomorrow").locator(".timer")).isVisible();
            Album.keepAsIs(kai.page(), "chat-timer");
            jan.witness().sawNothing();
            kai.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m21NotesToOneselfAreHiddenAndComeBackWithTheNext(int width) {
        var lea = Family.account(family.join("Lea" + width));
        lea.send(lea.id(), "Buy milk");
        try (var person = family.somebody(Two.viewport(width))) {
            person.signsIn("Lea" + width);
            person.opensTheChatWith("Note to self");
            about(person);
            person.button("Hide from the list").click();
            assertThat(person.chatWith("Note to self")).hasCount(0);
            lea.send(lea.id(), "And bread");
            assertThat(person.chatWith("Note to self")).containsText("And bread");
            Album.keepAsIs(person.page(), "notes");
            person.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m28TheDeviceIsFollowedOrThemeAccentAndSizeAreChosen(int width) {
        Family.account(family.join("Ivy" + width));
        try (var ivy = family.somebody(Two.viewport(width))) {
            ivy.signsIn("Ivy" + width);
            var light = style(ivy.page(), "html", "backgroundColor");
            ivy.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            assertNotEquals(light, style(ivy.page(), "html", "backgroundColor"));
            ivy.opens("/settings");
            ivy.page().getByLabel("Ocean").check();
            ivy.page().getByLabel("Pink").check();
            ivy.page().getByLabel("Dark").check();
            ivy.page().locator("input[name='size'][value='larger']").check();
            ivy.page().locator("form[action='/settings/look'] .primary").click();
            assertThat(ivy.page().locator(".notice [role='status']")).isVisible();
            Album.keepAsIs(ivy.page(), "settings-pink");

            assertEquals("rgb(236, 119, 177)", style(ivy.page(), ".primary", "backgroundColor"));
            assertEquals("rgb(15, 23, 34)", style(ivy.page(), "html", "backgroundColor"));
            assertEquals("21.6px", style(ivy.page(), "html", "fontSize"));
            ivy.witness().sawNothing();
        }
        try (var elsewhere = family.signedIn("Ivy" + width)) {
            assertEquals("rgb(15, 23, 34)", style(elsewhere.page(), "html", "backgroundColor"));
            assertEquals("21.6px", style(elsewhere.page(), "html", "fontSize"));
        }
    }

    private static Object style(Page page, String selector, String property) {
        Locator thing = page.locator(selector).first();
        return thing.evaluate("(it, name) => getComputedStyle(it)[name]", property);
    }
}
