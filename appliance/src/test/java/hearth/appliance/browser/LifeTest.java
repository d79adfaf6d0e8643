package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import hearth.client.conversation.MessageView;
import hearth.web.account.Chats;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching, several accounts, the lock, notifications and leaving, on a phone and on a large screen. */
@ExtendWith(AtHome.class)
class LifeTest {

    private static final int PHONE = 360;
    private static final int HEIGHT = 740;

    private final Family family;

    LifeTest(Family family) {
        this.family = family;
    }

    private Person person(String name, int width) {
        var person = family.somebody(new Browser.NewContextOptions().setViewportSize(width, HEIGHT));
        person.signsIn(name);
        return person;
    }

    /** A member who has never been here, with an account that is in touch with nobody. */
    private Chats newcomer(String name, int width) {
        return Family.account(family.join(name + width));
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m16FindsPeopleAndMessagesInAllChatsAndInOneAndJumpsToThem(int width) throws Exception {
        var me = newcomer("Sam", width);
        me.send(me.id(), "Zwetschgendatschi for Sunday");
        var ben = family.signedInChats("Ben");
        ben.send(me.id(), "Zwetschgen from our tree");
        Family.await(() -> !me.requests().isEmpty());
        me.accept(me.requests().getFirst().id());
        for (var i = 0; i < 70; i++) {
            me.send(me.id(), "something else, number " + i);
        }
        try (var sam = person("Sam" + width, width)) {
            sam.link("Search").click();
            sam.page().locator("#q").pressSequentially("ZWETSCH");
            var found = sam.page().locator("#results mark");
            assertThat(found).hasText(new String[] {"Zwetschgen", "Zwetschgendatschi"});
            Album.keepAsIs(sam.page(), "search-found");

            sam.page().locator("#q").fill("ben");
            sam.page()
                    .locator("#results .row-link", new Page.LocatorOptions().setHasText("Ben"))
                    .first()
                    .click();
            var about = sam.page().locator(".about-link");
            if (about.isVisible()) {
                about.click();
            }
            sam.link("Search in this chat").click();
            sam.page().locator("#q").pressSequentially("zwetsch");
            assertThat(found).hasText("Zwetschgen");

            sam.opens("/search?q=zwetschgendatschi");
            found.click();

            var target = sam.message("Zwetschgendatschi for Sunday");
            assertThat(target).isInViewport();
            assertThat(sam.message("something else, number 69")).hasCount(0);
            sam.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void d4AddsAnAccountBesideTheFirstAndGoesBackAndForth(int width) {
        newcomer("Mia", width);
        try (var mia = person("Mia" + width, width)) {
            mia.opens("/settings");
            mia.page().locator("a[href='/accounts']").click();
            mia.link("Add an account").click();
            mia.page()
                    .locator("form[action='/account/new']")
                    .getByLabel("Display name")
                    .fill("Mia at work");
            mia.button("Make my account").click();
            assertThat(mia.heading("Recovery words")).isVisible();
            mia.provesTheWords(mia.writesTheWordsDown());

            mia.opens("/accounts");
            assertThat(mia.page().locator(".row")).hasCount(2);
            Album.keepAsIs(mia.page(), "accounts-two");
            mia.button("Show Mia" + width).click();
            assertThat(mia.heading("Chats")).isVisible();
            mia.opens("/accounts");
            assertThat(mia.page().locator(".row", new Page.LocatorOptions().setHasText("shown now")))
                    .containsText("Mia" + width);
            mia.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m33RemovesAnAccountFromTheBoxAndTheNetworkAfterOneQuestion(int width) throws Exception {
        var chats = newcomer("Liv", width);
        var ben = family.signedInChats("Ben");
        chats.send(ben.id(), "for a short time only");
        Family.await(() -> ben.requests().stream().anyMatch(it -> it.peer().equals(chats.id())));
        try (var liv = person("Liv" + width, width)) {
            liv.opens("/accounts");
            liv.link("Remove Liv" + width + "…").click();
            assertThat(liv.heading("Remove the account Liv" + width)).isVisible();
            Album.keepAsIs(liv.page(), "leave");

            liv.button("Remove everywhere").click();

            assertThat(liv.heading("Your Session account")).isVisible();
            assertThat(liv.page().getByText(Pattern.compile("\\d+ nodes confirmed")))
                    .isVisible();
            liv.witness().sawNothing();
        }
        ben.decline(ben.requests().stream()
                .filter(it -> it.peer().equals(chats.id()))
                .findFirst()
                .orElseThrow()
                .id());
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m31WarnsAMinuteBeforeItLocksAndStaysOpenForWhoeverIsStillThere(int width) {
        newcomer("Kol", width);
        try (var kim = family.somebody(new Browser.NewContextOptions().setViewportSize(width, HEIGHT))) {
            kim.page().clock().install();
            kim.signsIn("Kol" + width);
            kim.opens("/settings/safety");
            kim.field("Lock by itself").selectOption("2");
            kim.button("Save").click();
            assertThat(kim.page().getByRole(AriaRole.STATUS).first()).isVisible();
            var warning = kim.page().locator("#lock-warning");
            assertThat(warning).isHidden();

            kim.page().clock().runFor(Duration.ofSeconds(65).toMillis());
            assertThat(warning).isVisible();
            assertThat(warning).containsText(Pattern.compile("in 5\\d seconds"));
            Album.keepAsIs(kim.page(), "lock-warning");
            kim.button("I am still here").click();
            assertThat(warning).isHidden();

            kim.page().clock().runFor(Duration.ofSeconds(125).toMillis());
            assertThat(kim.heading("This browser is locked")).isVisible();
            Album.keepAsIs(kim.page(), "unlock");
            kim.opens("/chats");
            assertThat(kim.heading("This browser is locked")).isVisible();
            kim.field("Password").fill(Person.PASSWORD);
            kim.button("Unlock").click();
            assertThat(kim.heading("Chats")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 1280})
    void m31UnlocksWithAPinAndNoOtherPageOfTheBrowserShowsAnythingMeanwhile(int width) {
        newcomer("Ivo", width);
        try (var ivo = person("Ivo" + width, width)) {
            setsThePin(ivo, "123456");
            assertThat(ivo.page().locator("#pin"))
                    .hasAccessibleDescription(Pattern.compile("6 to 12 digits.* Digits in their order"));
            Album.keepAsIs(ivo.page(), "pin-problem");
            setsThePin(ivo, "204817");
            assertThat(ivo.button("Remove the PIN")).isVisible();
            Album.keepAsIs(ivo.page(), "pin-set");
            var other = ivo.page();

            ivo.opensATab("/settings/safety");
            ivo.button("Lock now").click();

            var pin = ivo.page().locator("#pin");
            assertThat(pin).isFocused();
            Album.keepAsIs(ivo.page(), "unlock-pin");
            assertThat(other.locator("#pin")).isVisible();
            ivo.page().goBack();
            assertThat(pin).isFocused();
            ivo.page().keyboard().type("111222");
            ivo.page().keyboard().press("Enter");
            assertThat(pin).hasAccessibleDescription(Pattern.compile("4 tries are left"));
            assertThat(pin).isFocused();
            Album.keepAsIs(ivo.page(), "unlock-pin-wrong");
            ivo.link("Use the password instead").click();
            assertThat(ivo.field("Password")).isVisible();
            Album.keepAsIs(ivo.page(), "unlock-password");
            ivo.link("Use the PIN instead").click();
            assertThat(pin).isFocused();
            ivo.page().keyboard().type("204817");
            ivo.page().keyboard().press("Enter");
            assertThat(ivo.heading("Chats")).isVisible();
            ivo.witness().sawNothing();
        }
    }

    private static void setsThePin(Person person, String pin) {
        person.opens("/settings/safety");
        person.page().locator("#pin-current").fill(Person.PASSWORD);
        person.field("New PIN").fill(pin);
        person.button("Set the PIN").click();
        assertThat(person.page().locator("#pin-problem, .notice [role='status']"))
                .isVisible();
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m31APageThatTheBrowserKeptIsOutOfSightUntilTheBoxWasAsked(int width) {
        newcomer("Una", width);
        try (var una = person("Una" + width, width)) {
            una.page().evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
            assertThat(una.heading("Chats")).isHidden();

            una.page().evaluate("() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }");

            assertThat(una.heading("Chats")).isVisible();
            assertThat(una.page().locator("html.live")).hasCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m24HearsOfAMessageWithNoMoreThanWasAllowed(int width) throws Exception {
        var chats = newcomer("Noa", width);
        var ben = family.signedInChats("Ben");
        ben.send(chats.id(), "hello");
        Family.await(() -> !chats.requests().isEmpty());
        chats.accept(chats.requests().getFirst().id());
        try (var noa = person("Noa" + width, width)) {
            noa.context().grantPermissions(List.of("notifications"));
            noa.page()
                    .addInitScript("window.shown = []; window.Notification = class extends EventTarget {"
                            + " static permission = 'granted';"
                            + " constructor(title, options) { super();"
                            + " window.shown.push(title + ': ' + options.body); window.tag = options.tag; }"
                            + " close() { sessionStorage.closed = Number(sessionStorage.closed ?? 0) + 1; } };"
                            + " Document.prototype.hasFocus = () => false;");
            noa.opens("/settings/alerts");
            noa.page().getByText("Only the name").click();
            noa.page().getByText("A notification of the browser").first().click();
            noa.button("Save").click();
            Album.keepAsIs(noa.page(), "alerts-saved");
            noa.opens("/new");
            noa.opens("/chats");
            assertThat(noa.page().locator("html.live")).hasCount(1);
            noa.page().locator("body").click(new Locator.ClickOptions().setPosition(2, 2));

            ben.send(chats.id(), "a secret cake");

            noa.page().waitForFunction("() => window.shown.length === 1");
            assertEquals(List.of("Ben: New message"), noa.page().evaluate("() => window.shown"));
            noa.page().waitForFunction("() => document.documentElement.dataset.rang === '1'");
            assertThat(noa.page()).hasTitle(Pattern.compile("^\\(1\\) |^\\(2\\) "));

            for (var page : List.of("/settings", "/people")) {
                noa.opens(page);
                assertThat(noa.page().locator("html.live")).hasCount(1);
                ben.send(chats.id(), "a cake told on " + page);
                noa.page().waitForFunction("() => window.shown.length === 1");
                assertThat(noa.page()).hasTitle(Pattern.compile("^\\([2-4]\\) "));
            }

            noa.page().locator("body").click(new Locator.ClickOptions().setPosition(2, 2));
            newcomer("Pia", width).send(chats.id(), "hello");
            noa.page().waitForFunction("() => window.shown.length === 2 && window.tag === 'requests'");
            newcomer("Quin", width).send(chats.id(), "hello");
            noa.page().waitForFunction("() => window.shown.length === 3 && window.tag === 'requests'");
            assertEquals(
                    "1", noa.page().evaluate("() => document.documentElement.dataset.rang"), "rings for all of them");

            noa.opens("/chats");
            noa.opensTheChatWith("Ben");
            assertEquals("5", noa.page().evaluate("() => sessionStorage.closed"), "a notification goes with its page");
            if (width == PHONE) {
                noa.page().locator(".about-link").click();
            }
            noa.page().locator("#rule").selectOption("none");
            noa.page().locator("form[action$='/alerts'] button").click();
            noa.opens("/chats");
            ben.send(chats.id(), "a second cake");
            assertThat(noa.chatWith("Ben")).containsText("a second cake");
            assertEquals(List.of(), noa.page().evaluate("() => window.shown"));
            noa.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void m3AndM4BringsAnAccountInWatchesItsThingsArriveAndUsesItInBothPlaces(int width) throws Exception {
        var there = newcomer("Old", width);
        var ben = family.signedInChats("Ben");
        ben.send(there.id(), "from before " + width);
        Family.await(() -> !there.requests().isEmpty());
        there.accept(there.requests().getFirst().id());
        there.send(ben.id(), "answered");
        Family.await(() -> there.network().waiting() == 0);
        var words = family.words("Old" + width);
        family.join("New" + width);
        try (var person = family.somebody(new Browser.NewContextOptions().setViewportSize(width, HEIGHT))) {
            person.bringsIn("New" + width, words);

            var card = person.page().locator(".restoration");
            assertThat(card).containsText("Your account is back");
            assertThat(card).containsText("One contact");
            assertThat(card).containsText(Pattern.compile("[1-9]\\d* messages of the last 14 days"));
            Album.keepAsIs(person.page(), "restored");
            person.opensTheChatWith("Ben");
            assertThat(person.message("from before " + width)).isVisible();
            person.opens("/chats");
            person.button("Hide this").click();
            assertThat(card).hasCount(0);

            ben.send(there.id(), "for both of you " + width);
            person.opensTheChatWith("Ben");
            assertThat(person.message("for both of you " + width)).isVisible();
            Family.await(() -> there.conversations().getFirst().unread() == 0);
            person.says("read and answered here " + width);
            Family.await(() -> there.conversations()
                    .getFirst()
                    .last()
                    .filter(MessageView::outgoing)
                    .isPresent());
            there.send(ben.id(), "and there " + width);
            assertThat(person.message("and there " + width)).hasClass(Pattern.compile("mine"));
            person.witness().sawNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, 1280})
    void d2AnotherBrowserGoesOnWhereTheFirstStopped(int width) {
        var me = newcomer("Tom", width);
        me.send(me.id(), "a note");
        try (var phone = person("Tom" + width, width);
                var laptop = person("Tom" + width, 1280)) {
            phone.page().locator(".chat-row").first().click();
            phone.page()
                    .locator("#text")
                    .pressSequentially("half a sen", new Locator.PressSequentiallyOptions().setDelay(100));
            Family.await(
                    () -> !me.draft(me.conversations().getFirst().id()).text().isEmpty());

            laptop.page().locator(".chat-row").first().click();

            assertThat(laptop.page().locator("#text")).hasValue("half a sen");
            laptop.says("half a sentence");
            assertThat(phone.message("half a sentence")).isVisible();
            assertTrue(me.draft(me.conversations().getFirst().id()).text().isEmpty());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
