package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.Avatars.Chosen;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Profile pictures on the pages, without a script. */
class AvatarPagesTest {

    private static final String GIF = "GIF89a\1\0\1\0";

    private static Reply choose(Browser browser, String picture) {
        browser.get("/me");
        return browser.upload(
                "/me/picture", Map.of(), "picture", "me.gif", picture.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> sources(Page page) {
        return page.all("img").stream().map(it -> it.getAttribute("src")).toList();
    }

    private static List<Element> faces(Page page) {
        return page.all("span", it -> (" " + it.getAttribute("class") + " ").contains(" face "));
    }

    @Test
    void aPictureIsChosenShownAndRemoved() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(sources(browser.get("/me").page()).isEmpty());

            var chosen = choose(browser, GIF);

            assertEquals("/me", chosen.location());
            var page = browser.get("/me").page();
            assertTrue(page.text().contains("People see your new picture with your next message."));
            var image = page.all("img").getFirst();
            assertEquals("Your profile picture", image.getAttribute("alt"));
            assertFalse(image.getAttribute("width").isEmpty(), "nothing moves when it comes");
            assertEquals(sources(page), sources(browser.get("/accounts").page()));

            var removed = browser.follow(browser.post("/me/picture/remove", Map.of()));

            assertTrue(removed.page().text().contains("Your picture is removed."));
            assertTrue(sources(removed.page()).isEmpty());
        }
    }

    @Test
    void itIsSaidWhatIsWrongWithAPicture() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();

            var refused = choose(browser, "<svg/>");

            assertEquals(422, refused.status());
            var page = refused.page();
            assertTrue(page.byId("picture-problem").map(Page::text).orElse("").contains("no picture that can be used"));
            assertEquals(
                    "picture-hint picture-problem",
                    page.byId("picture").orElseThrow().getAttribute("aria-describedby"));
            assertTrue(choose(browser, "G".repeat(2_000)).page().text().contains("more than 20 MB"));
            box.chats().avatars().answerWith(new Chosen.NoServer());
            assertTrue(choose(browser, GIF).page().text().contains("has no place for pictures"));
            box.chats().avatars().answerWith(new Chosen.NoRoom());
            assertTrue(choose(browser, GIF).page().text().contains("no room for pictures"));
            assertEquals(
                    403,
                    browser.post("/me/picture/remove", Map.of(), Map.of("Origin", "https://evil.example"))
                            .status());
        }
    }

    @Test
    void peopleAreShownByTheirPicturesWhereverTheyStand() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = "/chats/" + Addresses.dana(box);
            var facesBefore = faces(browser.get(dana).page()).size();
            box.chats().avatars().show(SampleChats.person('d'), GIF.getBytes(StandardCharsets.ISO_8859_1));
            var source = "/avatars/"
                    + box.chats().avatars().of(SampleChats.person('d')).orElseThrow();

            assertTrue(sources(browser.get("/chats").page()).contains(source));
            assertTrue(sources(browser.get("/search?q=Dana").page()).contains(source));
            var page = browser.get(dana).page();
            assertEquals(List.of(source, source, source), sources(page), "list, head and details");
            assertEquals(facesBefore, faces(page).size());
            assertTrue(faces(page).stream().allMatch(it -> !Page.text(it).isEmpty()), "letters stay beneath");
            assertEquals("Profile picture of Dana", page.all("img").getLast().getAttribute("alt"));
            assertEquals("", page.all("img").getFirst().getAttribute("alt"), "her name stands beside it");
        }
    }

    @Test
    void aPictureIsHandedOutAsNothingElseToWhomItBelongs() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            choose(browser, GIF);
            var path = sources(browser.get("/me").page()).getFirst();

            var reply = browser.get(path);

            assertEquals(200, reply.status());
            assertEquals("image/jpeg", reply.header("content-type").orElseThrow());
            assertEquals("nosniff", reply.header("x-content-type-options").orElseThrow());
            assertEquals(
                    "default-src 'none'; sandbox",
                    reply.header("content-security-policy").orElseThrow());
            assertEquals("private, no-cache", reply.header("cache-control").orElseThrow());
            assertEquals(
                    "same-origin", reply.header("cross-origin-resource-policy").orElseThrow());
            var tag = reply.header("etag").orElseThrow();
            assertEquals(304, browser.get(path, Map.of("If-None-Match", tag)).status());
            assertEquals(
                    303, box.browser().get(path, Map.of("If-None-Match", tag)).status());
            assertEquals(404, browser.get("/avatars/" + "0".repeat(32)).status());
            assertEquals(404, browser.get("/avatars/..%2F..%2Faccount.db").status());
            browser.get("/me");
            browser.post("/me/picture/remove", Map.of());
            assertEquals(404, browser.get(path, Map.of("If-None-Match", tag)).status());
        }
    }

    @Test
    void aPictureThatWaitsSaysSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            choose(browser, GIF);
            box.chats().avatars().waitForUpload(true);

            assertTrue(browser.get("/me/picture/part").page().text().contains("still being uploaded"));
            assertTrue(browser.get("/me").page().text().contains("still being uploaded"));
        }
    }
}
