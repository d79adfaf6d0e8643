package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What counts as read (product.md section 5.3): what was shown to somebody, and nothing else. */
class ReadingTest {

    private static final Map<String, String> SCRIPT = Map.of("X-Hearth-Script", "1");

    private static ConversationId dana(TestBox box) {
        return box.chats().conversationWith(SampleChats.person('d'));
    }

    private static String chat(TestBox box) {
        return "/chats/" + dana(box).text();
    }

    private static List<MessageId> unread(TestBox box, int count) {
        var ids = new ArrayList<MessageId>();
        for (var i = 0; i < count; i++) {
            ids.add(box.chats().receive(dana(box), "number " + i, TestBox.NOON));
        }
        return ids;
    }

    private static int unreadCount(TestBox box) {
        return box.chats().conversation(dana(box)).orElseThrow().summary().unread();
    }

    @Test
    void whatFitsOnThePageIsReadWhenItIsOpenedWithoutScripts() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            unread(box, 20);

            var page = browser.get(chat(box)).page();

            assertTrue(page.byId("unread-mark").isPresent());
            assertEquals(0, unreadCount(box));
        }
    }

    @Test
    void aScriptSaysWhatWasLookedAt() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            unread(box, 20);
            browser.get("/chats/list", SCRIPT);

            var last = browser.get(chat(box)).page().byId("items").orElseThrow().getAttribute("data-last");

            assertEquals(20, unreadCount(box), "the page may be open in the background");
            browser.post(chat(box) + "/read", Map.of("up-to", last));
            assertEquals(0, unreadCount(box));
        }
    }

    @Test
    void aChatWithMoreThanAPageOfNewMessagesBeginsAtTheFirstOfThem() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get(chat(box));
            var ids = unread(box, 120);

            var address = browser.get(chat(box)).location();

            assertTrue(address.endsWith("#unread-mark"), address);
            assertEquals(120, unreadCount(box));
            var first = page(browser, address);
            assertTrue(first.byId("unread-mark").isPresent());
            assertTrue(first.byId("m-" + ids.getFirst()).isPresent());
            assertFalse(first.byId("m-" + ids.getLast()).isPresent());
            var left = unreadCount(box);
            assertTrue(left > 0 && left < 120, "read as far as it was shown, but " + left + " are left");

            var newer = first.byId("newer").orElseThrow();
            while (unreadCount(box) > 0) {
                var before = unreadCount(box);
                var link = (Element) newer.getElementsByTagName("a").item(0);
                var next = browser.get(link.getAttribute("href")).page();
                assertTrue(unreadCount(box) < before);
                newer = next.byId("newer").orElse(newer);
            }
        }
    }

    @Test
    void whatIsFurtherDownIsNotReadWhileSomethingBeforeItWasLeftOut() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get(chat(box));
            var ids = unread(box, 120);

            browser.get(chat(box) + "?reply=" + ids.getLast());

            assertEquals(120, unreadCount(box));
        }
    }

    private static Page page(Browser browser, String address) {
        return browser.get(address.substring(0, address.indexOf('#'))).page();
    }
}
