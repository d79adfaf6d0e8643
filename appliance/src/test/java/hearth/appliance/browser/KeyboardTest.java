package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import hearth.web.account.Chats;
import hearth.web.household.AccountResult;
import hearth.web.household.DisplayName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product without a mouse, and what a screen reader says of it (product.md M36). */
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
            ben.opensTheChatWith("Ada");

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

    /** As narrow as a large screen at 400 %, and a large screen. */
    @ParameterizedTest
    @ValueSource(ints = {320, 1280})
    void m36TheTenMainTasksAreDoneWithTheKeyboardAlone(int width, Family family) throws Exception {
        var name = "Kim" + width;
        var door = family.join(name);
        door.createAccount(new DisplayName("Kim at work"));
        door.recovery().orElseThrow().confirm();
        var kims = ((AccountResult.Opened) door.createAccount(new DisplayName(name), 1)).chats();
        door.recovery().orElseThrow().confirm();
        var lees = Family.account(family.join("Lee" + width));
        try (var kim = family.somebody(Two.viewport(width));
                var lee = family.somebody(Two.viewport(width))) {
            kim.signsIn(name);
            lee.signsIn("Lee" + width);

            startsAChat(kim, lees);
            acceptsARequestAndSends(lee, name);
            assertThat(kim.message("I do")).isVisible();
            answers(kim);
            assertThat(lee.message("Since when?").locator(".quote")).containsText("I do");
            reacts(kim);
            assertThat(lee.message("I do").first().locator(".chip")).hasCount(1);
            attaches(kim);
            assertThat(lee.message("the plan").locator(".file")).hasCount(1);
            searchesAndJumps(kim);
            changesASetting(kim);
            locksAndUnlocks(kim);
            switchesAccount(kim);
            assertEquals(List.of(), kims.requests());
            kim.witness().sawNothing();
            lee.witness().sawNothing();
        }
    }

    private static Locator tab(Person person, String path) {
        return person.page().locator("nav.tabs a[href='" + path + "']");
    }

    private static void startsAChat(Person kim, Chats lees) {
        var keyboard = new Keyboard(kim);
        keyboard.press(tab(kim, "/new"));
        keyboard.type(kim.field("Account ID or name"), lees.id().hex());
        keyboard.type(kim.field("First message"), "Do you live here?");
        keyboard.press(kim.button("Send"));
        assertThat(kim.message("Do you live here?")).isVisible();
    }

    private static void acceptsARequestAndSends(Person lee, String from) {
        var keyboard = new Keyboard(lee);
        keyboard.press(lee.page().locator(".requests-banner"));
        keyboard.press(lee.button("Accept " + from));
        assertThat(lee.page().getByText("You can write to " + from + " now.")).isVisible();
        keyboard.type(lee.page().locator("#text"), "I do");
        keyboard.key("Enter");
        assertThat(lee.message("I do")).isVisible();
        assertThat(lee.page().locator("#text")).isFocused();
    }

    /** Goes to the menu of the newest message, and opens it. */
    private static Locator opensTheMenuOfTheLast(Person kim) {
        var keyboard = new Keyboard(kim);
        var last = kim.page().locator("article.message").last();
        keyboard.goBackTo(kim.page().locator("#messages"));
        keyboard.key("End");
        assertThat(last).isFocused();
        keyboard.press(last.locator(".menu > summary"));
        return last.locator(".menu-items");
    }

    private static void answers(Person kim) {
        var keyboard = new Keyboard(kim);
        keyboard.goTo(kim.page().locator("#text"));
        var menu = opensTheMenuOfTheLast(kim);
        keyboard.goTo(menu.getByRole(AriaRole.BUTTON).first());
        keyboard.key("Escape");
        assertThat(menu).isHidden();
        assertThat(kim.message("I do").locator(".menu > summary")).isFocused();
        keyboard.key("Enter");
        keyboard.press(menu.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Answer")));
        assertThat(kim.page().locator("#text")).isFocused();
        assertThat(kim.page().locator("#replying")).containsText("I do");
        kim.page().keyboard().type("Since when?");
        keyboard.key("Enter");
        assertThat(kim.message("Since when?").locator(".quote")).containsText("I do");
    }

    private static void reacts(Person kim) {
        var keyboard = new Keyboard(kim);
        keyboard.goBackTo(kim.page().locator("#messages"));
        keyboard.key("End");
        keyboard.key("ArrowUp");
        // The answer names it, too.
        var message = kim.message("I do").first();
        assertThat(message).isFocused();
        keyboard.press(message.locator(".menu > summary"));
        keyboard.press(message.locator(".menu-items").getByRole(AriaRole.BUTTON).first());
        assertThat(message.locator(".chip")).hasAttribute("aria-pressed", "true");
        assertThat(message).isFocused();
        keyboard.key("Escape");
        assertThat(kim.page().locator("#text")).isFocused();

        keyboard.press(kim.button("Choose an emoji"));
        assertThat(kim.page().locator("#emoji-picker input")).isFocused();
        keyboard.key("Escape");
        assertThat(kim.page().locator("#emoji-picker")).isHidden();
        assertThat(kim.button("Choose an emoji")).isFocused();
    }

    private static void attaches(Person kim) {
        var keyboard = new Keyboard(kim);
        keyboard.goBackTo(kim.page().locator("#messages"));
        for (var name : List.of("wrong.txt", "plan.txt")) {
            kim.page()
                    .waitForFileChooser(() -> keyboard.press(kim.page().locator("#attach")))
                    .setFiles(new FilePayload(name, "text/plain", "a plan".getBytes(StandardCharsets.UTF_8)));
            assertThat(kim.page().locator(".staged-file")).containsText(name);
            if (name.startsWith("wrong")) {
                keyboard.goBackTo(kim.page().locator("#messages"));
                keyboard.press(kim.button("Take out " + name));
                assertThat(kim.page().locator(".staged-file")).hasCount(0);
                assertThat(kim.page().locator("#text")).isFocused();
                keyboard.goBackTo(kim.page().locator("#messages"));
            }
        }
        keyboard.type(kim.page().locator("#text"), "the plan");
        keyboard.key("Enter");
        assertThat(kim.message("the plan").locator(".file")).hasCount(1);
    }

    private static void searchesAndJumps(Person kim) {
        var keyboard = new Keyboard(kim);
        kim.opens("/chats");
        keyboard.press(kim.link("Search"));
        assertThat(kim.page().locator("#q")).isFocused();
        kim.page().keyboard().type("since");
        keyboard.press(kim.page().locator("#results .row-link").first());
        assertThat(kim.message("Since when?")).isFocused();
        assertThat(kim.message("Since when?")).isInViewport();
    }

    private static void changesASetting(Person kim) {
        var keyboard = new Keyboard(kim);
        kim.opens("/settings");
        keyboard.goTo(kim.page().locator("input[name='light']:checked"));
        keyboard.key("ArrowDown");
        keyboard.key("ArrowDown");
        keyboard.press(kim.page().locator("form[action='/settings/look'] .primary"));
        assertThat(kim.page().locator(".notice [role='status']")).isVisible();
        assertThat(kim.page().locator("input[name='light'][value='dark']")).isChecked();
    }

    private static void locksAndUnlocks(Person kim) {
        var keyboard = new Keyboard(kim);
        keyboard.press(kim.page().locator("main a[href='/settings/safety']"));
        keyboard.press(kim.button("Lock now"));
        assertThat(kim.heading("This browser is locked")).isVisible();
        keyboard.type(kim.field("Password"), Person.PASSWORD);
        keyboard.key("Enter");
        assertThat(kim.heading("Chats")).isVisible();
    }

    private static void switchesAccount(Person kim) {
        var keyboard = new Keyboard(kim);
        keyboard.press(tab(kim, "/me"));
        keyboard.press(kim.page().locator("main a[href='/accounts']"));
        keyboard.press(kim.button("Show Kim at work"));
        assertThat(kim.page().locator(".notice [role='status']")).containsText("Kim at work");
        assertThat(kim.page().locator(".chat-row")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 1280})
    void m36WhatArrivesIsReadOutOnceAndNothingElseIs(int width, Family family) throws Exception {
        try (var two = Two.meet(family, "Mio" + width, "Nia" + width, width)) {
            var mio = two.one();
            var hearing = Hearing.of(mio.page());
            mio.page().reload();
            assertThat(mio.page().locator("html.live")).hasCount(1);

            two.other().says("Are you listening?");
            assertThat(mio.message("Are you listening?")).isVisible();
            mio.says("I am");
            assertThat(mio.message("I am")).containsText("Sent");
            two.other().says("Good");
            assertThat(mio.message("Good")).isVisible();

            var arrived = hearing.with("Are you listening?");
            assertEquals(1, arrived.size(), arrived.toString());
            assertTrue(
                    arrived.getFirst().matches("Nia" + width + " Are you listening\\? \\d+:\\d\\d.*"),
                    arrived.getFirst());
            assertEquals(1, hearing.with("Good").size());
            assertEquals(List.of(), hearing.with("I am"), "what one sent oneself");
            assertEquals(List.of(), hearing.with("Hello"), "what was there before");
            assertThat(mio.message("Good")).hasAccessibleName(Pattern.compile("^Nia" + width + " Good \\d+:\\d\\d"));
            assertThat(mio.message("I am")).hasAccessibleName(Pattern.compile("^You I am \\d+:\\d\\d.* Sent$"));
        }
    }

    @Test
    void m36TheFirstStopsOfAPageLeadToItsContent(Family family) {
        try (var ada = family.signedIn("Ada")) {
            var keyboard = new Keyboard(ada);
            ada.opens("/settings");
            keyboard.key("Tab");
            assertThat(ada.link("Skip to the page")).isFocused();
            keyboard.key("Enter");
            assertThat(ada.page().locator("#main")).isFocused();

            ada.opens("/chats");
            ada.opensTheChatWith("Ben");
            assertThat(ada.page().locator("#text")).isVisible();
            for (var place : List.of("#main", "#messages", "#text")) {
                ada.page().reload();
                var link = ada.page().locator("a.skip[href='" + place + "']");
                while (!(Boolean) link.evaluate("it => it === document.activeElement")) {
                    keyboard.key("Tab");
                    assertThat(ada.page().locator("a.skip:focus")).isInViewport();
                }
                keyboard.key("Enter");
                assertThat(ada.page().locator(place)).isFocused();
            }
            assertEquals(
                    0,
                    ada.page()
                            .locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])")
                            .count());
        }
    }
}
