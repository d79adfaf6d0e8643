package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.EngineEvent;
import hearth.client.config.Notify;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.Standing;
import hearth.web.sample.SampleChats;
import hearth.web.testing.Events;
import hearth.web.testing.TestBox;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What open pages are told of messages, and where that is decided. */
class AlertsTest {

    @Test
    void m24TheStreamCarriesNoMoreThanTheMemberAllows() throws Exception {
        try (var box = TestBox.furnished();
                var events = Events.open(box.signedIn())) {
            assertEquals("hello:", events.next());
            listening(box);
            var dana = box.chats().conversationWith(SampleChats.person('d'));

            box.chats().setAlerts(new Alerts(Alerts.Level.NAME_AND_TEXT, true, true));
            box.chats().receive(dana, "secret & words", TestBox.NOON);
            var all = alert(events);
            assertTrue(all.contains("title=Dana") && all.contains("body=secret & words"), all);
            assertTrue(all.contains("sound=true") && all.contains("popup=true"), all);

            box.chats().setAlerts(new Alerts(Alerts.Level.NAME, false, false));
            box.chats().receive(dana, "secret", TestBox.NOON);
            var name = alert(events);
            assertTrue(name.contains("title=Dana") && !name.contains("secret"), name);
            assertTrue(name.contains("sound=false") && name.contains("popup=false"), name);

            box.chats().setAlerts(new Alerts(Alerts.Level.NEITHER, true, false));
            box.chats().receive(dana, "secret", TestBox.NOON);
            var neither = alert(events);
            assertFalse(neither.contains("Dana") || neither.contains("secret"), neither);

            box.chats().setAlerts(new Alerts(Alerts.Level.NAME_AND_TEXT, true, true));
            var stranger = box.chats().talk(SampleChats.person('7'), "Mallory", Standing.REQUEST);
            box.chats().receive(stranger, "secret", TestBox.NOON);
            var request = alert(events);
            assertFalse(request.contains("Mallory") || request.contains("secret"), request);

            box.chats().setAlertRule(dana, Notify.NONE);
            box.chats().receive(dana, "secret", TestBox.NOON);
            for (var next = events.next(); !next.equals("chat:" + dana.text()); next = events.next()) {
                assertFalse(next.startsWith("alert:"), next);
            }
        }
    }

    @Test
    void m24AllRequestsAreOneNotificationThatLeadsToThem() throws Exception {
        try (var box = TestBox.furnished();
                var events = Events.open(box.signedIn())) {
            assertEquals("hello:", events.next());
            listening(box);
            for (var stranger : new char[] {'6', '7'}) {
                var chat = box.chats().talk(SampleChats.person(stranger), "Mallory", Standing.REQUEST);
                box.chats().receive(chat, "hello", TestBox.NOON);
                var request = alert(events);
                assertTrue(request.contains("&tag=requests&") && request.contains("&href=/requests&"), request);
            }
            var dana = box.chats().conversationWith(SampleChats.person('d'));
            box.chats().receive(dana, "hello", TestBox.NOON);
            var message = alert(events);
            assertTrue(message.contains("&tag=" + dana.text() + "&"), message);
        }
    }

    @Test
    void m33OtherAccountsOfTheMemberAreHeardOfAsTheyWantAndOfTheirChatsNothingElse() throws Exception {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var ada = box.chats();
            browser.get("/account/add");
            browser.post("/account/new", Map.of("new-name", "Ada at work", "beside", "1"));
            var work = box.chats();
            var dana = ada.conversationWith(SampleChats.person('d'));
            try (var events = Events.open(browser)) {
                assertEquals("hello:", events.next());
                listening(box);

                ada.setAlerts(new Alerts(Alerts.Level.NAME, true, false));
                ada.receive(dana, "secret", TestBox.NOON);
                var named = URLDecoder.decode(events.next(), StandardCharsets.UTF_8);
                assertTrue(named.contains("&title=Dana · to " + ada.displayName() + "&"), named);
                assertTrue(named.contains("&href=/accounts&") && !named.contains("secret"), named);

                ada.setAlerts(new Alerts(Alerts.Level.NEITHER, true, false));
                ada.receive(dana, "secret", TestBox.NOON);
                var bare = URLDecoder.decode(events.next(), StandardCharsets.UTF_8);
                assertTrue(bare.startsWith("alert:") && bare.contains("&title=Something new at home&"), bare);

                ada.setAlertRule(dana, Notify.NONE);
                ada.receive(dana, "secret", TestBox.NOON);
                work.report(new EngineEvent.NetworkChanged());
                assertEquals("network:", events.next());

                browser.get("/settings");
                browser.post("/sign-out", Map.of());
                assertEquals("bye:", events.next());
                LiveTest.await("nobody listens", () -> ada.listeners() == 0);
            }
        }
    }

    @Test
    void m24LevelSoundAndTheRuleOfAChatAreChosenOnPages() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/settings/alerts");

            browser.post("/settings/alerts", Map.of("level", "neither", "popups", "yes"));
            assertEquals(
                    new Alerts(Alerts.Level.NEITHER, false, true), box.chats().alerts());
            browser.post("/settings/alerts", Map.of("level", "everything"));
            assertEquals(
                    new Alerts(Alerts.Level.NEITHER, false, true), box.chats().alerts());
            var chat = "/chats/" + Addresses.dana(box);
            browser.post(chat + "/alerts", Map.of("rule", "mentions"));
            browser.post(chat + "/alerts", Map.of("rule", "nonsense"));

            assertEquals(Notify.MENTIONS, box.chats().alertRule(box.chats().conversationWith(SampleChats.person('d'))));
            var chosen = browser.get(chat)
                    .page()
                    .all("option", it -> it.getAttribute("value").equals("mentions"))
                    .getFirst();
            assertTrue(chosen.hasAttribute("selected"));
            assertEquals(
                    404,
                    browser.post("/chats/0000000000000000/alerts", Map.of("rule", "all"))
                            .status());
        }
    }

    /** The next alert, its words as a person reads them; the other news beside it is passed over. */
    private static String alert(Events events) throws Exception {
        var next = events.next();
        while (!next.startsWith("alert:")) {
            next = events.next();
        }
        return URLDecoder.decode(next, StandardCharsets.UTF_8);
    }

    private static void listening(TestBox box) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (box.chats().listeners() == 0) {
            assertTrue(System.nanoTime() < end, "nobody listens");
            Thread.sleep(5);
        }
    }
}
