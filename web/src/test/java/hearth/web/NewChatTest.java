package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.Names.Answer;
import hearth.protocol.id.SessionId;
import hearth.web.sample.SampleChats;
import hearth.web.sample.SampleRecovery;
import hearth.web.testing.Browser;
import hearth.web.testing.Codes;
import hearth.web.testing.Page;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beginning a chat by name and by picture, and bringing an account in by picture, without a script. */
class NewChatTest {

    private static final SessionId STRANGER = SampleChats.person('3');

    private static Reply start(Browser browser, String whom, String text) {
        browser.get("/new");
        return browser.post("/new", Map.of("id", whom, "text", text));
    }

    private static String field(Page page, String id) {
        return Page.text(page.byId(id).orElseThrow());
    }

    private static String problem(Reply reply, String field) {
        assertEquals(422, reply.status());
        return field(reply.page(), field + "-problem");
    }

    @Test
    void m5ANameIsLookedUpAndItsAccountShownBeforeAnythingIsSent() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            box.chats().names().put("stranger", new Answer.Account(STRANGER));

            var found = start(browser, " Stranger", "Are you it?");

            assertEquals(200, found.status());
            assertEquals("“stranger” stands for this Account ID", field(found.page(), "found-title"));
            assertEquals(STRANGER.hex(), field(found.page(), "id"));
            assertEquals("Are you it?", field(found.page(), "text"));
            assertTrue(box.chats().conversations().stream()
                    .noneMatch(it -> it.peer().equals(STRANGER)));

            var sent = browser.post("/new", Map.of("id", field(found.page(), "id"), "text", "Are you it?"));

            assertEquals(303, sent.status());
            assertTrue(box.chats().conversations().stream()
                    .anyMatch(it -> it.peer().equals(STRANGER)));
        }
    }

    @Test
    void m5WhoeverIsLookedUpIsShownWithTheChatThereIs() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/new");
            box.chats().names().put("dana", new Answer.Account(SampleChats.person('d')));

            for (var whom : List.of("dana", SampleChats.person('d').hex())) {
                var page = browser.post("/new/find", Map.of("id", whom, "text", ""))
                        .page();

                assertTrue(
                        page.all("a", it -> it.getAttribute("href").equals("/chats/" + Addresses.dana(box))).stream()
                                .anyMatch(it -> Page.text(it).equals("Open your chat with Dana")),
                        whom);
                assertEquals(SampleChats.person('d').hex(), field(page, "id"));
            }
        }
    }

    @Test
    void m5ItIsSaidWhyANameLeadsToNobody() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var names = box.chats().names();
            names.put("odd", new Answer.Unreadable());
            names.put("liar", new Answer.Disagreement());
            names.put("away", new Answer.NotReached());
            names.put("none", new Answer.NoNames());
            var said = new LinkedHashMap<String, String>();
            said.put("nobody", "Nobody has the name “nobody” on this network.");
            said.put("odd", "stands for no Account ID that can be read");
            said.put("liar", "do not say the same, so none of them is believed");
            said.put("away", "Too few nodes of the network answered");
            said.put("none", "This network has no names.");
            said.put("ann smith", "neither an Account ID nor a name");
            said.put("-ann", "neither an Account ID nor a name");
            said.put("05" + "a".repeat(40), "This Account ID has 42 characters");
            said.put("05" + "a".repeat(63) + "g", "Character 66 of the Account ID");
            said.put("15" + "a".repeat(64), "no person’s Account ID");
            said.put(" ", "Paste or type the Account ID");
            said.forEach((whom, sentence) -> {
                var reply = start(browser, whom, "Hello");
                assertTrue(problem(reply, "id").contains(sentence), whom + ": " + problem(reply, "id"));
                assertEquals("Hello", field(reply.page(), "text"), "what was written stays");
            });
        }
    }

    private static Reply scan(Browser browser, byte[] picture) {
        browser.get("/new");
        return browser.upload("/new/scan", Map.of(), "qr", "code.png", picture);
    }

    @Test
    void m5APictureOfACodeShowsWhoseItIsAndSendsNothing() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var before = box.chats().conversations().size();

            var page = scan(browser, Codes.png(STRANGER.hex())).page();

            assertEquals("The code has this Account ID", field(page, "found-title"));
            assertEquals(STRANGER.hex(), field(page, "id"));
            var link = "https://" + browser.host() + "/new?to=" + STRANGER.hex();
            assertEquals(STRANGER.hex(), field(scan(browser, Codes.png(link)).page(), "id"));
            assertEquals(before, box.chats().conversations().size());
        }
    }

    @Test
    void m5ItIsSaidWhatIsWrongWithAPictureAndNoSecretIsRepeated() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var secret = new SampleRecovery().qrText();
            var key = "0123456789abcdef".repeat(4);

            var recovery = scan(browser, Codes.png(secret));

            assertTrue(problem(recovery, "qr").contains("Whoever has it has the whole account"));
            assertFalse(recovery.body().contains(secret));
            assertFalse(recovery.body().contains(SampleRecovery.WORDS.words().getFirst()));
            assertTrue(problem(scan(browser, Codes.png("https://a.example/room?public_key=" + key)), "qr")
                    .contains("code of a community"));
            assertTrue(problem(scan(browser, Codes.png("03" + key)), "qr").contains("code of a group"));
            assertTrue(problem(scan(browser, Codes.png("something")), "qr").contains("has no Account ID"));
            assertTrue(problem(scan(browser, new byte[] {1, 2, 3}), "qr").contains("no picture that can be read"));
            var blank = Codes.file(Codes.sheet(90, 90, _ -> {}), "png");
            assertTrue(problem(scan(browser, blank), "qr").contains("No QR code can be read"));
            assertTrue(problem(browser.upload("/new/scan", Map.of(), "qr", "", new byte[0]), "qr")
                    .contains("picture of the code first"));
            assertEquals(
                    "qr-hint qr-problem",
                    scan(browser, blank).page().byId("qr").orElseThrow().getAttribute("aria-describedby"));
        }
    }

    @Test
    void m3AnAccountIsBroughtInByAPictureOfItsRecoveryCode() {
        try (var box = TestBox.fresh()) {
            var browser = box.browser();
            browser.get("/setup");
            browser.post("/setup", Map.of("box", "maple-house", "name", "Ada", "password", "correct horse battery"));
            browser.get("/account");
            var secret = new SampleRecovery().qrText();
            var name = Map.of("scan-name", "Ada", "beside", "0");

            var nameless = browser.upload("/account/scan", Map.of("beside", "0"), "qr", "code.png", Codes.png(secret));
            assertTrue(problem(nameless, "scan-name").contains("Type a display name"));
            assertFalse(nameless.body().contains(secret));
            assertEquals(
                    1,
                    nameless.page()
                            .all("details", it -> it.hasAttribute("open"))
                            .size());
            var person = browser.upload("/account/scan", name, "qr", "code.png", Codes.png(STRANGER.hex()));
            assertTrue(problem(person, "qr").contains("This is the code of an Account ID"));
            var other = browser.upload("/account/scan", name, "qr", "code.png", Codes.png("WIFI:S:home;;"));
            assertTrue(problem(other, "qr").contains("does not stand for an account"));

            var brought = browser.upload("/account/scan", name, "qr", "code.png", Codes.png(secret));

            assertEquals("/", brought.location());
            assertTrue(browser.follow(browser.get("/")).page().text().contains("Your account is here."));
        }
    }
}
