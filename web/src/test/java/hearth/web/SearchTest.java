package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.sample.SampleChats;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looking for people and messages without a script. */
class SearchTest {

    @Test
    void whatIsFoundLeadsToItsPlaceAndShowsTheWords() {
        try (var box = TestBox.furnished()) {
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            box.chats().receive(dana, "The Käse is in the <b>fridge</b>", Instant.parse("2026-03-01T10:00:00Z"));
            var browser = box.signedIn();

            var page = browser.get("/search?q=kase+fri").page();

            var found = page.all("a", it -> it.getAttribute("href").startsWith("/chats/" + dana.text() + "?at="))
                    .getFirst();
            assertTrue(Page.text(found).contains("The Käse is in the <b>fridge</b>"), Page.text(found));
            assertEquals(
                    List.of("Käse", "fridge"),
                    page.all("mark").stream().map(Page::text).toList());
            var target = found.getAttribute("href");
            var opened = browser.get(target.substring(0, target.indexOf('#'))).page();
            assertTrue(opened.byId(target.substring(target.indexOf('#') + 1)).isPresent());
        }
    }

    @Test
    void peopleAreFoundByTheirNames() {
        try (var box = TestBox.furnished()) {
            var page = box.signedIn().get("/search?q=dan").page();

            assertTrue(page.text().contains("People"));
            assertFalse(page.all("a", it -> it.getAttribute("href").equals("/chats/" + Addresses.dana(box)))
                    .isEmpty());
        }
    }

    @Test
    void whatWasChosenStaysChosenAndNonsenseIsPassedOver() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = Addresses.dana(box);

            var page = browser.get("/search?q=%3Cb%3E&chat=" + dana + "&by=others&from=2026-01-01&until=x&after=y")
                    .page();

            assertEquals("<b>", page.byId("q").orElseThrow().getAttribute("value"));
            assertEquals(1, page.all("details", it -> it.hasAttribute("open")).size());
            assertEquals(
                    2, page.all("option", it -> it.hasAttribute("selected")).size());
            assertEquals("2026-01-01", page.byId("from").orElseThrow().getAttribute("value"));
            assertTrue(page.text().contains("Nothing found"));
            assertEquals(200, browser.get("/search?q=" + "x".repeat(3_000)).status());
        }
    }

    @Test
    void aScriptGetsTheAnswersAlone() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();

            var part = browser.get("/search?q=cake", Map.of("X-Hearth-Script", "1"))
                    .body();

            assertTrue(part.contains("id=\"results\""), part);
            assertFalse(part.contains("<form"), part);
        }
    }

    @Test
    void whoeverIsNotSignedInFindsNothing() {
        try (var box = TestBox.furnished()) {
            assertEquals(303, box.browser().get("/search?q=cake").status());
        }
    }
}
