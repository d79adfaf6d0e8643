package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with messages, on a phone and on a large screen (product.md M7, M10, M13, M18, M21). */
@ExtendWith(AtHome.class)
class MessageMenuTest {

    private final Family family;

    MessageMenuTest(Family family) {
        this.family = family;
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m7MessagesAreAnsweredReactedToAndDeleted(int width) throws Exception {
        try (var two = Two.meet(family, "Uma" + width, "Vic" + width, width)) {
            var uma = two.one();
            var vic = two.other();

            Two.menu(uma, "Hello Uma" + width)
                    .getByRole(AriaRole.BUTTON)
                    .first()
                    .click();
            var chip = vic.message("Hello Uma" + width).locator(".chip");
            assertThat(chip).hasAttribute("aria-label", "face with tears of joy: reaction of Uma" + width);
            chip.click();
            assertThat(uma.message("Hello Uma" + width).locator(".chip")).containsText("2");
            chip.click();
            assertThat(uma.message("Hello Uma" + width).locator(".chip")).not().containsText("2");

            Two.menu(uma, "Hello Uma" + width).getByText("Answer").click();
            uma.says("Good morning");
            assertThat(vic.message("Good morning").locator(".quote")).containsText("Hello Uma" + width);

            Two.menu(vic, "Good morning").getByText("Delete for me").click();
            assertThat(vic.page().getByText("The message is deleted for you.")).isVisible();
            assertThat(vic.message("Good morning")).hasCount(0);
            vic.button("Undo").click();
            assertThat(vic.message("Good morning")).isVisible();

            Album.keep(vic.page(), "chat-reactions-" + width);
            uma.witness().sawNothing();
            vic.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m13AMessageIsDeletedForEveryoneAndStaysDeleted(int width) throws Exception {
        try (var two = Two.meet(family, "Wim" + width, "Xia" + width, width)) {
            var wim = two.one();
            var xia = two.other();
            wim.says("Never said");
            assertThat(xia.message("Never said")).isVisible();
            assertThat(wim.message("Never said")).hasClass(Pattern.compile("is-sent"));

            Two.menu(wim, "Never said").getByText("Delete for everyone").click();
            wim.button("Delete for good").click();

            assertThat(xia.message("Never said")).hasCount(0);
            assertThat(xia.page().locator("article.message").last()).containsText("deleted");
            assertThat(wim.message("Never said")).hasCount(0);
            xia.opens("/chats");
            assertThat(xia.chatWith("Wim" + width)).not().containsText("Never said");
            wim.witness().sawNothing();
        }
    }

    @Test
    void m13SeveralAreSelectedAndDeletedAtOnceInEveryBrowserOfTheMember() throws Exception {
        try (var two = Two.meet(family, "Yan", "Zoe", 360);
                var second = family.somebody(Two.viewport(1300))) {
            second.signsIn("Yan");
            second.opensTheChatWith("Zoe");
            var yan = two.one();
            Two.menu(yan, "Hello Yan").getByText("Select several").click();
            yan.page().locator("article.mine .pick input").check();
            Album.keep(yan.page(), "chat-select");
            yan.button("Delete for me").click();

            assertThat(yan.page().getByText("2 messages are deleted for you.")).isVisible();
            assertThat(second.page().locator("article.message")).hasCount(0);
            assertThat(two.other().message("Hello Yan")).isVisible();
            yan.button("Undo").click();
            assertThat(second.page().locator("article.message")).hasCount(2);
            yan.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m10WritingIsComfortable(int width) throws Exception {
        try (var two = Two.meet(family, "Pat" + width, "Rae" + width, width)) {
            var pat = two.one();
            var field = pat.page().locator("#text");

            var table = new ArrayList<Route>();
            pat.page().route("**/emoji/*", table::add);
            pat.button("Choose an emoji").click();
            pat.page().keyboard().type("red heart");
            pat.page().keyboard().press("ArrowDown");
            pat.page().keyboard().press("Enter");
            pat.page().waitForCondition(() -> !table.isEmpty());
            table.getFirst().resume();
            assertThat(field).hasValue("❤️");
            assertThat(field).isFocused();
            Album.keep(pat.page(), "chat-composer-" + width);

            field.fill("");
            field.pressSequentially("cake :birthday");
            assertThat(pat.page().locator("#emoji-hints li").first()).containsText("birthday cake");
            pat.page().keyboard().press("Enter");
            assertThat(field).hasValue("cake 🎂");
            pat.button("Send").click();
            assertThat(two.other().message("cake 🎂")).isVisible();

            assertThat(field).hasValue("");
            field.press("ArrowUp");
            assertThat(field).hasValue("cake 🎂");

            field.fill("x".repeat(1_990));
            assertThat(pat.page().locator("#counter")).containsText("10");
            field.fill("@Ra");
            field.pressSequentially("e");
            assertThat(pat.page().locator("#emoji-hints li").first()).hasText("@Rae" + width);
            pat.page().keyboard().press("Tab");
            pat.page().keyboard().type("look");
            pat.button("Send").click();
            assertThat(two.other().page().locator("article.message").last()).containsText("@You look");
            pat.witness().sawNothing();
        }
    }

    @Test
    void m10EnterSendsUntilItIsSwitchedOffAndArrowUpBringsBackWhatWasWrittenLast() throws Exception {
        try (var two = Two.meet(family, "Sid", "Tea", 1300)) {
            var sid = two.one();
            var field = sid.page().locator("#text");
            var received = two.other().page().locator("article.message .text").last();
            field.pressSequentially("first");
            field.press("Shift+Enter");
            sid.page().keyboard().type("second line");
            assertThat(field).hasValue("first\nsecond line");
            field.press("Enter");
            assertThat(received).hasText("first\nsecond line");
            assertThat(field).hasValue("");

            field.pressSequentially("begun");
            field.press("ArrowUp");
            assertThat(field).hasValue("begun");
            field.fill("");
            field.press("ArrowUp");
            assertThat(field).hasValue("first\nsecond line");
            field.press("End");
            field.press("!");
            field.press("Enter");
            assertThat(received).hasText("first\nsecond line!");

            wantsEnterToMakeNewLines(sid);
            field.pressSequentially("by hand");
            field.press("Enter");
            assertThat(field).hasValue("by hand\n");
            field.press("Control+Enter");
            assertThat(received).hasText("by hand");
            assertThat(field).hasValue("");
            sid.witness().sawNothing();
        }
    }

    @Test
    void m10OnATouchScreenEnterMakesANewLine() throws Exception {
        var touch = new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setHasTouch(true)
                .setIsMobile(true);
        Two.acquaint(family, "Uli", "Val");
        try (var uli = family.somebody(touch)) {
            uli.signsIn("Uli");
            uli.opensTheChatWith("Val");
            var field = uli.page().locator("#text");
            field.pressSequentially("one");
            field.press("Enter");
            assertThat(field).hasValue("one\n");
            field.pressSequentially("two");
            uli.button("Send").click();
            assertThat(uli.page().locator("article.mine .text").last()).hasText("one\ntwo");
            uli.witness().sawNothing();
        }
    }

    /** Chooses it in the settings, and comes back to the chat that was open. */
    private static void wantsEnterToMakeNewLines(Person person) {
        var chat = person.page().url();
        person.opens("/settings");
        person.page().getByLabel("The Enter key sends").uncheck();
        person.page().locator("form[action='/settings/look'] .primary").click();
        assertThat(person.page().locator(".notice [role='status']")).isVisible();
        person.page().navigate(chat);
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1300})
    void m9WhatIsSentInTheMomentTheBrowserClosesArrives(int width) throws Exception {
        try (var two = Two.meet(family, "Kit" + width, "Lou" + width, width)) {
            two.one().page().locator("#text").fill("Off I go");
            two.one().page().locator(".send").click();
            two.one().page().close();

            assertThat(two.other().message("Off I go")).isVisible();
        }
    }
}
