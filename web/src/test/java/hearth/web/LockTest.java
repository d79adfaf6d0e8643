package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.RecoveryState;
import hearth.web.sample.SampleBox;
import hearth.web.testing.Browser;
import hearth.web.testing.Events;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Locking a browser, and another password. */
class LockTest {

    @Test
    void m31ALockedBrowserShowsNothingUntilThePasswordIsGiven() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = "/chats/" + Addresses.dana(box);
            browser.get("/settings/safety");

            assertEquals("/unlock", browser.post("/lock", Map.of()).location());

            for (var path : Addresses.forAda(box)) {
                if (!path.startsWith("/help") && !path.startsWith("/trust")) {
                    var reply = browser.get(path);
                    assertEquals("/unlock", reply.location(), path);
                    assertFalse(reply.body().contains("Dana"), path);
                }
            }
            assertEquals(
                    423,
                    browser.get("/chats/list", Map.of("X-Hearth-Script", "1")).status());
            assertEquals(423, browser.post(dana + "/send", Map.of("text", "no")).status());
            assertEquals("/unlock", browser.get("/").location());
            assertTrue(browser.get("/unlock").page().text().contains("Ada"));
            assertEquals(422, unlock(browser, "wrong password").status());
            assertEquals("/unlock", browser.get("/chats").location());
            assertEquals("/", unlock(browser, SampleBox.PASSWORD).location());
            assertEquals(200, browser.get(dana).status());
        }
    }

    @Test
    void m31ItLocksByItselfWhenNobodyDoesAnythingWhateverScriptsDo() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings/safety");
            browser.post("/lock/after", Map.of("minutes", "5"));
            var page = browser.get("/chats").page();
            assertEquals("300", page.byId("lock-warning").orElseThrow().getAttribute("data-seconds"));

            box.clock.advance(Duration.ofMinutes(4));
            assertEquals(
                    200,
                    browser.get("/chats/list", Map.of("X-Hearth-Script", "1")).status());
            browser.post("/lock/stay", Map.of(), Map.of("X-Hearth-Script", "1", "Sec-Fetch-Site", "same-origin"));
            box.clock.advance(Duration.ofMinutes(4));
            assertEquals(
                    200,
                    browser.get("/chats/list", Map.of("X-Hearth-Script", "1")).status());
            box.clock.advance(Duration.ofMinutes(1));

            assertEquals(
                    423,
                    browser.get("/chats/list", Map.of("X-Hearth-Script", "1")).status());
            assertEquals("/unlock", browser.get("/chats").location());
            unlock(browser, SampleBox.PASSWORD);
            browser.post("/lock/after", Map.of("minutes", "7 or so"));
            box.clock.advance(Duration.ofHours(10));
            assertEquals(200, browser.get("/chats").status());
        }
    }

    @Test
    void m31TheLiveStreamEndsWithTheLock() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings/safety");
            try (var events = Events.open(browser)) {
                assertEquals("hello:", events.next());

                browser.post("/lock", Map.of());

                assertEquals("locked:", events.next());
            }
        }
    }

    @Test
    void m31WhatThePasswordOpenedOnTopOfSigningInEndsWithTheLock() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/recovery");
            assertEquals(
                    200,
                    browser.post("/recovery/show", Map.of("password", SampleBox.PASSWORD))
                            .status());
            browser.post("/lock", Map.of());
            unlock(browser, SampleBox.PASSWORD);
            browser.get("/recovery");

            browser.post("/recovery/hide", Map.of());

            assertEquals(
                    new RecoveryState.Confirmed(),
                    box.household.recoveryOf("Ada").state());
        }
    }

    @Test
    void m31PagesLeftAloneWithoutAScriptDoNotKeepEachOtherAwake() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings/safety");
            browser.post("/lock/after", Map.of("minutes", "5"));
            var refresh = browser.get("/chats").page().all("meta", it -> it.hasAttribute("http-equiv"));
            assertEquals("300;url=/unlock?idle=yes", refresh.getFirst().getAttribute("content"));
            box.clock.advance(Duration.ofMinutes(3));
            browser.get("/settings");
            box.clock.advance(Duration.ofMinutes(2));

            var first = browser.get("/unlock?idle=yes");
            assertEquals(200, first.status());
            assertFalse(first.body().contains("Dana"));
            box.clock.advance(Duration.ofMinutes(3));

            assertTrue(browser.get("/unlock?idle=yes").page().text().contains("This browser is locked"));
            assertEquals("/unlock", browser.get("/chats").location());
        }
    }

    @Test
    void m31PicturesAndStreamsOfOlderBrowsersAreNoUse() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings/safety");
            browser.post("/lock/after", Map.of("minutes", "5"));
            for (var minute = 0; minute < 5; minute++) {
                box.clock.advance(Duration.ofMinutes(1));
                browser.get("/me/picture", Map.of("Accept", "image/png,image/svg+xml,*/*;q=0.5"));
                browser.get("/nowhere", Map.of("Accept", "text/event-stream"));
            }

            assertEquals(
                    "/unlock",
                    browser.get("/chats", Map.of("Accept", "text/html,*/*;q=0.8"))
                            .location());
        }
    }

    @Test
    void m31ALockThatIsThereAlreadyLeadsToItsPage() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");

            assertEquals("/unlock", browser.post("/lock", Map.of()).location());
            assertEquals("/unlock", browser.post("/lock", Map.of()).location());

            var stranger = box.browser();
            stranger.get("/sign-in");
            assertEquals("/", stranger.post("/lock", Map.of()).location());
        }
    }

    @Test
    void anotherPasswordSignsOtherBrowsersOutAndTheOldOneOpensNothing() {
        try (var box = TestBox.furnished()) {
            var phone = box.signedIn();
            var laptop = box.signedIn();
            laptop.get("/settings/safety");

            assertEquals(
                    422,
                    change(laptop, "not the password", "a whole new password").status());
            assertEquals(422, change(laptop, SampleBox.PASSWORD, "short").status());
            assertEquals(
                    "/settings/safety",
                    change(laptop, SampleBox.PASSWORD, "a whole new password").location());

            assertEquals(200, laptop.get("/chats").status());
            assertEquals("/", phone.get("/chats").location());
            var fresh = box.browser();
            fresh.get("/sign-in");
            assertEquals(
                    422,
                    fresh.post("/sign-in", Map.of("name", "Ada", "password", SampleBox.PASSWORD))
                            .status());
            assertEquals(
                    303,
                    fresh.post("/sign-in", Map.of("name", "Ada", "password", "a whole new password"))
                            .status());
        }
    }

    private static Reply change(Browser browser, String current, String next) {
        return browser.post("/settings/password", Map.of("current", current, "next", next));
    }

    private static Reply unlock(Browser browser, String password) {
        browser.get("/unlock");
        return browser.post("/unlock", Map.of("password", password));
    }
}
