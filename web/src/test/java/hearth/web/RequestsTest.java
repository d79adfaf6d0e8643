package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.web.account.Declines;
import hearth.web.sample.SampleChats;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deciding about people who write for the first time (M6). */
class RequestsTest {

    private static ConversationId request(SampleChats chats) {
        return chats.requests().stream()
                .filter(it -> it.title().equals("Bo"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void anAcceptedRequestBecomesAChatOneCanWriteInto() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + request(box.chats()).text();
            browser.get("/requests");
            // when
            var page = browser.follow(browser.post(chat + "/accept", Map.of())).page();
            // then
            assertTrue(page.text().contains("You can write to Bo now."));
            assertTrue(page.byId("composer").isPresent());
            assertEquals(
                    303,
                    browser.post(chat + "/send", Map.of("text", "Yes, the one with the ladder"))
                            .status());
        }
    }

    @Test
    void aDeclinedRequestIsGoneAtOnceAndComesBackWithOneButton() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + request(box.chats()).text();
            browser.get(chat);
            // when
            var after =
                    browser.follow(browser.post(chat + "/decline", Map.of())).page();
            // then
            assertTrue(after.text().contains("One request waiting"), after.text());
            assertFalse(browser.get("/requests").body().contains("ladder"));
            assertEquals(404, browser.get(chat).status());
            assertEquals(404, browser.post(chat + "/accept", Map.of()).status());
            var undo = after.all("form", it -> it.getAttribute("action").endsWith("/undecline"));
            assertEquals(1, undo.size());
            // when
            var back = browser.follow(browser.post(undo.getFirst().getAttribute("action"), Map.of()))
                    .page();
            // then
            assertTrue(back.text().contains("The request is back."));
            assertTrue(back.text().contains("ladder"));
            assertTrue(browser.get("/chats").page().text().contains("2 requests waiting"));
        }
    }

    @Test
    void whatWasDeclinedIsGoneWhenTheBoxStops() {
        var box = TestBox.furnished();
        var chats = box.chats();
        var request = request(chats);
        var browser = box.signedIn();
        browser.get("/requests");
        browser.post("/chats/" + request.text() + "/decline", Map.of());
        assertTrue(chats.conversation(request).isPresent());
        // when
        box.close();
        // then
        assertTrue(chats.conversation(request).isEmpty());
    }

    @Test
    void takingBackTooLateSaysSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/requests");
            var late = browser.follow(browser.post("/chats/0123456789abcdef/undecline", Map.of()))
                    .page();
            assertTrue(late.text().contains("Too late to take it back"));
        }
    }

    @Test
    void anOrdinaryChatCannotBeDeclined() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            assertEquals(chat, browser.post(chat + "/decline", Map.of()).location());
            assertEquals(200, browser.get(chat).status());
        }
    }

    @Test
    void theEngineHearsOfItWhenTheTimeIsOver() throws InterruptedException {
        try (var box = TestBox.furnished();
                var declines = new Declines(Duration.ofMillis(20))) {
            var chats = box.chats();
            var request = request(chats);
            // when
            declines.decline(chats, request);
            declines.decline(chats, request);
            // then
            var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (chats.conversation(request).isPresent() || declines.has(chats, request)) {
                assertTrue(System.nanoTime() < end, "never declined");
                Thread.sleep(5);
            }
            assertFalse(declines.undo(chats, request));
        }
    }

    @Test
    void aBlockedPersonIsBlockedAndCanComeBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + request(box.chats()).text();
            browser.get(chat);
            var list = browser.follow(browser.post(chat + "/block", Map.of())).page();
            assertTrue(list.text().contains("Bo is blocked."));
            assertTrue(list.text().contains("Blocked people (2)"));
            assertEquals(422, browser.post(chat + "/send", Map.of("text", "x")).status());
            var open = browser.follow(browser.post(chat + "/unblock", Map.of())).page();
            assertTrue(open.byId("composer").isPresent());
        }
    }
}
