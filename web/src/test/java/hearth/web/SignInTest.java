package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.sample.SampleBox;
import hearth.web.session.SessionLimits;
import hearth.web.testing.Browser;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Coming in, staying in, going out. */
class SignInTest {

    private static Reply signIn(Browser browser, String name, String password) {
        return browser.post("/sign-in", Map.of("name", name, "password", password));
    }

    private static boolean isIn(Browser browser) {
        return browser.get("/chats").status() == 200;
    }

    @Test
    void theRightPasswordOpensTheChats() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            browser.get("/sign-in");
            // when
            var page = browser.follow(signIn(browser, " ada ", SampleBox.PASSWORD));
            // then
            assertTrue(page.body().contains("Dana"));
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            browser.get("/sign-in");
            // when
            var wrong = signIn(browser, "Ada", "correct horse batterz");
            var unknown = signIn(browser, "Eve", SampleBox.PASSWORD);
            // then
            assertEquals(422, wrong.status());
            assertEquals(
                    wrong.body().replace("Ada", ""),
                    unknown.body().replace("Eve", "").replace("Ada", ""));
            assertFalse(wrong.body().contains("correct horse"), "the password never comes back");
            assertFalse(isIn(browser));
        }
    }

    @Test
    void whoKeepsGuessingWaitsLongerAndLonger() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            browser.get("/sign-in");
            // given: four failures are free, the fifth costs
            for (var i = 0; i < 5; i++) {
                assertEquals(422, signIn(browser, "Ada", "guess number " + i).status());
            }
            var tried = box.household.signIns();

            // when
            var early = signIn(browser, "Ada", SampleBox.PASSWORD);
            // then: not even tried, although it is right
            assertEquals(429, early.status());
            assertTrue(
                    early.page().text().contains("Wait 3 seconds"), early.page().text());
            assertEquals(tried, box.household.signIns());

            // when
            box.clock.advance(Duration.ofSeconds(2));
            assertEquals(422, signIn(browser, "Ada", "guess number 6").status());
            // then: the next wait is twice as long
            box.clock.advance(Duration.ofMillis(3_999));
            assertEquals(429, signIn(browser, "Ada", SampleBox.PASSWORD).status());
            box.clock.advance(Duration.ofMillis(1));
            assertEquals(303, signIn(browser, "Ada", SampleBox.PASSWORD).status());
        }
    }

    @Test
    void guessingAtManyNamesSlowsTheAddressDown() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            browser.get("/sign-in");
            for (var i = 0; i < 13; i++) {
                assertEquals(422, signIn(browser, "Name " + i, "password").status());
            }
            assertEquals(429, signIn(browser, "Ada", SampleBox.PASSWORD).status());
        }
    }

    @Test
    void theCookieIsForThisHostOverTlsAndOutOfReachOfScripts() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            // when
            var visitor = browser.get("/sign-in").header("set-cookie").orElseThrow();
            var before = browser.cookies().toString();
            var member = signIn(browser, "Ada", SampleBox.PASSWORD)
                    .header("set-cookie")
                    .orElseThrow();
            // then
            for (var cookie : new String[] {visitor, member}) {
                assertTrue(
                        cookie.startsWith("__Host-hearth-" + box.server.ports().https() + "="), cookie);
                assertTrue(cookie.contains("; Path=/"), cookie);
                assertTrue(cookie.contains("; Secure"), cookie);
                assertTrue(cookie.contains("; HttpOnly"), cookie);
                assertTrue(cookie.contains("; SameSite=Lax"), cookie);
                assertFalse(cookie.contains("Domain"), cookie);
            }
            assertFalse(visitor.contains("Max-Age"), "a visitor's cookie goes with the window: " + visitor);
            assertTrue(member.contains("Max-Age=2592000"), member);
            assertNotEquals(before, browser.cookies().toString(), "a fresh token at sign-in");
        }
    }

    @Test
    void aTokenFromBeforeSigningInIsWorthNothing() {
        try (var box = TestBox.furnished()) {
            // given: an attacker has planted a token of their own
            var attacker = box.browser();
            attacker.get("/sign-in");
            var victim = box.browser();
            victim.cookies().putAll(attacker.cookies());
            victim.get("/sign-in");
            // when
            assertEquals(303, signIn(victim, "Ada", SampleBox.PASSWORD).status());
            // then
            assertTrue(isIn(victim));
            assertFalse(isIn(attacker));
        }
    }

    @Test
    void anUnusedSessionEndsAfterItsTimeAndAUsedOneDoesNot() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            // one moment before the end, again and again
            var step = SessionLimits.DEFAULT.idle().minusMillis(1);
            box.clock.advance(step);
            assertTrue(isIn(browser));
            box.clock.advance(step);
            assertTrue(isIn(browser));
            box.clock.advance(SessionLimits.DEFAULT.idle());
            // then
            assertEquals("/", browser.get("/chats").location());
        }
    }

    @Test
    void aSessionEndsAtItsGreatestAgeHoweverMuchItIsUsed() {
        var limits = new SessionLimits(Duration.ofHours(20), Duration.ofHours(30), 10, 5, 2);
        try (var box = TestBox.furnished(limits)) {
            var browser = box.signedIn();
            box.clock.advance(Duration.ofHours(15));
            assertTrue(isIn(browser));
            box.clock.advance(Duration.ofHours(15).minusMillis(1));
            assertTrue(isIn(browser));
            box.clock.advance(Duration.ofMillis(1));
            assertFalse(isIn(browser));
        }
    }

    @Test
    void signingOutEndsTheSessionForGood() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var copy = box.browser();
            copy.cookies().putAll(browser.cookies());
            assertTrue(isIn(copy));
            browser.get("/settings");
            // when
            var reply = browser.post("/sign-out", Map.of());
            // then
            assertEquals("/sign-in", reply.location());
            assertFalse(isIn(browser));
            assertFalse(isIn(copy), "the old cookie is dead everywhere");
        }
    }

    @Test
    void aFormAfterTheEndOfTheSessionChangesNothingAndSaysSo() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/chats/" + Addresses.dana(box));
            box.clock.advance(SessionLimits.DEFAULT.idle());
            // when
            var reply = browser.post("/chats/" + Addresses.dana(box) + "/send", Map.of("text", "lost?"));
            // then
            assertEquals(401, reply.status());
            assertTrue(reply.page().text().contains("Nothing was changed or sent"));
        }
    }

    @Test
    void brokenCookiesAreThoseOfAStranger() {
        try (var box = TestBox.furnished()) {
            var name = "__Host-hearth-" + box.server.ports().https();
            for (var value :
                    new String[] {"", "x", "A".repeat(43), "A".repeat(5_000), "\"quoted\"", "a;b=c", "%00", "ä"}) {
                var reply = box.browser().get("/chats", Map.of("Cookie", name + "=" + value));
                assertTrue(reply.status() == 303 || reply.status() == 400, value + ": " + reply.status());
            }
        }
    }

    @Test
    void pagesOfMembersLeadStrangersToTheDoor() {
        try (var box = TestBox.furnished()) {
            for (var path : new String[] {
                "/chats", "/requests", "/new", "/me", "/people", "/path", "/settings", "/recovery", "/live"
            }) {
                var reply = box.browser().get(path);
                assertEquals(303, reply.status(), path);
                assertEquals("/", reply.location(), path);
            }
        }
    }
}
