package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.Pin;
import hearth.web.sample.SampleBox;
import hearth.web.testing.Browser;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** M31: a PIN that unlocks a locked browser, and nothing else. */
class PinTest {

    private static final String PIN = "204817";

    @Test
    void m31ThePinUnlocksALockedBrowserAndThePasswordStillDoes() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            setPin(browser, PIN);
            lock(browser);

            var page = browser.get("/unlock").page();
            var field = page.byId("pin").orElseThrow();
            assertEquals("numeric", field.getAttribute("inputmode"));
            assertEquals("one-time-code", field.getAttribute("autocomplete"));
            assertTrue(field.hasAttribute("autofocus"));
            assertTrue(page.byId("password").isEmpty());
            assertEquals("/", byPin(browser, "204 817").location());
            assertEquals(200, browser.get("/chats").status());

            lock(browser);
            var other = browser.get("/unlock?with=password").page();
            assertTrue(other.byId("pin").isEmpty());
            assertTrue(other.byId("password").isPresent());
            assertEquals("/", byPassword(browser, SampleBox.PASSWORD).location());
        }
    }

    @Test
    void m31ItIsSetChangedAndRemovedWithThePasswordOnly() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var wrong = set(browser, "not the password", PIN);
            assertEquals(422, wrong.status());
            assertTrue(wrong.page().byId("pin-current-problem").isPresent());
            assertFalse(hasPin(browser));

            setPin(browser, PIN);
            assertTrue(hasPin(browser));
            setPin(browser, "93017465");
            lock(browser);
            assertEquals(422, byPin(browser, PIN).status());
            assertEquals("/", byPin(browser, "93017465").location());

            browser.get("/settings/safety");
            assertEquals(
                    422,
                    browser.post("/settings/pin/remove", Map.of("pin-current", PIN))
                            .status());
            assertTrue(hasPin(browser));
            browser.post("/settings/pin/remove", Map.of("pin-current", SampleBox.PASSWORD));
            assertFalse(hasPin(browser));
            lock(browser);
            assertTrue(browser.get("/unlock").page().byId("pin").isEmpty());
            assertTrue(
                    byPin(browser, "93017465").page().byId("password-problem").isPresent());
            assertEquals("/unlock", browser.get("/chats").location());
        }
    }

    @Test
    void m31WhatIsGuessedFirstIsNoPin() {
        for (var good : List.of("204817", "112233", "123457", "121212", "204817395116")) {
            assertEquals(Optional.empty(), Pin.of(good).problem(), good);
        }
        assertProblem(Pin.Problem.TOO_SHORT, "20481", "");
        assertProblem(Pin.Problem.TOO_LONG, "2048173951160");
        assertProblem(Pin.Problem.NOT_DIGITS, "20481a", "２０４８１x", "-204817", "2048.17");
        assertProblem(Pin.Problem.ONE_DIGIT_REPEATED, "000000", "777777777777", "７７７７７７");
        assertProblem(Pin.Problem.DIGITS_IN_ORDER, "123456", "987654", "678901", "210987", "٠١٢٣٤٥");
        assertTrue(Pin.of(" 2048 17").isPossible());
        assertFalse(Pin.of("20481").isPossible());
        assertEquals("PIN", Pin.of(PIN).toString());

        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var bad : List.of("123456", "000000", "2048", "abcdef", "")) {
                var reply = set(browser, SampleBox.PASSWORD, bad);
                assertEquals(422, reply.status(), bad);
                var field = reply.page().byId("pin").orElseThrow();
                assertEquals("pin-hint pin-problem", field.getAttribute("aria-describedby"));
            }
            assertFalse(hasPin(browser));
        }
    }

    private static void assertProblem(Pin.Problem problem, String... pins) {
        for (var pin : pins) {
            assertEquals(Optional.of(problem), Pin.of(pin).problem(), pin);
        }
    }

    @Test
    void m31FiveWrongOnesInAllBrowsersTogetherAndOnlyThePasswordHelps() {
        try (var box = TestBox.furnished()) {
            var phone = box.signedIn();
            var laptop = box.signedIn();
            setPin(phone, PIN);
            lock(phone);
            lock(laptop);

            assertLeft("4 tries are left", byPin(laptop, "111222"));
            assertLeft("3 tries are left", byPin(phone, "111223"));
            assertTrue(laptop.get("/unlock").page().text().contains("3 tries are left"), "after a reload");
            assertLeft("2 tries are left", byPin(laptop, "111224"));
            assertEquals(422, byPin(laptop, "11122").status(), "none was tried");
            assertLeft("One try is left", byPin(laptop, "111225"));
            var last = byPin(phone, "111226").page();

            assertTrue(last.byId("pin").isEmpty());
            assertTrue(
                    last.byId("password-problem").orElseThrow().getTextContent().contains("Too many wrong PINs"));
            box.clock.advance(Duration.ofHours(2));
            for (var browser : List.of(phone, laptop)) {
                assertTrue(browser.get("/unlock").page().text().contains("Too many wrong PINs"));
                assertTrue(byPin(browser, PIN).page().byId("pin").isEmpty());
                assertEquals("/unlock", browser.get("/chats").location());
            }
            assertEquals("/", byPassword(laptop, SampleBox.PASSWORD).location());
            assertEquals("/", byPin(phone, PIN).location());
        }
    }

    @Test
    void m31TheRightOneTakesBackOnlyTheSlipsOfItsOwnBrowser() {
        try (var box = TestBox.furnished()) {
            var phone = box.signedIn();
            var laptop = box.signedIn();
            setPin(phone, PIN);
            lock(laptop);
            for (var guess = 0; guess < 3; guess++) {
                byPin(laptop, "11122" + guess);
            }
            lock(phone);
            assertLeft("One try is left", byPin(phone, "111229"));
            assertEquals("/", byPin(phone, PIN).location());

            assertTrue(laptop.get("/unlock").page().text().contains("2 tries are left"));
        }
    }

    @Test
    void m31ManyAtOnceAreNotMoreThanFive() throws Exception {
        try (var box = TestBox.furnished();
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var browser = box.signedIn();
            setPin(browser, PIN);
            lock(browser);
            browser.get("/unlock");
            var form = browser.token();
            var guesses = IntStream.range(0, 12)
                    .<Callable<Reply>>mapToObj(it ->
                            () -> browser.post("/unlock", Map.of("form", form, "pin", "1112%02d".formatted(it))))
                    .toList();

            crowd.invokeAll(guesses);

            box.clock.advance(Duration.ofHours(2));
            assertTrue(byPin(browser, PIN).page().byId("pin").isEmpty());
            assertEquals("/unlock", browser.get("/chats").location());
        }
    }

    @Test
    void m31WrongOnesSlowDownAsWrongPasswordsDo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            setPin(browser, PIN);
            lock(browser);
            for (var guess = 0; guess < 5; guess++) {
                byPin(browser, "11122" + guess);
            }

            var early = byPassword(browser, SampleBox.PASSWORD);
            assertEquals(429, early.status());
            assertTrue(early.page().byId("password-problem").isPresent());
            box.clock.advance(Duration.ofSeconds(2));
            assertEquals("/", byPassword(browser, SampleBox.PASSWORD).location());
        }
    }

    @Test
    void m31ThePinSignsNobodyIn() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            setPin(browser, PIN);
            var fresh = box.browser();
            fresh.get("/sign-in");

            assertEquals(
                    422,
                    fresh.post("/sign-in", Map.of("name", "Ada", "password", PIN))
                            .status());
            assertEquals("/", fresh.post("/unlock", Map.of("pin", PIN)).location());
            assertEquals("/", fresh.get("/chats").location());
            lock(browser);
            assertEquals(422, byPassword(browser, PIN).status());
        }
    }

    @Test
    void m31AnotherPasswordAndAnEndedSessionLeaveNoPinBehind() {
        try (var box = TestBox.furnished()) {
            var phone = box.signedIn();
            var laptop = box.signedIn();
            setPin(laptop, PIN);
            lock(phone);
            laptop.get("/settings/safety");
            laptop.post("/settings/password", Map.of("current", SampleBox.PASSWORD, "next", "a whole new password"));

            assertTrue(laptop.get("/settings/safety").page().text().contains("your PIN is removed"));
            assertFalse(hasPin(laptop));
            assertEquals("/", byPin(phone, PIN).location());
            assertEquals("/", phone.get("/chats").location());
            lock(laptop);
            assertTrue(laptop.get("/unlock").page().byId("pin").isEmpty());
            assertEquals(422, byPin(laptop, PIN).status());
            assertEquals("/unlock", laptop.get("/chats").location());
        }
    }

    @Test
    void m31AMembersPinIsNobodyElses() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            setPin(ada, PIN);
            var ben = box.browser();
            ben.get("/sign-in");
            var password = "another password entirely";
            ben.post("/sign-in", Map.of("name", box.household.joinedAs("Ben", password), "password", password));
            assertFalse(hasPin(ben));
            lock(ben);
            assertEquals(422, byPin(ben, PIN).status());
            assertEquals("/unlock", ben.get("/chats").location());

            lock(ada);
            assertEquals("/", byPin(ada, PIN).location());
        }
    }

    @Test
    void m31TheLockThatComesByItselfOpensWithIt() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            setPin(browser, PIN);
            browser.post("/lock/after", Map.of("minutes", "2"));
            box.clock.advance(Duration.ofMinutes(2));
            assertEquals("/unlock", browser.get("/chats").location());

            assertEquals("/", byPin(browser, PIN).location());

            box.clock.advance(Duration.ofMinutes(1));
            assertEquals(200, browser.get("/chats").status());
            box.clock.advance(Duration.ofMinutes(2));
            assertEquals("/unlock", browser.get("/chats").location());
        }
    }

    private static void assertLeft(String words, Reply reply) {
        assertEquals(422, reply.status());
        var page = reply.page();
        assertTrue(page.byId("pin-problem").orElseThrow().getTextContent().contains(words), page.text());
        assertEquals("pin-problem", page.byId("pin").orElseThrow().getAttribute("aria-describedby"));
        assertEquals("true", page.byId("pin").orElseThrow().getAttribute("aria-invalid"));
    }

    private static boolean hasPin(Browser browser) {
        return browser.get("/settings/safety").body().contains("/settings/pin/remove");
    }

    private static void setPin(Browser browser, String pin) {
        assertEquals("/settings/safety", set(browser, SampleBox.PASSWORD, pin).location());
    }

    private static Reply set(Browser browser, String password, String pin) {
        browser.get("/settings/safety");
        return browser.post("/settings/pin", Map.of("pin-current", password, "pin", pin));
    }

    private static void lock(Browser browser) {
        browser.get("/settings/safety");
        browser.post("/lock", Map.of());
        assertEquals("/unlock", browser.get("/").location());
    }

    private static Reply byPin(Browser browser, String pin) {
        browser.get("/unlock");
        return browser.post("/unlock", Map.of("pin", pin));
    }

    private static Reply byPassword(Browser browser, String password) {
        browser.get("/unlock?with=password");
        return browser.post("/unlock", Map.of("password", password));
    }
}
