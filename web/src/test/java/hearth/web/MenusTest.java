package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Reaction;
import hearth.client.conversation.Standing;
import hearth.protocol.id.SessionId;
import hearth.web.account.Declines;
import hearth.web.account.Declines.What;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Browser;
import hearth.web.testing.Events;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The menus of messages and chats, as a browser without script uses them. */
class MenusTest {

    private static final Map<String, String> SCRIPT = Map.of("X-Hearth-Script", "1");

    private static ConversationId id(TestBox box, char digit) {
        return box.chats().conversationWith(SampleChats.person(digit));
    }

    private static List<String> texts(Browser browser, String chat) {
        return browser.get(chat).page().all("p", it -> it.getAttribute("class").equals("text")).stream()
                .map(Page::text)
                .toList();
    }

    @Test
    void m7AReactionIsPutToAMessageAndTakenAway() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var message = Addresses.answered(box).id();
            box.chats().reacted(message, "❤️");
            browser.get(chat);

            browser.post(chat + "/react", Map.of("message", message.toString(), "emoji", "😂"));
            var shown = browser.get(chat).body();
            assertTrue(shown.contains("red heart: reaction of Dana"), "theirs");
            assertTrue(shown.contains("face with tears of joy: your reaction"), "mine");
            browser.post(chat + "/react", Map.of("message", message.toString(), "emoji", "❤️"));
            assertTrue(browser.get(chat).body().contains("red heart: your reaction and the one of Dana"));

            browser.post(chat + "/react", Map.of("message", message.toString(), "emoji", "😂"));
            assertEquals(
                    List.of(new Reaction("❤️", true, true)),
                    box.chats().message(message).orElseThrow().reactions());
            var details = browser.get(chat + "/messages/" + message).page().text();
            assertTrue(details.contains("red heart: your reaction and the one of Dana"), details);
        }
    }

    @Test
    void whatIsNoEmojiIsNotSentAndSaysSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var message = Addresses.answered(box).id();
            browser.get(chat);

            var reply = browser.follow(
                    browser.post(chat + "/react", Map.of("message", message.toString(), "emoji", "hello")));

            assertTrue(reply.page().text().contains("That is not one emoji"));
            assertEquals(List.of(), box.chats().message(message).orElseThrow().reactions());
            assertTrue(browser.follow(browser.post(chat + "/react", Map.of("message", "999999", "emoji", "😂")))
                    .page()
                    .text()
                    .contains("You cannot react to this message"));
        }
    }

    @Test
    void m13SeveralMessagesAreSelectedDeletedAndBroughtBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var first = Addresses.answered(box);
            var page = browser.get(chat + "?at=" + first.key() + "&select=" + first.id())
                    .page();
            var boxes = page.all("input", it -> it.getAttribute("name").startsWith("pick-"));
            assertTrue(boxes.size() > 5);
            assertEquals(
                    1, boxes.stream().filter(it -> it.hasAttribute("checked")).count());
            assertEquals(
                    List.of(),
                    page.all("textarea", it -> it.getAttribute("name").equals("text")));

            var cake = box.chats().messages(id(box, 'd'), Optional.empty(), 100).messages().stream()
                    .filter(it -> it.body().equals(new MessageBody.Text("Yes! bringing cake 🎂")))
                    .findFirst()
                    .orElseThrow();
            var told = browser.follow(
                    browser.post(chat + "/remove", Map.of("pick-" + first.id(), "yes", "pick-" + cake.id(), "yes")));

            assertTrue(told.page().text().contains("2 messages are deleted for you."));
            assertFalse(texts(browser, chat).contains("See you at 6?"));
            assertEquals(404, browser.get(chat + "/messages/" + cake.id()).status());
            assertTrue(box.chats().message(first.id()).isPresent(), "still to be had back");
            var undo = told.page()
                    .all("form", it -> it.getAttribute("action").contains("/restore/"))
                    .getFirst();
            browser.post(undo.getAttribute("action"), Map.of());
            assertTrue(texts(browser, chat).contains("See you at 6?"));
            var late = browser.follow(browser.post(undo.getAttribute("action"), Map.of()));
            assertTrue(late.page().text().contains("Too late"));
        }
    }

    @Test
    void whatWasRemovedIsNeitherFoundNorQuotedNorServedUntilItComesBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chats = box.chats();
            var dana = id(box, 'd');
            var chat = "/chats/" + dana.text();
            var message = chats.receive(dana, "A walrus at the pier", TestBox.NOON);
            var answer = chats.receiveAnswer(dana, "Never!", TestBox.NOON, Optional.of(message));
            var before = picture(box, chats.receive(dana, "", TestBox.NOON));
            var hidden = picture(box, message);
            var after = picture(box, chats.receive(dana, "", TestBox.NOON));
            var quote = (Supplier<String>)
                    () -> Page.text(browser.get(chat).page().byId("m-" + answer).orElseThrow());
            var found = (BooleanSupplier)
                    () -> browser.get("/search?q=walrus").body().contains("#m-" + message);
            assertTrue(found.getAsBoolean());
            assertTrue(quote.get().contains("walrus"));
            assertEquals(List.of(hidden, before), neighbours(browser, chat, after, "viewer-older"));

            var told = browser.follow(browser.post(chat + "/remove", Map.of("message", message.toString())))
                    .page();

            assertFalse(found.getAsBoolean());
            assertTrue(quote.get().contains("The message is not here any more"), quote.get());
            assertFalse(quote.get().contains("walrus"));
            for (var address :
                    List.of("/files/" + hidden + "/small", "/files/" + hidden + "/large", "/media/" + hidden)) {
                assertEquals(404, browser.get(chat + address).status(), address);
            }
            assertEquals(
                    404,
                    browser.post(chat + "/files/" + hidden + "/save", Map.of()).status());
            assertFalse(browser.get(chat + "/media").body().contains("/media/" + hidden + '"'));
            assertEquals(List.of(before), neighbours(browser, chat, after, "viewer-older"));
            assertEquals(List.of(after), neighbours(browser, chat, before, "viewer-newer"));

            undo(browser, told);
            assertTrue(found.getAsBoolean());
            assertTrue(quote.get().contains("walrus"));
            assertEquals(200, browser.get(chat + "/files/" + hidden + "/small").status());
        }
    }

    private static String picture(TestBox box, MessageId message) {
        var gif = "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
                .getBytes(StandardCharsets.ISO_8859_1);
        var media = box.chats().media();
        return media.put(id(box, 'd'), Optional.of(message), "seen.gif", gif, false, State.HERE)
                .id()
                .toString();
    }

    /** Those that the viewer leads to from here, one after the other. */
    private static List<String> neighbours(Browser browser, String chat, String from, String link) {
        return Stream.iterate(
                        from,
                        at -> !at.isEmpty(),
                        at -> browser.get(chat + "/media/" + at)
                                .page()
                                .byId(link)
                                .map(it -> it.getAttribute("href"))
                                .map(it -> it.substring(it.lastIndexOf('/') + 1))
                                .orElse(""))
                .skip(1)
                .toList();
    }

    @Test
    void aDeletedChatIsNotFoundEither() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var dana = "/chats/" + Addresses.dana(box);
            browser.get(dana);

            var told = browser.follow(browser.post(dana + "/delete", Map.of())).page();

            assertFalse(browser.get("/search?q=dana").body().contains(Addresses.dana(box)));
            undo(browser, told);
            assertTrue(browser.get("/search?q=dana").body().contains(Addresses.dana(box)));
        }
    }

    @Test
    void whatWasRemovedIsGoneForGoodWhenTheTimeIsOverOrTheBoxStops() throws Exception {
        try (var box = TestBox.furnished()) {
            var chats = box.chats();
            var message = Addresses.answered(box);
            try (var quick = new Declines(Duration.ofMillis(20))) {
                var number = quick.remove(chats, message.conversation(), new What.Messages(Set.of(message.id())));
                LiveTest.await("it is gone", () -> chats.message(message.id()).isEmpty());
                LiveTest.await("it cannot be undone", () -> !quick.undo(chats, message.conversation(), number));
            }
            var last = chats.conversation(message.conversation())
                    .orElseThrow()
                    .summary()
                    .last()
                    .orElseThrow();
            var slow = new Declines(Duration.ofHours(1));
            slow.remove(chats, message.conversation(), new What.Cleared(last.key()));
            assertTrue(slow.hides(chats, last));
            slow.close();
            assertEquals(
                    List.of(),
                    chats.messages(message.conversation(), Optional.empty(), 10).messages());
        }
    }

    @Test
    void m13AMessageIsTakenBackFromEverybodyAfterOneQuestion() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var mine = box.chats().wrote(id(box, 'd'), "Never said", TestBox.NOON, sent());
            var menu = browser.get(chat).page().byId("m-" + mine).orElseThrow();
            assertTrue(Page.text(menu).contains("Delete for everyone"));
            assertTrue(browser.get(chat + "/messages/" + mine).page().text().contains("This cannot be undone."));

            browser.post(chat + "/take-back", Map.of("message", mine.toString()));

            assertEquals(
                    new MessageBody.Deleted(),
                    box.chats().message(mine).orElseThrow().body());
            var theirs = Addresses.answered(box).id();
            var refused = browser.follow(browser.post(chat + "/take-back", Map.of("message", theirs.toString())));
            assertTrue(refused.page().text().contains("Nothing was taken back"));
            assertTrue(box.chats().message(theirs).isPresent());
        }
    }

    private static Delivery sent() {
        return new Delivery.Sent(Delivery.Copy.STORED);
    }

    @Test
    void m17ChatsArePinnedArrangedMutedAndMarked() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            for (var digit : List.of('f', 'd')) {
                browser.post("/chats/" + id(box, digit).text() + "/pin", Map.of());
            }
            assertEquals(List.of("Dana", "Ben"), titles(browser).subList(0, 2));

            browser.post("/chats/" + id(box, 'f').text() + "/pin-up", Map.of());
            assertEquals(List.of("Ben", "Dana"), titles(browser).subList(0, 2));
            browser.post("/chats/" + id(box, 'f').text() + "/mute", Map.of("mute", "day"));
            browser.post("/chats/" + id(box, 'd').text() + "/unread", Map.of());

            var list = browser.get("/chats").page();
            assertTrue(Page.text(list.byId("c-" + id(box, 'f').text()).orElseThrow())
                    .contains("Pinned Muted"));
            assertTrue(Page.text(list.byId("c-" + id(box, 'd').text()).orElseThrow())
                    .contains("Marked as unread"));
            assertEquals(
                    Optional.of(TestBox.NOON.plus(Duration.ofDays(1))),
                    box.chats()
                            .conversation(id(box, 'f'))
                            .orElseThrow()
                            .summary()
                            .mutedUntil());
            browser.get("/chats/" + id(box, 'd').text());
            assertFalse(browser.get("/chats").body().contains("Marked as unread"), "it was opened");
            browser.post("/chats/" + id(box, 'f').text() + "/mute", Map.of("mute", "off"));
            browser.post("/chats/" + id(box, 'f').text() + "/unpin", Map.of());
            assertFalse(browser.get("/chats").body().contains("Muted"));
            assertEquals("Dana", titles(browser).getFirst());
        }
    }

    private static List<String> titles(Browser browser) {
        return browser
                .get("/chats")
                .page()
                .all("bdi", it -> it.getAttribute("class").equals("row-title"))
                .stream()
                .map(Page::text)
                .toList();
    }

    @Test
    void m5APersonHasANicknameAndANoteOnlyTheMemberSees() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            browser.post(chat + "/nickname", Map.of("nickname", "Dana next door"));
            browser.post(chat + "/note", Map.of("note", "met at the fair"));

            var page = browser.get(chat).page();
            assertEquals("Dana next door", page.heading());
            assertEquals("met at the fair", Page.text(page.byId("note").orElseThrow()));
            browser.post(chat + "/nickname", Map.of("nickname", "x".repeat(101)));
            assertEquals("Dana next door", box.chats().nickname(id(box, 'd')));
            browser.post(chat + "/nickname", Map.of("nickname", " "));
            assertEquals("Dana", browser.get(chat).page().heading());
        }
    }

    @Test
    void m13AChatIsClearedOrDeletedAndBroughtBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);
            var cleared =
                    browser.follow(browser.post(chat + "/clear", Map.of())).page();
            assertTrue(cleared.text().contains("The messages are cleared for you."));
            assertEquals(List.of(), texts(browser, chat));
            box.chats().receive(id(box, 'd'), "Still there?", TestBox.NOON);
            assertEquals(List.of("Still there?"), texts(browser, chat));
            undo(browser, cleared);
            assertTrue(texts(browser, chat).size() > 10);

            var deleted =
                    browser.follow(browser.post(chat + "/delete", Map.of())).page();
            assertFalse(titles(browser).contains("Dana"));
            undo(browser, deleted);
            assertTrue(titles(browser).contains("Dana"));

            browser.post(chat + "/delete-person", Map.of());
            assertEquals(404, browser.get(chat).status());
        }
    }

    private static void undo(Browser browser, Page page) {
        var form = page.all("form", it -> it.getAttribute("action").matches(".*/(restore|undelete)/\\d+"))
                .getFirst();
        browser.post(form.getAttribute("action"), Map.of());
    }

    @Test
    void m21WhoeverWantsToWriteToThemselfFindsTheirOwnIdFilledIn() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(browser.get("/new").page().text().contains("Write a note to myself"));

            var own =
                    browser.get("/new?to=self").page().byId("id").orElseThrow().getTextContent();

            var notes = browser.follow(browser.post("/new", Map.of("id", own, "text", "milk")))
                    .page();
            assertTrue(notes.text().contains("Only you can read them"), notes.text());
        }
    }

    @Test
    void m21NotesToOneselfAreHiddenUntilTheNextOne() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var self = box.chats().conversationWith(box.chats().id());
            browser.get("/chats/" + self.text());

            browser.post("/chats/" + self.text() + "/hide", Map.of());

            assertFalse(
                    titles(browser).contains("Note to self"), titles(browser).toString());
            assertEquals(200, browser.get("/chats/" + self.text()).status());
        }
    }

    @Test
    void m6RequestsComeInPagesAreDeclinedAloneOrTogetherAndPeopleUnblocked() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var strangers = Stream.iterate(0, it -> it + 1)
                    .limit(60)
                    .map(it -> box.chats()
                            .talk(
                                    new SessionId(SessionId.Kind.STANDARD, "05" + "%064x".formatted(it + 1)),
                                    "Stranger " + it,
                                    Standing.REQUEST))
                    .toList();
            strangers.forEach(it -> box.chats().receive(it, "Hi", TestBox.NOON));
            var first = browser.get("/requests").page();
            assertEquals(
                    50,
                    first.all("li", it -> it.getAttribute("class").equals("row request"))
                            .size());
            var more = first.all("a", it -> it.getAttribute("href").startsWith("/requests?after="))
                    .getFirst();
            var second = browser.get(more.getAttribute("href")).page();
            assertEquals(
                    12,
                    second.all("li", it -> it.getAttribute("class").equals("row request"))
                            .size());
            assertEquals(
                    List.of(), second.all("a", it -> it.getAttribute("href").startsWith("/requests?after=")));

            var declined =
                    browser.post("/chats/" + strangers.getFirst().text() + "/decline", Map.of("from", "requests"));
            assertEquals("/requests", declined.location());
            assertTrue(browser.get("/chats").page().text().contains("61 requests waiting"));
            browser.post("/requests/decline-all", Map.of());
            assertEquals(List.of(), box.chats().requests());

            var blocked = browser.get("/blocked").page();
            assertTrue(blocked.text().contains("Somebody loud"));
            browser.post("/chats/" + box.chats().blocked().getFirst().id().text() + "/unblock", Map.of());
            assertTrue(browser.get("/blocked").page().text().contains("Nobody is blocked."));
        }
    }

    @Test
    void whatOnePageRemovesTheOthersHearOfAtOnce() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var request = box.chats().requests().getFirst().id();
            try (var events = Events.open(box.signedIn())) {
                assertEquals("hello:", events.next());
                browser.get("/settings");
                browser.post("/chats/" + request.text() + "/decline", Map.of());
                assertEquals("chat:" + request.text(), events.next());
                browser.post("/chats/" + request.text() + "/undecline", Map.of());
                assertEquals("chat:" + request.text(), events.next());
                var message = Addresses.answered(box);
                var notice = browser.post(
                        "/chats/" + message.conversation().text() + "/remove",
                        Map.of("message", message.id().toString()),
                        Map.of(
                                "Origin", "https://" + browser.host(),
                                "Sec-Fetch-Site", "same-origin",
                                "X-Hearth-Script", "1"));
                assertEquals("chat:" + message.conversation().text(), events.next());
                assertTrue(notice.body().contains("The message is deleted for you.")
                        && !notice.body().contains("<html"));
            }
        }
    }

    @Test
    void aLongChatIsReadForwardsAndBackwards() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            var all = box.chats().messages(id(box, 'd'), Optional.empty(), 500).messages();

            var beginning = browser.get(chat + "?after=1").page();
            assertTrue(beginning.byId("m-" + all.get(3).id()).isPresent());
            var later = beginning.byId("newer").orElseThrow();
            var href = beginning
                    .all(
                            "a",
                            it -> it.hasAttribute("data-part")
                                    && it.getAttribute("href").contains("after="))
                    .getFirst()
                    .getAttribute("href");
            assertTrue(Page.text(later).contains("Later messages"));
            var next = browser.get(href).page();
            assertTrue(next.byId("m-" + all.getLast().id()).isPresent(), "the end");
            assertTrue(next.byId("newer").isEmpty());
            assertTrue(next.byId("older").isPresent());
            assertEquals(
                    200, browser.get(href.replace("?", "/messages?"), SCRIPT).status());
        }
    }

    @Test
    void m7WhoIsMentionedByNameIsMentionedById() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var chat = "/chats/" + Addresses.dana(box);
            browser.get(chat);

            browser.post(chat + "/send", Map.of("text", "@Dana, not @Danae or a@Dana"));

            var last = box.chats()
                    .conversation(id(box, 'd'))
                    .map(it -> it.summary())
                    .flatMap(ConversationSummary::last)
                    .map(MessageView::body)
                    .orElseThrow();
            assertEquals(new MessageBody.Text("@" + SampleChats.person('d').hex() + ", not @Danae or a@Dana"), last);
            assertTrue(texts(browser, chat).getLast().contains("@Dana, not @Danae"));
        }
    }

    @Test
    void m28AnAccentAndALanguageAreChosenAlsoBeforeAnybodyLivesHere() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings");
            browser.post(
                    "/settings/look",
                    Map.of(
                            "colours",
                            "ocean",
                            "light",
                            "system",
                            "size",
                            "large",
                            "language",
                            "english",
                            "accent",
                            "pink"));
            var page = browser.get("/chats").body();
            assertTrue(page.contains("accent-pink-light.css") && page.contains("accent-pink-dark.css"));
            assertTrue(page.contains("theme-ocean-light.css"));
        }
        try (var box = TestBox.fresh()) {
            var browser = box.browser();
            browser.get("/welcome");
            browser.post("/welcome/look", Map.of("language", "german", "size", "larger"));
            var page = browser.get("/welcome").page();
            assertEquals("de", page.root().getAttribute("lang"));
            assertEquals("larger", page.root().getAttribute("data-size"));
        }
    }

    @Test
    void theTableOfEmojisHasNamesInBothLanguages() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var english = browser.get("/emoji/en").body();
            assertTrue(english.contains("Smileys\t😂\tface with tears of joy\t"));
            assertTrue(browser.get("/emoji/de").body().contains("😂\tGesicht mit Freudentränen\t"));
            assertTrue(english.lines().count() > 1_800);
            assertEquals(404, browser.get("/emoji/fi").status());
            assertEquals(303, box.browser().get("/emoji/en").status());
        }
    }
}
