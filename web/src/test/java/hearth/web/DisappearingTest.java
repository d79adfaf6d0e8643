package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.Expiry;
import hearth.client.config.Expiry.Mode;
import hearth.client.conversation.Standing;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Choosing that messages disappear, and seeing when they do. */
class DisappearingTest {

    @Test
    void m12ATimeIsChosenWithoutAScriptAndSaidOnThePage() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            assertEquals("off.0", chosen(browser.get(chat).page()));

            var saved = browser.post(chat + "/timer", Map.of("timer", "after-send.86400"));

            assertEquals(chat, saved.location());
            var page = browser.get(chat).page();
            assertEquals("after-send.86400", chosen(page));
            var text = page.text();
            assertTrue(text.contains("From now on this is so."), text);
            assertTrue(text.contains("Yours go one day after being sent"), text);
            assertTrue(text.contains("You let your messages disappear one day after being sent"), text);
            browser.post(chat + "/send", Map.of("text", "Gone soon"));
            var last = Page.text(browser.get(chat).page().all("article").getLast());
            assertTrue(last.contains("until 5 March 12:00"), last);
        }
    }

    @Test
    void whatTheOtherPersonChoseCanBeFollowed() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var page = browser.get(chat).page();
            var text = page.text();
            assertTrue(text.contains("Dana lets messages disappear one hour after being read"), text);
            assertTrue(text.contains("Do the same with mine"), text);
            assertTrue(text.contains("until Today 12:50"), text);
            var offered = page.all("input", it -> it.getAttribute("name").equals("timer"))
                    .getFirst()
                    .getAttribute("value");

            browser.post(chat + "/timer", Map.of("timer", offered));

            var after = browser.get(chat).page();
            assertEquals("after-read.3600", chosen(after));
            assertFalse(after.text().contains("Do the same with mine"), "nothing is left to follow");
        }
    }

    @Test
    void whatIsNoChoiceChangesNothing() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            for (var nonsense :
                    List.of("", "after-read", "after-send.1", "after-read.-300", "off.300", "x".repeat(999))) {
                assertEquals(
                        303,
                        browser.post(chat + "/timer", Map.of("timer", nonsense)).status());
                assertEquals("off.0", chosen(browser.get(chat).page()));
            }
            assertEquals(
                    404,
                    browser.post("/chats/0000000000009999/timer", Map.of("timer", "off.0"))
                            .status());
        }
    }

    @Test
    void notesOfferNoTimeAfterReadingAndRequestsNoneAtAll() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var self = box.chats().talk(box.chats().id(), "Ada", Standing.SELF).text();
            var words =
                    Page.text(browser.get("/chats/" + self).page().byId("timer").orElseThrow());
            assertTrue(words.contains("after being sent") && !words.contains("after being read"), words);
            var request = box.chats().requests().getFirst().id().text();
            assertTrue(browser.get("/chats/" + request).page().byId("timer").isEmpty());
        }
    }

    @Test
    void aTimeThatAnotherAppChoseIsShownAsItIs() {
        try (var box = TestBox.furnished()) {
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            box.chats().setExpiry(dana, new Expiry(Mode.AFTER_SEND, 90));

            var page = box.signedIn().get("/chats/" + dana.text()).page();

            assertEquals("after-send.90", chosen(page));
            assertTrue(page.text().contains("Disappears 90 seconds after being sent"));
        }
    }

    private static String chosen(Page page) {
        var timers = page.byId("timer").orElseThrow();
        return page.all("option", it -> timers.equals(it.getParentNode()) && it.hasAttribute("selected"))
                .getFirst()
                .getAttribute("value");
    }
}
