package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Drafts, chats put aside, long messages, mentions and everything about one message. */
class DraftsTest {

    @Test
    void m10WhatIsWrittenIsThereInEveryBrowserUntilItIsSent() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var answered = Addresses.answered(box).id().toString();
            browser.get(chat);

            browser.post(chat + "/draft", Map.of("text", "half a sent", "quote", answered));

            var other = box.signedIn().get(chat).page();
            assertEquals("half a sent", Page.text(other.byId("text").orElseThrow()));
            assertEquals(answered, other.byId("quote").orElseThrow().getAttribute("value"));
            assertTrue(browser.get(chat).page().text().contains("Your words are kept here"));
            browser.post(chat + "/send", Map.of("text", "half a sentence"));
            assertEquals("", Page.text(browser.get(chat).page().byId("text").orElseThrow()));
            assertEquals(
                    404, browser.post("/chats/0000000000009999/draft", Map.of()).status());
        }
    }

    @Test
    void m17AChatIsPutAsideAndTakenBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var id = Addresses.dana(box);
            browser.get("/chats/" + id);

            assertEquals(
                    "/chats",
                    browser.post("/chats/" + id + "/archive", Map.of()).location());

            var list = browser.get("/chats").page();
            assertTrue(list.text().contains("The chat with Dana is put aside."));
            assertTrue(list.text().contains("Put aside (1) DDana"), list.text());
            browser.post("/chats/" + id + "/unarchive", Map.of());
            assertFalse(browser.get("/chats").page().text().contains("Put aside"));
        }
    }

    @Test
    void aLongMessageIsFoldedAndCompleteAllTheSame() {
        try (var box = TestBox.furnished()) {
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            var words = "word ".repeat(390).strip();
            var lines = "line\n".repeat(80).strip();
            var emoji = "😀".repeat(900);
            for (var text : new String[] {words, lines, emoji}) {
                var message = box.chats().receive(dana, text, TestBox.NOON);
                var shown = article(box.signedIn(), dana.text(), message);
                assertTrue(Page.text(shown).contains("Read on"), text);
                assertEquals(text.replaceAll("\\s", ""), words(shown).replaceAll("\\s", ""), "nothing is lost");
            }
            var brief = box.chats().receive(dana, "word ".repeat(150), TestBox.NOON);
            assertFalse(Page.text(article(box.signedIn(), dana.text(), brief)).contains("Read on"));
        }
    }

    @Test
    void aMentionShowsTheNameOfWhoIsMeant() {
        try (var box = TestBox.furnished()) {
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            var own = box.chats().id().hex();
            var stranger = SampleChats.person('7').hex();
            var text = "@" + own + " or @" + SampleChats.person('d').hex() + "? Not @" + stranger + ", and @05ab";
            var message = box.chats().receive(dana, new MessageBody.Text(text), TestBox.NOON);

            var shown = Page.text(article(box.signedIn(), dana.text(), message));

            assertTrue(shown.contains("@You or @Dana? Not @" + stranger + ", and @05ab"), shown);
        }
    }

    @Test
    void everythingAboutAMessageIsOnAPageOfItsOwn() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var message = Addresses.answered(box);

            var text = browser.get(chat + "/messages/" + message.id()).page().text();

            assertTrue(text.contains("See you at 6?") && text.contains("Written byDana"), text);
            assertTrue(text.contains("Sent4 March 2026 11:35:00"), text);
            assertTrue(text.contains("Arrived on this box4 March 2026 11:35:00"), text);
            for (var wrong : new String[] {"999999", "x", "0"}) {
                assertEquals(404, browser.get(chat + "/messages/" + wrong).status());
            }
            var other = box.chats().conversationWith(SampleChats.person('f')).text();
            assertEquals(
                    404,
                    browser.get("/chats/" + other + "/messages/" + message.id()).status());
        }
    }

    /** All paragraphs of text in a message, one after the other. */
    private static String words(Element article) {
        var all = new StringBuilder();
        var paragraphs = article.getElementsByTagName("p");
        for (var i = 0; i < paragraphs.getLength(); i++) {
            if (paragraphs.item(i) instanceof Element paragraph
                    && paragraph.getAttribute("class").equals("text")) {
                all.append(paragraph.getTextContent());
            }
        }
        return all.toString();
    }

    private static Element article(Browser browser, String chat, MessageId message) {
        return browser.get("/chats/" + chat).page().byId("m-" + message).orElseThrow();
    }
}
