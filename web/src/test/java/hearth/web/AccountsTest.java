package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.Restoration;
import hearth.web.household.LeaveResult;
import hearth.web.sample.SampleRecovery;
import hearth.web.testing.Browser;
import hearth.web.testing.Events;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several accounts of one member: adding, looking at another one, taking one off the box. */
class AccountsTest {

    @Test
    void d4AMemberHasSeveralAccountsAndLooksAtOneOfThem() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertEquals("1", beside(browser));
            try (var events = Events.open(browser)) {
                assertEquals("hello:", events.next());
                var added = browser.post("/account/new", Map.of("new-name", "Work", "beside", "1"));
                assertEquals("/recovery", added.location());
                assertEquals("moved:", events.next(), "other pages of this browser");
            }
            browser.post("/account/new", Map.of("new-name", "Twice", "beside", "1"));

            var page = browser.get("/accounts").page();
            assertTrue(page.text().contains("Ada") && page.text().contains("Work"));
            assertFalse(page.text().contains("Twice"));
            assertFalse(browser.get("/chats").page().text().contains("Dana"));

            var ada = page.all("input", it -> it.getAttribute("name").equals("account"))
                    .getFirst()
                    .getAttribute("value");
            browser.post("/accounts/choose", Map.of("account", "nonsense"));
            assertEquals(
                    "/chats",
                    browser.post("/accounts/choose", Map.of("account", ada)).location());
            assertTrue(browser.get("/chats").page().text().contains("Dana"));
        }
    }

    @Test
    void anAccountIsBroughtInBesideAnother() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/account/add");

            var wrong = browser.post("/account/restore", Map.of("old-name", "Old", "words", "one", "beside", "1"));
            assertEquals(422, wrong.status());
            var words = SampleRecovery.WORDS.phrase();
            browser.post("/account/restore", Map.of("old-name", "Old", "words", words, "beside", "1"));

            assertEquals(
                    2,
                    browser.get("/accounts")
                            .page()
                            .all("li", it -> it.getAttribute("class").equals("row"))
                            .size());
        }
    }

    @Test
    void m33AnAccountIsTakenOffTheBoxAfterOneQuestion() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var leave = leaveLink(browser);
            assertEquals(404, browser.get("/accounts/0000000000000000/leave").status());
            assertTrue(browser.get(leave).page().text().contains("Nobody is told"));

            var gone = browser.post(leave, Map.of("what", "here"));

            assertEquals("/account", gone.location());
            assertTrue(browser.get("/account").page().text().contains("The account Ada is gone from this box."));
            assertEquals("/account", browser.get("/chats").location());
        }
    }

    @Test
    void m33WhenTheNetworkDoesNotForgetItNothingIsRemoved() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var leave = leaveLink(browser);
            browser.get(leave);
            box.household.setLeaving("Ada", new LeaveResult.Unfinished(3, 7));
            assertTrue(browser.post(leave, Map.of("what", "everywhere"))
                    .page()
                    .text()
                    .contains("Only 3 of 7 nodes have confirmed"));
            box.household.setLeaving("Ada", new LeaveResult.Unfinished(0, 0));
            assertTrue(browser.post(leave, Map.of("what", "everywhere"))
                    .page()
                    .text()
                    .contains("could not be reached"));
            assertEquals(200, browser.get("/chats").status());

            box.household.setLeaving("Ada", new LeaveResult.Gone(7));
            browser.post(leave, Map.of("what", "everywhere"));

            assertTrue(browser.get("/account").page().text().contains("7 nodes confirmed"));
        }
    }

    @Test
    void m3WhatComesBackIsListedWhileItComes() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            box.chats().restoration(new Restoration(false, false, 1, 0, 0, 0, List.of()));
            assertTrue(browser.get("/chats").page().text().contains("Your account is coming back"));
            box.chats().restoration(new Restoration(true, true, 41, 6, 3, 112, List.of(Restoration.Missing.values())));

            var text = browser.get("/chats").page().text();

            for (var part : List.of(
                    "Your account is back",
                    "41 contacts",
                    "6 groups",
                    "3 communities",
                    "112 messages of the last 14 days",
                    "they stay on your other device")) {
                assertTrue(text.contains(part), part);
            }
            browser.post("/chats/restored", Map.of());
            assertFalse(browser.get("/chats").page().text().contains("Your account is back"));
        }
    }

    private static String beside(Browser browser) {
        return browser.get("/account/add")
                .page()
                .all("input", it -> it.getAttribute("name").equals("beside"))
                .getFirst()
                .getAttribute("value");
    }

    private static String leaveLink(Browser browser) {
        return browser
                .get("/accounts")
                .page()
                .all("a", it -> it.getAttribute("href").endsWith("/leave"))
                .stream()
                .map(it -> it.getAttribute("href"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        Page.text(browser.get("/accounts").page().root())));
    }
}
