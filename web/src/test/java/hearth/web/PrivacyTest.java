package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Privacy;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see of a member, and what the member sees of them. */
class PrivacyTest {

    @Test
    void m22ReceiptsAndTypingAreOffUntilTheyAreChosen() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertEquals(List.of(), chosen(browser.get("/settings").page()));

            browser.post("/settings/privacy", Map.of("receipts", "yes"));

            assertEquals(new Privacy(true, false), box.chats().privacy());
            assertEquals(List.of("receipts"), chosen(browser.get("/settings").page()));
            browser.post("/settings/privacy", Map.of("typing", "yes"));
            assertEquals(new Privacy(false, true), box.chats().privacy());
        }
    }

    @Test
    void aMessageThatWasReadSaysSo() {
        try (var box = TestBox.furnished()) {
            var dana = Addresses.dana(box);
            var message = box.chats().conversationWith(SampleChats.person('d'));
            box.chats().wrote(message, "Did you see?", TestBox.NOON, new Delivery.Read());

            var last = Page.text(
                    box.signedIn().get("/chats/" + dana).page().all("article").getLast());

            assertTrue(last.contains("✓✓ Read"), last);
        }
    }

    @Test
    void thatSomebodyWritesIsSaidInWords() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            assertFalse(browser.get(chat).page().text().contains("Dana is writing"));

            box.chats().writing(dana, true);

            assertTrue(browser.get(chat).page().text().contains("Dana is writing"));
            assertTrue(browser.get(chat + "/messages", Map.of("X-Hearth-Script", "1"))
                    .body()
                    .contains("Dana is writing"));
        }
    }

    @Test
    void aScriptTellsThatTheMemberWrites() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            assertEquals(
                    204,
                    browser.post(chat + "/typing", Map.of("something", "yes")).status());
            browser.post(chat + "/typing", Map.of());

            assertEquals(List.of("Dana on", "Dana off"), box.chats().typed());
            assertEquals(
                    404,
                    browser.post("/chats/0000000000009999/typing", Map.of()).status());
        }
    }

    private static List<String> chosen(Page page) {
        return page
                .all("input", it -> it.getAttribute("type").equals("checkbox") && it.hasAttribute("checked"))
                .stream()
                .map(it -> it.getAttribute("name"))
                .filter(name -> !name.equals("enter"))
                .toList();
    }
}
