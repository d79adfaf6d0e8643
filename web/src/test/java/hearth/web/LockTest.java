package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                    401,
                    browser.get("/chats/list", Map.of("X-Hearth-Script", "1")).status());
            assertEquals(401, browser.post(dana + "/send", Map.of("text", "no")).status());
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
                    401,
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
