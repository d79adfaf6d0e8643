package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.Labels;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelName;
import hearth.client.conversation.Standing;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Labels of chats, as a browser without script uses them (product.md M17). */
class LabelsTest {

    private static ConversationId id(TestBox box, char digit) {
        return box.chats().conversationWith(SampleChats.person(digit));
    }

    private static String chat(TestBox box, char digit) {
        return "/chats/" + id(box, digit).text();
    }

    private static List<String> of(TestBox box, char digit) {
        return box.chats().labels().of(id(box, digit)).stream().map(Label::name).toList();
    }

    private static List<String> titles(Page page) {
        return page.all("a", it -> it.getAttribute("class").startsWith("chat-row")).stream()
                .map(it -> it.getAttribute("id"))
                .toList();
    }

    private static List<String> rows(TestBox box, char... digits) {
        return new String(digits)
                .chars()
                .mapToObj(digit -> "c-" + id(box, (char) digit).text())
                .toList();
    }

    private static Element current(Page page) {
        return page.all("a", it -> it.getAttribute("class").equals("label-link") && it.hasAttribute("aria-current"))
                .getFirst();
    }

    private static String told(Browser browser, Reply reply) {
        return browser
                .follow(reply)
                .page()
                .all("p", it -> it.getAttribute("role").equals("status"))
                .stream()
                .map(Page::text)
                .findFirst()
                .orElse("");
    }

    @Test
    void m17AChatGetsLabelsOnItsDetailsPageAndShowsThem() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var before = browser.get(chat(box, 'e')).page();
            assertTrue(before.text().contains("They stay on this box: your other devices do not know them."));
            assertTrue(before.byId("about").orElseThrow().getTextContent().contains("Book club"));

            assertEquals(
                    "The labels of this chat are saved.",
                    told(
                            browser,
                            browser.post(
                                    chat(box, 'e') + "/labels",
                                    Map.of("shown", "1,2", "label-1", "yes", "name", "  Far   away "))));

            assertEquals(List.of("Family", "Far away"), of(box, 'e'), "taken, given, and made");
            var row =
                    browser.get("/chats").page().byId(rows(box, 'e').getFirst()).orElseThrow();
            assertTrue(Page.text(row).contains("Labels: Family Far away"), Page.text(row));
            browser.post(chat(box, 'e') + "/labels", Map.of("name", "FAMILY"));
            assertEquals(List.of("Family", "Far away"), of(box, 'e'), "what did not stand on the page is left alone");
            var found = browser.get("/search?q=book").page().text();
            assertTrue(found.contains("Labels: Family Far away"), found);
        }
    }

    @Test
    void whatIsNoNameOrOneTooManyIsRefusedAndSaysWhy() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get(chat(box, 'd'));
            var form = chat(box, 'd') + "/labels";

            assertEquals(
                    "This label is too long. Use at most 30 characters.",
                    told(browser, browser.post(form, Map.of("name", "x".repeat(LabelName.LENGTH_MAX + 1)))));
            assertEquals(
                    "A label needs a name that can be seen.",
                    told(browser, browser.post(form, Map.of("name", "\u200b"))));
            for (var i = box.chats().labels().all().size(); i < Labels.LABELS_MAX; i++) {
                box.chats().labels().give(id(box, 'd'), "label " + i);
            }
            assertEquals(
                    "There are 40 labels already, as many as there can be. Remove one first.",
                    told(browser, browser.post(form, Map.of("name", "one more"))));
            var row =
                    browser.get("/chats").page().byId(rows(box, 'd').getFirst()).orElseThrow();
            assertTrue(Page.text(row).contains("and 36 more"), Page.text(row));
            assertEquals(
                    404,
                    browser.post("/chats/0000000000000000/labels", Map.of()).status());
        }
    }

    @Test
    void m17TheListIsLookedAtByLabelAndTheFilterGoesAlong() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var all = browser.get("/chats").page();
            assertEquals("All chats", current(all).getLastChild().getTextContent());
            var unread = all.byId("chat-list").orElseThrow().getAttribute("data-unread");

            var family = browser.get(href(all, "label-1")).page();
            assertEquals(rows(box, 'd', 'f'), titles(family));
            assertEquals("✓ Family", Page.text(current(family)));
            assertTrue(family.text().contains("Only chats with the label Family are shown."));
            assertTrue(Page.text(family.all("title").getFirst()).contains("Chats with the label Family"));
            assertEquals(unread, family.byId("chat-list").orElseThrow().getAttribute("data-unread"), "of all chats");

            var opened = browser.get(href(family, rows(box, 'f').getFirst())).page();
            assertEquals(rows(box, 'd', 'f'), titles(opened));
            assertEquals(chat(box, 'f') + "?label=2", href(opened, "label-2"), "the chat stays open");
            assertFalse(
                    opened.all("a", it -> it.getAttribute("href").equals("/chats?label=1"))
                            .isEmpty(),
                    "the way back");
            var part = browser.get(
                    "/chats/list?current=" + id(box, 'f').text() + "&label=1", Map.of("X-Hearth-Script", "1"));
            assertEquals(rows(box, 'd', 'f'), titles(part.page()));
            var around = browser.get(chat(box, 'f') + "/around?label=1", Map.of("X-Hearth-Script", "1"));
            assertTrue(around.body().contains("href=\"/chats?label=1\""));
        }
    }

    @Test
    void formsLeaveTheListAsItWas() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var labels = box.chats().labels();
            labels.give(id(box, 'f'), "Family");
            browser.get(chat(box, 'f') + "?label=1");

            assertEquals(
                    chat(box, 'f') + "?label=1",
                    sent(box, browser, 'f', "labels", chat(box, 'f') + "?label=1"),
                    "the chat");
            assertEquals("/chats?label=1", sent(box, browser, 'f', "archive", chat(box, 'f') + "?label=1"), "the list");
            assertEquals("/chats", sent(box, browser, 'd', "archive", chat(box, 'd') + "?label=x'%0d"));
            assertEquals(chat(box, 'd'), sent(box, browser, 'd', "unarchive", "/%"));
        }
    }

    /** Where a form of a chat leads, sent from a page at this address. */
    private static String sent(TestBox box, Browser browser, char peer, String form, String page) {
        var origin = "https://" + browser.host();
        return browser.post(
                        chat(box, peer) + "/" + form,
                        Map.of(),
                        Map.of("Origin", origin, "Sec-Fetch-Site", "same-origin", "Referer", origin + page))
                .location();
    }

    private static String href(Page page, String id) {
        return page.byId(id).orElseThrow().getAttribute("href");
    }

    @Test
    void chatsThatAreOutOfTheWayAreFilteredTooAndWhereNothingIsAWayLeadsBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var labels = box.chats().labels();
            labels.give(id(box, '8'), "Book club");
            browser.get("/labels");
            browser.post(chat(box, 'e') + "/archive", Map.of());

            var club = browser.get("/chats?label=2").page();
            assertEquals(rows(box, 'e', '8'), titles(club));
            assertTrue(club.text().contains("No chat here has the label Book club."));

            box.chats().hide(id(box, 'd'));
            browser.post(chat(box, 'f') + "/labels", Map.of("shown", "1,2"));
            assertTrue(browser.get("/chats").page().byId("label-1").isEmpty(), "nothing to be seen by it");
            var empty = browser.get("/chats?label=1").page();
            assertEquals(List.of(), titles(empty));
            assertEquals("✓ Family", Page.text(current(empty)));
            assertTrue(empty.text().contains("No chat here has the label Family."));
            assertEquals("/chats", href(empty, "label-back"));

            var gone = browser.get("/chats?label=77").page();
            assertTrue(gone.text().contains("There is no such label any more."));
            assertEquals("/chats", href(gone, "label-back"));
            assertEquals(
                    titles(browser.get("/chats").page()),
                    titles(browser.get("/chats?label=x'y").page()));
        }
    }

    @Test
    void m17LabelsAreRenamedArrangedAndRemoved() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var page = browser.get("/labels").page();
            assertTrue(page.text().contains("Family 2 chats"), page.text());

            assertEquals(
                    "The label is called Kin now.",
                    told(browser, browser.post("/labels/1/rename", Map.of("name", "Kin"))));
            assertEquals(List.of("Kin"), of(box, 'd'));
            assertEquals(
                    "There is a label Kin already, and each name is there only once.",
                    told(browser, browser.post("/labels/2/rename", Map.of("name", "KIN"))));
            assertEquals("The label Book club is moved.", told(browser, browser.post("/labels/2/up", Map.of())));
            assertEquals(
                    "There is no other label on that side of Book club.",
                    told(browser, browser.post("/labels/2/up", Map.of())));
            assertEquals(
                    "The label Kin is removed from 2 chats.",
                    told(browser, browser.post("/labels/1/remove", Map.of())));
            assertEquals("There is no such label any more.", told(browser, browser.post("/labels/1/remove", Map.of())));
            assertEquals(List.of(), of(box, 'd'));
            assertEquals(
                    "The label Book club is removed from one chat.",
                    told(browser, browser.post("/labels/2/remove", Map.of())));
            assertTrue(browser.get("/labels").page().text().contains("There are no labels yet."));
            assertTrue(browser.get("/chats").page().byId("label-all").isEmpty(), "nothing to choose from");
        }
    }

    @Test
    void aDeletedChatLosesItsLabelsAlsoWhenItIsEmpty() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var labels = box.chats().labels();
            var empty = box.chats().talk(SampleChats.person('7'), "Zoe", Standing.MUTUAL);
            labels.give(empty, "Family");
            browser.get("/labels");

            browser.post("/chats/" + empty.text() + "/delete", Map.of());
            browser.post(chat(box, 'd') + "/delete-person", Map.of());

            assertEquals(List.of(), labels.of(empty));
            assertTrue(browser.get("/labels").page().text().contains("Family One chat"));
        }
    }
}
