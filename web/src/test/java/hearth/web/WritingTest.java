package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Standing;
import hearth.web.household.DisplayName;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading and writing without a script. */
class WritingTest {

    private static final List<String> MARKUP = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg/onload=alert(1)>",
            "'; alert(1); '",
            "</textarea><b>bold</b>",
            "${7*7} #{nav.chats} [[${frame}]] __${1}__",
            "{0} '{1}'",
            "&lt;already&gt; &amp;amp;",
            "]]> <!-- -->",
            "\u202Eright to left override\u202C");

    @Test
    void whatIsSentStandsOnThePageAfterwards() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            // when
            var sent = browser.post(chat + "/send", Map.of("text", "Ten past six then\nand a second line"));
            // then
            assertEquals(303, sent.status());
            assertEquals(chat, sent.location());
            var last = browser.get(chat).page().all("article").getLast();
            assertTrue(Page.text(last).contains("Ten past six then and a second line"));
            assertTrue(Page.text(last).contains("Sending"), "state as a word");
        }
    }

    @Test
    void aChatIsCalledAfterThePersonEverywhereOnItsPage() {
        try (var box = TestBox.furnished()) {
            var page = box.signedIn().get("/chats/" + Addresses.dana(box)).page();
            assertEquals("Dana", page.heading());
            assertEquals("Chat with Dana", Page.text(page.all("title").getFirst()));
            assertEquals("Message to Dana", Page.text(page.all("label").getFirst()));
            assertEquals(
                    "Messages with Dana", page.byId("messages").orElseThrow().getAttribute("aria-label"));
        }
    }

    @Test
    void howAMessageFaredIsSaidInWords() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var text = browser.get("/chats/" + Addresses.dana(box)).page().text();
            assertTrue(text.contains("The network refused this message. The other person has not got it."));
            assertTrue(text.contains("It goes out by itself when it is back."));
            assertTrue(text.contains("Try now") && text.contains("Take back"));
        }
    }

    @Test
    void aMessageTakenBackComesBackToTheWritingField() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var failed = browser.get(chat)
                    .page()
                    .all("article", it -> it.getAttribute("class").contains("is-failed"))
                    .getFirst();
            var id = failed.getAttribute("id").substring(2);
            // when
            var page = browser.get(browser.post(chat + "/discard", Map.of("message", id))
                            .location())
                    .page();
            // then
            assertTrue(page.byId("m-" + id).isEmpty());
            assertEquals("Shall I get candles?", Page.text(page.byId("text").orElseThrow()));
        }
    }

    @Test
    void aMessageTakenBackStandsBeforeWhatIsInTheWritingFieldAlready() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var failed = browser.get(chat)
                    .page()
                    .all("article", it -> it.getAttribute("class").contains("is-failed"))
                    .getFirst();
            browser.post(chat + "/draft", Map.of("text", "And napkins?"));

            var page = browser.get(browser.post(
                                    chat + "/discard",
                                    Map.of("message", failed.getAttribute("id").substring(2)))
                            .location())
                    .page();

            assertEquals(
                    "Shall I get candles? And napkins?",
                    Page.text(page.byId("text").orElseThrow()));
        }
    }

    @Test
    void tryingAgainSendsAgain() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var failed = browser.get(chat)
                    .page()
                    .all("article", it -> it.getAttribute("class").contains("is-failed"))
                    .getFirst();
            var id = failed.getAttribute("id").substring(2);
            assertEquals(
                    303, browser.post(chat + "/retry", Map.of("message", id)).status());
            assertTrue(browser.get(chat)
                    .page()
                    .byId("m-" + id)
                    .orElseThrow()
                    .getAttribute("class")
                    .contains("is-sending"));
        }
    }

    @Test
    void whatCannotBeSentStaysInTheFieldWithTheReasonBesideIt() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            assertRefused(browser.post(chat + "/send", Map.of("text", "   ")).page(), "", "nothing to send");
            var longest = "ä".repeat(2_000);
            assertRefused(
                    browser.post(chat + "/send", Map.of("text", longest + "!")).page(),
                    longest + "!",
                    "2,001 characters");
            assertEquals(
                    303, browser.post(chat + "/send", Map.of("text", longest)).status());
            box.chats().diskFull(true);
            assertRefused(
                    browser.post(chat + "/send", Map.of("text", "Now?")).page(), "Now?", "disk of the box is full");
        }
    }

    private static void assertRefused(Page page, String kept, String reason) {
        var field = page.byId("text").orElseThrow();
        assertEquals(kept, Page.text(field));
        assertEquals("true", field.getAttribute("aria-invalid"));
        assertTrue(Page.text(page.byId("text-problem").orElseThrow()).contains(reason));
    }

    @Test
    void messagesAndNamesAreNeverMarkup() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var text : MARKUP) {
                var peer = box.chats().talk(SampleChats.person('7'), text, Standing.MUTUAL);
                box.chats().receive(peer, text, TestBox.NOON);
                box.chats().wrote(peer, text, TestBox.NOON, new Delivery.Sending());
                // when: well formed, and the same letters again
                var page = browser.get("/chats/" + peer.text()).page();
                // then
                var said = page.all("p", it -> it.getAttribute("class").equals("text"));
                assertEquals(normal(text), Page.text(said.getLast()));
                assertEquals(normal(text), Page.text(said.get(said.size() - 2)));
                assertTrue(page.all("script").stream().allMatch(it -> it.hasAttribute("src")), text);
                assertTrue(page.all("img").isEmpty(), text);
                assertFalse(browser.get("/chats").body().contains("<script>alert"), text);
                browser.get("/chats").page();
            }
            // then: the first title stayed, as a name
            assertTrue(browser.get("/chats").page().text().contains(MARKUP.getFirst()));
        }
    }

    @Test
    void aNameOfOnesOwnAndAFieldSentBackAreNeverMarkup() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/me");
            for (var text : MARKUP) {
                box.chats().rename(new DisplayName(text));
                assertEquals(
                        text,
                        browser.get("/me").page().byId("name").orElseThrow().getAttribute("value"));
                var page =
                        browser.post("/new", Map.of("id", text, "text", text)).page();
                assertEquals(normal(text), Page.text(page.byId("text").orElseThrow()));
                assertEquals(normal(text), Page.text(page.byId("id").orElseThrow()));
                var door = box.browser();
                door.get("/sign-in");
                var wrong = door.post("/sign-in", Map.of("name", text, "password", "not this one"))
                        .page();
                assertEquals(text.strip(), wrong.byId("name").orElseThrow().getAttribute("value"));
            }
        }
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Test
    void whatANotificationSaysIsShownOnce() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            var saved = browser.post(
                    "/settings/look",
                    Map.of("colours", "ocean", "light", "dark", "size", "large", "language", "browser"));
            assertTrue(browser.get(saved.location()).page().text().contains("Saved."));
            assertFalse(browser.get(saved.location()).page().text().contains("Saved."));
        }
    }

    @Test
    void allFourThemesCanBeChosenAndStay() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            for (var colours : List.of("classic", "ocean")) {
                for (var light : List.of("light", "dark")) {
                    browser.post(
                            "/settings/look",
                            Map.of("colours", colours, "light", light, "size", "normal", "language", "english"));
                    var sheets = browser.get("/chats").page().all("link").stream()
                            .map(it -> it.getAttribute("href"))
                            .filter(it -> it.contains("theme-"))
                            .toList();
                    assertEquals(1, sheets.size());
                    assertTrue(
                            sheets.getFirst().startsWith("/static/theme-" + colours + "-" + light + ".css?v="),
                            sheets.toString());
                }
            }
        }
    }
}
