package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.EngineEvent;
import hearth.web.sample.SampleChats;
import hearth.web.session.SessionLimits;
import hearth.web.testing.Browser;
import hearth.web.testing.Events;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The stream of events to open pages. */
class LiveTest {

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "Waited in vain: " + what);
            Thread.sleep(5);
        }
    }

    @Test
    void aPageHearsOfItsOwnAccountsMessagesAndOfNothingElse() throws Exception {
        try (var box = TestBox.furnished();
                var events = Events.open(box.signedIn())) {
            assertEquals("text/event-stream", events.mediaType());
            assertTrue(events.header("cache-control").matches("no-store|no-cache"), "kept by no cache");
            assertEquals("hello:", events.next(), "look at everything: something may have been missed");
            await("listening", () -> box.chats().listeners() == 1);
            var dana = box.chats().conversations().getFirst().id();
            // when
            box.chats().receive(dana, "secret words", TestBox.NOON);
            // then
            assertFalse(events.next().contains("secret"), "a name, as nothing else was chosen");
            assertEquals("chat:" + dana.text(), events.next(), "where, but not what");
            box.chats().report(new EngineEvent.PathChanged());
            assertEquals("network:", events.next());
            box.chats().report(new EngineEvent.Overrun());
            assertEquals("hello:", events.next());
        }
    }

    @Test
    void everyPageOfAnAccountHearsOnceAndNoOtherPageDoes() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var path : Addresses.forAda(box)) {
                assertHears(1, path, browser.get(path));
            }
            assertHears(1, "nothing there", browser.get("/nowhere"));
            browser.get("/settings");
            browser.post("/lock", Map.of());
            for (var path : List.of("/unlock", "/help", "/trust")) {
                assertHears(0, "locked: " + path, browser.get(path));
            }
            assertHears(0, "before the sign-in", box.browser().get("/sign-in"));
            assertHears(0, "without TLS", box.plain().get("/help"));
        }
        try (var box = TestBox.fresh()) {
            var browser = box.browser();
            browser.get("/setup");
            browser.post("/setup", Map.of("box", "maple-house", "name", "Ada", "password", "correct horse battery"));
            assertHears(0, "without an account", browser.get("/account"));
        }
    }

    private static void assertHears(int times, String what, Reply reply) {
        for (var script : List.of("live.js", "alerts.js")) {
            assertEquals(
                    times,
                    reply.page()
                            .all("script", it -> it.getAttribute("src").startsWith("/static/" + script))
                            .size(),
                    what + ": " + script);
        }
    }

    @Test
    void pagesWithoutTheListLearnHowMuchIsUnread() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            browser.get("/chats/" + dana.text());
            var before = unread(browser, "/chats/unread", "unread");

            box.chats().receive(dana, "one more", TestBox.NOON);

            assertEquals(before + 1, unread(browser, "/chats/unread", "unread"));
            assertEquals(before + 1, unread(browser, "/chats/list", "chat-list"));
        }
    }

    private static int unread(Browser browser, String path, String id) {
        var part = browser.get(path, Map.of("X-Hearth-Script", "1")).page();
        assertEquals(id, part.root().getAttribute("id"));
        return Integer.parseInt(part.root().getAttribute("data-unread"));
    }

    @Test
    void aPageThatConnectsAgainLooksAtEverythingAgain() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            try (var first = Events.open(browser)) {
                assertEquals("hello:", first.next());
            }
            try (var second = Events.open(browser, Map.of("Last-Event-ID", "7"))) {
                assertEquals("hello:", second.next());
            }
        }
    }

    @Test
    void aBurstOfMessagesIsToldOncePerChat() throws Exception {
        try (var box = TestBox.furnished();
                var events = Events.open(box.signedIn())) {
            events.next();
            await("listening", () -> box.chats().listeners() == 1);
            var dana = box.chats().conversations().getFirst().id();
            for (var i = 0; i < 5_000; i++) {
                box.chats().report(new EngineEvent.ConversationChanged(dana));
            }
            box.chats().report(new EngineEvent.NetworkChanged());
            var told = 0;
            while (!events.next().equals("network:")) {
                told++;
            }
            assertTrue(told < 2_500, "merged while the browser reads: " + told);
        }
    }

    @Test
    void oneSessionHoldsOnlySoManyStreamsAndTheOldestRests() throws Exception {
        var limits = new SessionLimits(Duration.ofHours(20), Duration.ofHours(30), 10, 5, 2);
        try (var box = TestBox.furnished(limits)) {
            var browser = box.signedIn();
            try (var first = Events.open(browser);
                    var second = Events.open(browser)) {
                first.next();
                second.next();
                // when
                try (var third = Events.open(browser)) {
                    // then
                    assertEquals("hello:", third.next());
                    assertEquals("rest:", first.next());
                    assertTrue(first.ended());
                    await("two listen", () -> box.chats().listeners() == 2);
                    box.chats().report(new EngineEvent.NetworkChanged());
                    assertEquals("network:", second.next());
                    assertEquals("network:", third.next());
                }
            }
        }
    }

    @Test
    void signingOutSaysGoodbyeAndEndsTheStream() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            try (var events = Events.open(browser)) {
                events.next();
                browser.get("/settings");
                // when
                browser.post("/sign-out", Map.of());
                // then
                assertEquals("bye:", events.next());
                assertTrue(events.ended());
                await("nobody listens", () -> box.chats().listeners() == 0);
            }
        }
    }

    @Test
    void theEndOfTheBoxEndsEveryStream() throws Exception {
        var box = TestBox.furnished();
        try (var events = Events.open(box.signedIn())) {
            events.next();
            box.close();
            assertEquals("bye:", events.next());
            assertTrue(events.ended());
        }
    }

    @Test
    void aBrowserThatReadsNothingHoldsUpNobody() throws Exception {
        try (var box = TestBox.furnished()) {
            var silent = Events.open(box.signedIn());
            try (var events = Events.open(box.signedIn())) {
                events.next();
                await("both listen", () -> box.chats().listeners() == 2);
                for (var i = 0; i < 20_000; i++) {
                    box.chats().report(new EngineEvent.NetworkChanged());
                }
                assertEquals("network:", events.next());
            } finally {
                silent.close();
            }
        }
    }

    @Test
    void partsForScriptsAreOnlyThemselves() throws IOException {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var headers = Map.of("X-Hearth-Script", "1");
            for (var path : new String[] {
                "/chats/list",
                "/chats/unread",
                "/chats/" + Addresses.dana(box) + "/messages",
                "/chats/" + Addresses.dana(box) + "/around",
                "/path/part"
            }) {
                var reply = browser.get(path, headers);
                assertEquals(200, reply.status(), path);
                assertFalse(reply.body().contains("<html"), path);
                reply.page();
            }
            var error = browser.get("/chats/0123456789abcdef/messages", headers);
            assertEquals(404, error.status());
            assertFalse(error.body().contains("<html"));
            assertEquals(401, box.browser().get("/chats/list", headers).status());
        }
    }
}
