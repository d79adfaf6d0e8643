package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Quote;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answering a message, and going to the one that is answered. */
class AnsweringTest {

    @Test
    void m7AMessageIsAnsweredWithoutAScript() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var message = Addresses.answered(box);
            var link = browser.get(chat)
                    .page()
                    .all(
                            "a",
                            it -> it.getAttribute("data-reply")
                                    .equals(message.id().toString()))
                    .getFirst();
            assertEquals(chat + "?reply=" + message.id() + "#text", link.getAttribute("href"));

            var form = browser.get(chat + "?reply=" + message.id()).page();
            var above = Page.text(form.byId("replying").orElseThrow());
            assertTrue(above.contains("Your answer to Dana") && above.contains("See you at 6?"), above);
            assertFalse(form.byId("replying").orElseThrow().hasAttribute("hidden"));
            var quote = form.byId("quote").orElseThrow().getAttribute("value");
            browser.post(chat + "/send", Map.of("text", "At six", "quote", quote));

            var last = box.chats().conversations().getFirst().last().orElseThrow();
            assertEquals(
                    Optional.of(message.id()),
                    last.quote().flatMap(Quote::original).map(Quote.Original::id));
            var shown = Page.text(browser.get(chat).page().all("article").getLast());
            assertTrue(shown.contains("Dana See you at 6?") && shown.contains("At six"), shown);
        }
    }

    @Test
    void theAnsweredMessageIsShownWithItsNeighboursAndCanBeGoneTo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var message = Addresses.answered(box);
            var link = browser.get(chat)
                    .page()
                    .all("a", it -> it.getAttribute("class").equals("quote-text"))
                    .getFirst();
            assertEquals(chat + "?at=" + message.key() + "#m-" + message.id(), link.getAttribute("href"));

            var page = browser.get(chat + "?at=" + message.key()).page();

            assertTrue(page.byId("m-" + message.id()).isPresent());
            assertTrue(page.byId("older").isPresent(), "there are earlier ones");
            assertEquals(404, browser.get("/chats/0000000000009999?at=1").status());
            assertEquals(200, browser.get(chat + "?at=nonsense").status());
        }
    }

    @Test
    void anAnswerWhoseMessageIsGoneSaysSo() {
        try (var box = TestBox.furnished()) {
            var text =
                    box.signedIn().get("/chats/" + Addresses.dana(box)).page().text();

            assertTrue(text.contains("The message is not here any more And thank you for that"), text);
        }
    }

    @Test
    void wordsWhoseMessageIsGoneMeanwhileStayInTheField() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            var refused = browser.post(chat + "/send", Map.of("text", "At six", "quote", "999999"));

            assertEquals(422, refused.status());
            assertTrue(refused.page().text().contains("The message you answer is not here any more."));
            assertEquals("At six", Page.text(refused.page().byId("text").orElseThrow()));
            assertEquals("", refused.page().byId("quote").orElseThrow().getAttribute("value"));
        }
    }

    @Test
    void whatCannotBeAnsweredHasNoLinkToDoSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var request = box.chats().requests().getFirst().id().text();

            assertTrue(browser.get("/chats/" + request)
                    .page()
                    .all("a", it -> it.hasAttribute("data-reply"))
                    .isEmpty());
            var waiting = browser.get("/chats/" + Addresses.dana(box)).page().all("article").stream()
                    .filter(it -> Page.text(it).contains("I am on my way"))
                    .findFirst()
                    .orElseThrow();
            assertFalse(Page.text(waiting).contains("Answer"));
        }
    }
}
