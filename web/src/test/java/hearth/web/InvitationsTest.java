package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inviting somebody, and what the link does once, twice, too late and never. */
class InvitationsTest {

    private static final String PASSWORD = "battery horse correct";

    /** Ada invites Ben; the path of the link. */
    private static String invite(Browser ada) {
        ada.get("/people");
        var shown = ada.get(ada.post("/people/invite", Map.of("name", "Ben")).location())
                .page();
        var link = shown.all(
                        "*",
                        it -> it.getChildNodes().getLength() == 1
                                && Page.text(it).contains("/join/"))
                .getFirst();
        var text = Page.text(link);
        return text.substring(text.indexOf("/join/"));
    }

    private static void assertClosed(TestBox box, String link, int status, String told) {
        var browser = box.browser();
        var looked = browser.get(link);
        assertEquals(status, looked.status());
        assertTrue(looked.page().text().contains(told), looked.page().text());
        browser.get("/sign-in");
        var joined = browser.post(link, Map.of("name", "Eve", "password", PASSWORD));
        assertEquals(status, joined.status());
        assertEquals(
                1,
                box.household.members().stream()
                        .filter(it -> !it.name().text().equals("Ben"))
                        .count());
    }

    @Test
    void aLinkLetsOnePersonInAndThenNobody() {
        try (var box = TestBox.furnished()) {
            var link = invite(box.signedIn());
            var ben = box.browser();
            assertEquals("no-referrer", ben.get(link).header("referrer-policy").orElse(""));
            // when
            var joined = ben.post(link, Map.of("name", "Ben", "password", PASSWORD));
            // then
            assertEquals("/account", joined.location());
            assertEquals(2, box.household.members().size());
            assertClosed(box, link, 410, "used already");
        }
    }

    @Test
    void aLinkWorksUntilItsTimeIsOver() {
        try (var box = TestBox.furnished()) {
            var link = invite(box.signedIn());
            box.clock.advance(Duration.ofDays(7).minusMillis(1));
            assertEquals(200, box.browser().get(link).status());
            box.clock.advance(Duration.ofMillis(1));
            assertClosed(box, link, 410, "too old");
        }
    }

    @Test
    void aWithdrawnLinkSaysThatItWasWithdrawn() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            var link = invite(ada);
            var id = box.household.invitations().getFirst().id().text();
            assertEquals(
                    303, ada.post("/people/withdraw", Map.of("invitation", id)).status());
            assertClosed(box, link, 410, "withdrawn");
        }
    }

    @Test
    void anUnknownOrDamagedLinkSaysThatTheBoxDoesNotKnowIt() {
        try (var box = TestBox.furnished()) {
            var link = invite(box.signedIn());
            for (var wrong : new String[] {
                link.substring(0, link.length() - 1), link + "A", "/join/x", "/join/" + "A".repeat(43), "/join/%F0%9F"
            }) {
                var reply = box.browser().get(wrong);
                assertEquals(404, reply.status(), wrong);
            }
            assertClosed(box, "/join/" + "A".repeat(43), 404, "does not know this invitation");
        }
    }

    @Test
    void aNameThatIsTakenAndAWeakPasswordUseTheLinkNotUp() {
        try (var box = TestBox.furnished()) {
            var link = invite(box.signedIn());
            var ben = box.browser();
            ben.get(link);
            assertTrue(ben.post(link, Map.of("name", "ADA", "password", PASSWORD))
                    .page()
                    .text()
                    .contains("lives here already"));
            assertTrue(ben.post(link, Map.of("name", "Ben", "password", "short"))
                    .page()
                    .text()
                    .contains("too short"));
            assertEquals(
                    303,
                    ben.post(link, Map.of("name", "Ben", "password", PASSWORD)).status());
        }
    }

    @Test
    void onlyTheOwnerInvites() {
        try (var box = TestBox.furnished()) {
            var link = invite(box.signedIn());
            var ben = box.browser();
            ben.get(link);
            ben.post(link, Map.of("name", "Ben", "password", PASSWORD));
            // when
            var page = ben.get("/people");
            var tried = ben.post("/people/invite", Map.of("name", "Eve"));
            // then
            assertFalse(page.body().contains("/people/invite"));
            assertEquals(403, tried.status());
            assertTrue(box.household.invitations().isEmpty());
        }
    }

    @Test
    void aLinkDoesNothingInABoxWithoutAnOwner() {
        try (var box = TestBox.fresh()) {
            assertEquals(404, box.browser().get("/join/" + "A".repeat(43)).status());
        }
    }
}
