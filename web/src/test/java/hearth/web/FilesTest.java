package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.Attachments;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.LinkPreview;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files on the pages, without a script. */
class FilesTest {

    /** One pixel. */
    private static final byte[] GIF = bytes("GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D\1\0;");

    private static final byte[] FILM = bytes("\0\0\0\20ftypisom");
    private static final byte[] SOUND = bytes("OggS" + "0123456789".repeat(10));
    private static final byte[] PAGE = bytes("<html><script>alert(1)</script></html>");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Reply upload(Browser browser, String path, String token, Map<String, byte[]> files) {
        var body = new StringBuilder("--cut\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n" + token + "\r\n");
        files.forEach((name, content) -> body.append(
                        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n")
                .append("Content-Type: application/octet-stream\r\n\r\n")
                .append(new String(content, StandardCharsets.ISO_8859_1))
                .append("\r\n"));
        return browser.send("POST", path, uploadHeaders(browser), body + "--cut--\r\n");
    }

    private static Map<String, String> uploadHeaders(Browser browser) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "multipart/form-data; boundary=cut");
        headers.put("Origin", "https://" + browser.host());
        headers.put("Sec-Fetch-Site", "same-origin");
        return headers;
    }

    @Test
    void aFileIsPutIntoAMessageSentAndShown() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat + "/attach");
            var files = new LinkedHashMap<String, byte[]>();
            files.put("cat.gif", GIF);
            files.put("../../secret/\u202Enotes.html", PAGE);

            var put = upload(browser, chat + "/attach", browser.token(), files);

            assertEquals(303, put.status());
            var page = browser.get(chat).page();
            var ids = page.byId("files").orElseThrow().getAttribute("value");
            assertEquals(2, ids.split(",").length);
            assertTrue(page.byId("text").orElseThrow().getAttribute("required").isEmpty());
            assertEquals(
                    303,
                    browser.post(chat + "/send", Map.of("text", "", "files", ids))
                            .status());
            var sent = browser.get(chat).page().all("article").getLast();
            assertTrue(Page.text(sent).contains("notes.html"), Page.text(sent));
            assertFalse(Page.text(sent).contains("secret"));
            assertEquals(
                    "", browser.get(chat).page().byId("files").orElseThrow().getAttribute("value"));
        }
    }

    @Test
    void aPictureThatGoesOutAsItIsSaysSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            upload(browser, chat + "/attach", browser.token(), Map.of("cat.gif", GIF));
            assertFalse(staged(browser, chat).contains("Goes out as it is"));

            upload(browser, chat + "/attach", browser.token(), Map.of("IMG_1.heic", bytes("\0\0\0\30ftypheic")));

            assertTrue(staged(browser, chat).contains("Goes out as it is and may tell where"), staged(browser, chat));
            assertTrue(browser.get(chat + "/attach")
                    .page()
                    .text()
                    .contains("IMG_1.heic: Goes out as it is and may tell where"));
        }
    }

    private static String staged(Browser browser, String chat) {
        return Page.text(browser.get(chat).page().byId("staged").orElseThrow());
    }

    @Test
    void aFileCanBeTakenOutAgain() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            upload(browser, chat + "/attach", browser.token(), Map.of("cat.gif", GIF));
            var id = browser.get(chat).page().byId("files").orElseThrow().getAttribute("value");

            browser.post(chat + "/unstage", Map.of("file", id));

            assertEquals(
                    "", browser.get(chat).page().byId("files").orElseThrow().getAttribute("value"));
        }
    }

    @Test
    void filesWithoutATokenOrFromElsewhereAreNotTaken() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            assertEquals(
                    403,
                    upload(browser, chat + "/attach", "wrong", Map.of("cat.gif", GIF))
                            .status());
            assertEquals(
                    415, browser.post(chat + "/attach", Map.of("file", "x")).status());
            var headers = Map.of("Content-Type", "multipart/form-data; boundary=cut", "Origin", "https://evil.example");
            var body =
                    "--cut\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n" + browser.token() + "\r\n--cut--";
            assertEquals(
                    403, browser.send("POST", chat + "/attach", headers, body).status());
            assertEquals(
                    "", browser.get(chat).page().byId("files").orElseThrow().getAttribute("value"));
        }
    }

    @Test
    void damagedFormsAreRefusedAndLeaveNothingBehind() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            var token = "--cut\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n" + browser.token() + "\r\n";
            var file = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"";
            var manyFields = IntStream.range(0, 20)
                    .mapToObj(i -> "--cut\r\nContent-Disposition: form-data; name=\"" + i + "\"\r\n\r\n1\r\n")
                    .collect(Collectors.joining());

            var damaged = Map.of(
                    token + file + "a.txt\"\r\n\r\nends in the middle",
                    422,
                    token + file + "a\0b.txt\"\r\n\r\nx\r\n--cut--\r\n",
                    422,
                    token + file + "x".repeat(5_000) + "\"\r\n\r\nx\r\n--cut--\r\n",
                    415,
                    token + manyFields + "--cut--\r\n",
                    415,
                    "no part at all",
                    403);
            damaged.forEach((body, status) -> assertEquals(
                    status,
                    browser.send("POST", chat + "/attach", uploadHeaders(browser), body)
                            .status(),
                    () -> body.replace('\0', '0')));

            assertEquals(
                    "", browser.get(chat).page().byId("files").orElseThrow().getAttribute("value"));
        }
    }

    @Test
    void whatCannotBeTakenIsSaid() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            var empty = upload(browser, chat + "/attach", browser.token(), Map.of("empty.txt", new byte[0]));
            var large = upload(browser, chat + "/attach", browser.token(), Map.of("film.mp4", new byte[10_000_001]));

            assertEquals(422, empty.status());
            assertTrue(empty.page().text().contains("empty.txt is empty or damaged"));
            assertEquals(422, large.status());
            assertTrue(large.page().text().contains("film.mp4 is too large to be sent: files can have 10 MB"));
            assertTrue(
                    browser.get(chat + "/attach").page().text().contains("At most 10 MB each and 32 in one message"));
        }
    }

    @Test
    void aFileOfAStrangerIsOnlyEverHandedOutAsSomethingHarmless() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chats = box.chats();
            var dana = new ConversationId(Addresses.dana(box));
            var chat = "/chats/" + dana.text();
            var message = chats.receive(dana, "", Instant.parse("2026-05-01T10:00:00Z"));
            var page = chats.media().put(dana, Optional.of(message), "photo.png", PAGE, false, State.HERE);
            var sound = chats.media().put(dana, Optional.of(message), "x", SOUND, true, State.HERE);
            browser.get(chat);

            var played = browser.get(chat + "/files/" + page.id() + "/play");
            var drawn = browser.get(chat + "/files/" + page.id() + "/large");
            var saved = browser.post(chat + "/files/" + page.id() + "/save", Map.of("message", message.toString()));

            assertEquals(404, played.status());
            assertEquals(404, drawn.status());
            assertEquals(200, saved.status());
            assertEquals(
                    "application/octet-stream", saved.header("content-type").orElse(""));
            assertTrue(saved.header("content-disposition")
                    .orElse("")
                    .startsWith("attachment; filename*=UTF-8''photo.png"));
            assertTrue(saved.header("content-security-policy").orElse("").contains("sandbox"));
            assertEquals("nosniff", saved.header("x-content-type-options").orElse(""));
            assertEquals(List.of(message), chats.saved());
            assertEquals(
                    "audio/ogg",
                    browser.get(chat + "/files/" + sound.id() + "/play")
                            .header("content-type")
                            .orElse(""));
            assertEquals(
                    404,
                    browser.get("/chats/" + "0".repeat(16) + "/files/" + sound.id() + "/play")
                            .status());
        }
    }

    @Test
    void aPlayerGetsThePartItAsksFor() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = new ConversationId(Addresses.dana(box));
            var message = box.chats().receive(dana, "", Instant.parse("2026-05-01T10:00:00Z"));
            var sound = box.chats().media().put(dana, Optional.of(message), "x", SOUND, true, State.HERE);
            var path = "/chats/" + dana.text() + "/files/" + sound.id() + "/play";

            var middle = browser.get(path, Map.of("Range", "bytes=4-13"));
            assertEquals(206, middle.status());
            assertEquals("0123456789", middle.body());
            assertEquals("bytes 4-13/104", middle.header("content-range").orElse(""));
            assertEquals("789", browser.get(path, Map.of("Range", "bytes=-3")).body());
            assertEquals("89", browser.get(path, Map.of("Range", "bytes=102-")).body());
            assertEquals(416, browser.get(path, Map.of("Range", "bytes=104-")).status());
            assertEquals(
                    200, browser.get(path, Map.of("Range", "bytes=0-1,4-5")).status());
            assertEquals(200, browser.get(path, Map.of("Range", "bytes=9-3")).status());
            assertEquals(104, browser.get(path).body().length());
        }
    }

    @Test
    void whatIsNotHereCanBeFetchedAndTheGalleryHasEverything() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chats = box.chats();
            var dana = new ConversationId(Addresses.dana(box));
            var chat = "/chats/" + dana.text();
            var message = chats.receive(dana, "look", Instant.parse("2026-05-01T10:00:00Z"));
            var far = chats.media().put(dana, Optional.of(message), "far.gif", GIF, false, State.REMOTE);
            var near = chats.media().put(dana, Optional.of(message), "near.gif", GIF, false, State.HERE);
            var notes = chats.media().put(dana, Optional.of(message), "notes.txt", PAGE, false, State.GONE);
            chats.carry(message, new Attachments(List.of(far, near, notes), Optional.empty()));
            var shown = Page.text(browser.get(chat).page().byId("m-" + message).orElseThrow());
            assertTrue(shown.contains("Not fetched yet") && shown.contains("Always fetch"), shown);
            assertTrue(shown.contains("The network does not have it any more") && shown.contains("Try again"), shown);

            browser.post(chat + "/files/" + far.id() + "/fetch", Map.of());
            browser.post(chat + "/fetching", Map.of("always", "yes"));

            assertEquals(List.of(far.id()), chats.media().fetched());
            assertTrue(chats.media().fetchesByItself(dana));
            var gallery = browser.get(chat + "/media").page();
            assertEquals("Files with Dana", gallery.heading());
            assertEquals(
                    2,
                    gallery.all("a", it -> it.getAttribute("class").equals("tile"))
                            .size());
            assertTrue(browser.get(chat + "/media?show=documents").page().text().contains("notes.txt"));
            var alone = browser.get(chat + "/media/" + near.id()).page();
            assertEquals("near.gif", alone.heading());
            assertTrue(alone.text().contains("Whoever sent it is told"));
        }
    }

    @Test
    void thePageOfAMessageSaysWhatIsKnownOfItsFiles() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = new ConversationId(Addresses.dana(box));
            var message = box.chats().receive(dana, "", Instant.parse("2026-05-01T10:00:00Z"));
            var near = box.chats().media().put(dana, Optional.of(message), "near.gif", GIF, false, State.HERE);
            var notes = box.chats().media().put(dana, Optional.of(message), "notes.txt", PAGE, false, State.GONE);
            var link = new LinkPreview("https://a.example/x?y=1", "Title", Optional.empty());
            box.chats().carry(message, new Attachments(List.of(near, notes), Optional.of(link)));

            var page = browser.get("/chats/" + dana.text() + "/messages/" + message)
                    .page();

            var facts = page.all("dd").stream().map(Page::text).toList();
            assertEquals(
                    List.of("near.gif", "image/gif", "1 KB", "1 × 1 pixels", "On this box"),
                    facts.subList(facts.indexOf("near.gif"), facts.indexOf("notes.txt")));
            assertTrue(facts.get(facts.indexOf("notes.txt") + 3).startsWith("The network does not have it any more"));
            assertEquals("https://a.example/x?y=1", facts.getLast());
            assertEquals(
                    List.of(),
                    page.all("div", it -> it.getAttribute("class").equals("card")),
                    "no empty box for words that are not there");
        }
    }

    @Test
    void aPictureIsCalledByTheWordsThatCameWithIt() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = new ConversationId(Addresses.dana(box));
            assertEquals(List.of("Open a.gif"), pictures(box, browser, dana, "", "a.gif"));
            assertEquals(List.of("Open Our cat"), pictures(box, browser, dana, "Our cat", "a.gif"));
            assertEquals(
                    List.of("Open Our cats, a.gif", "Open Our cats, b.gif"),
                    pictures(box, browser, dana, "Our cats", "a.gif", "b.gif"));
            assertEquals(
                    List.of("Open " + "😺".repeat(100) + "…"), pictures(box, browser, dana, "😺".repeat(101), "a.gif"));
        }
    }

    /** What the pictures of a new message are called. */
    private static List<String> pictures(
            TestBox box, Browser browser, ConversationId dana, String text, String... names) {
        var message = box.chats().receive(dana, text, Instant.parse("2026-05-01T10:00:00Z"));
        var files = Stream.of(names)
                .map(name -> box.chats().media().put(dana, Optional.of(message), name, GIF, false, State.HERE))
                .toList();
        box.chats().carry(message, new Attachments(files, Optional.empty()));
        var shown =
                browser.get("/chats/" + dana.text()).page().byId("m-" + message).orElseThrow();
        return new Page(shown)
                .all("a", it -> it.getAttribute("class").equals("picture")).stream()
                        .map(it -> it.getAttribute("aria-label"))
                        .toList();
    }

    @Test
    void aFilmShowsItsFirstPictureBeforeItPlays() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = new ConversationId(Addresses.dana(box));
            var chat = "/chats/" + dana.text();
            var message = box.chats().receive(dana, "", Instant.parse("2026-05-01T10:00:00Z"));
            var film = box.chats().media().put(dana, Optional.of(message), "a.mp4", FILM, false, State.HERE);
            box.chats().carry(message, new Attachments(List.of(film), Optional.empty()));

            for (var page : List.of(chat, chat + "/media/" + film.id())) {
                var video = browser.get(page).page().all("video").getFirst();
                assertEquals("metadata", video.getAttribute("preload"), page);
                assertTrue(video.getAttribute("src").endsWith("/play#t=0.001"), "else Safari shows none");
            }
        }
    }

    @Test
    void aPreviewOfALinkLeadsNowhereByItself() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = new ConversationId(Addresses.dana(box));
            var message = box.chats().receive(dana, "https://a.example/x", Instant.parse("2026-05-01T10:00:00Z"));
            var link = new LinkPreview("https://a.example/x", "<b>Title</b>", Optional.empty());
            box.chats().carry(message, new Attachments(List.of(), Optional.of(link)));

            var shown = browser.get("/chats/" + dana.text())
                    .page()
                    .byId("m-" + message)
                    .orElseThrow();

            assertTrue(Page.text(shown).contains("<b>Title</b>"));
            assertTrue(Page.text(shown).contains("a.example"));
        }
    }
}
