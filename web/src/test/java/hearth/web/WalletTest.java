package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.ledger.Amount;
import hearth.web.ledger.Order;
import hearth.web.ledger.OrderResult;
import hearth.web.ledger.Refusal;
import hearth.web.sample.SampleBox;
import hearth.web.sample.SampleLedger;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The owner's wallet: what it shows, sending, and what is refused. */
class WalletTest {

    private static final String DANA = SampleLedger.person(2).text();

    private static Reply ask(Browser browser, String to, String amount) {
        browser.get("/wallet");
        return browser.post("/wallet/send", Map.of("to", to, "amount", amount));
    }

    private static SampleLedger ledger(TestBox box) {
        return box.household.ledger().orElseThrow();
    }

    @Test
    void m35SendingIsCheckedConfirmedOnceAndThenInTheHistory() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var confirm = ask(browser, DANA, "1250.5").location();
            var page = browser.get(confirm).page().text();
            assertTrue(page.contains("1\u202f250.5\u00a0HBR"), page);
            assertTrue(page.contains("0.01\u00a0HBR") && page.contains(DANA), page);
            assertEquals(List.of(), ledger(box).orders());

            var sent = browser.post(confirm, Map.of("password", SampleBox.PASSWORD));

            assertEquals("/wallet", sent.location());
            var order = new Order.Send(SampleLedger.person(2), new Amount(1_250_500_000_000L));
            assertEquals(List.of(order), ledger(box).orders());
            var wallet = browser.get("/wallet").page();
            assertEquals(
                    "18\u202f749.49\u00a0HBR",
                    Page.text(wallet.byId("spendable").orElseThrow()));
            assertTrue(wallet.text().contains("Sent to hearth1"), wallet.text());
            browser.post(confirm, Map.of("password", SampleBox.PASSWORD));
            assertEquals(1, ledger(box).orders().size(), "only once");
        }
    }

    @Test
    void thePasswordIsAskedForUntilTheWalletIsOpenAndAgainAfterTenMinutes() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var confirm = ask(browser, DANA, "1").location();
            browser.get(confirm);
            assertEquals(422, browser.post(confirm, Map.of("password", "wrong")).status());
            assertEquals(422, browser.post(confirm, Map.of()).status());
            assertEquals(List.of(), ledger(box).orders());
            assertEquals(
                    303,
                    browser.post(confirm, Map.of("password", SampleBox.PASSWORD))
                            .status());

            var second = ask(browser, DANA, "2").location();
            assertTrue(browser.get(second).page().byId("password").isEmpty(), "open");
            assertEquals(303, browser.post(second, Map.of()).status());

            box.clock.advance(Duration.ofMinutes(10));
            var third = ask(browser, DANA, "3").location();
            assertTrue(browser.get(third).page().byId("password").isPresent(), "closed by itself");
            browser.post(third, Map.of("password", SampleBox.PASSWORD));
            browser.post("/wallet/lock", Map.of());
            var fourth = ask(browser, DANA, "4").location();
            assertEquals(422, browser.post(fourth, Map.of()).status(), "closed by hand");
            assertEquals(3, ledger(box).orders().size());
            browser.post(fourth, Map.of("password", SampleBox.PASSWORD));
            browser.post("/lock", Map.of());
            browser.get("/unlock");
            browser.post("/unlock", Map.of("password", SampleBox.PASSWORD));
            var fifth = ask(browser, DANA, "5").location();
            assertEquals(422, browser.post(fifth, Map.of()).status(), "closed with the browser");
            assertEquals(4, ledger(box).orders().size());
        }
    }

    @Test
    void whatCannotBeSentIsSaidAtItsField() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var own = ledger(box).wallet().address().text();
            var mistyped = DANA.substring(0, 20) + (DANA.charAt(20) == 'y' ? 'b' : 'y') + DANA.substring(21);
            for (var to : List.of("", "hearth1", mistyped, own, DANA.substring(1), DANA + "y")) {
                assertProblem("to", ask(browser, to, "1"));
            }
            for (var amount : List.of(
                    "", "0", "-1", "1,5", "1.5.5", "x", "0.0000000001", "20000", "19999.99000001", "99999999999")) {
                assertProblem("amount", ask(browser, DANA, amount));
            }
            assertEquals(303, ask(browser, DANA, "19999.99").status(), "all but the fee");
            assertEquals(
                    303, ask(browser, DANA.toUpperCase(Locale.ROOT), "1 000").status());
            assertEquals(List.of(), ledger(box).orders());
        }
    }

    private static void assertProblem(String field, Reply reply) {
        assertEquals(422, reply.status());
        assertTrue(
                reply.page().byId(field + "-problem").isPresent(), reply.page().text());
    }

    @Test
    void germanAmountsHaveACommaAndNothingElse() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var german = Map.of("colours", "classic", "light", "system", "size", "normal", "language", "german");
            browser.get("/settings");
            browser.post("/settings/look", german);

            assertProblem("amount", ask(browser, DANA, "1.000"));
            var confirm = ask(browser, DANA, "1250,5");

            assertEquals(303, confirm.status());
            assertTrue(browser.get(confirm.location()).page().text().contains("1\u202f250,5\u00a0HBR"));
        }
    }

    @Test
    void aRefusalSaysWhyAndWhatItCost() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            ledger(box).comesTo(new OrderResult.Refused(Refusal.BALANCE_TOO_LOW, true));
            var confirm = ask(browser, DANA, "1").location();
            var reply = browser.post(confirm, Map.of("password", SampleBox.PASSWORD));
            assertEquals(422, reply.status());
            assertEquals("This was not done", reply.page().heading());
            assertTrue(
                    reply.page().text().contains("the fee of 0.01"),
                    reply.page().text());

            var wallet = browser.get("/wallet").page().text();

            assertTrue(wallet.contains("■ Refused") && wallet.contains("You do not have as much"), wallet);
        }
    }

    @Test
    void whatWaitsIsShownAsWaiting() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            ledger(box).comesTo(new OrderResult.Waiting());
            browser.post(ask(browser, DANA, "1").location(), Map.of("password", SampleBox.PASSWORD));

            var wallet = browser.get("/wallet").page().text();

            assertTrue(wallet.contains("◌ Waiting") && wallet.contains("Send 1\u00a0HBR to hearth1"), wallet);
        }
    }

    @Test
    void partsThatChangeComeAlone() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var path : List.of("/wallet", "/node")) {
                var parts = browser.get(path).page().all("*", it -> it.hasAttribute("data-poll"));
                assertFalse(parts.isEmpty(), path);
                for (var part : parts) {
                    var fresh = browser.get(part.getAttribute("data-poll"), Map.of("X-Hearth-Script", "1"));
                    assertEquals(200, fresh.status());
                    assertEquals(part.getAttribute("id"), fresh.page().root().getAttribute("id"));
                }
            }
        }
    }

    @Test
    void rewardsOfOneDayAreOneRow() {
        try (var box = TestBox.furnished()) {
            for (var i = 0; i < 40; i++) {
                ledger(box).reward(TestBox.NOON.minusSeconds(40 - i), new Amount(500_000_000));
            }
            ledger(box).reward(TestBox.NOON.plus(Duration.ofDays(1)), new Amount(1));
            var text = box.signedIn().get("/wallet").page().text();
            assertTrue(
                    text.contains("One reward") && text.contains("40 rewards") && text.contains("+ 20\u00a0HBR"), text);
        }
    }

    @Test
    void theWordsAreShownForThePasswordAndStandOnTheRecoverySheet() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertFalse(browser.get("/wallet/words").body().contains("<ol class=\"words\""));
            assertEquals(
                    422,
                    browser.post("/wallet/words", Map.of("password", "wrong")).status());
            var words = ledger(box).walletWords().phrase();

            var shown = browser.post("/wallet/words", Map.of("password", SampleBox.PASSWORD));
            var sheet = browser.post("/recovery/show", Map.of("password", SampleBox.PASSWORD));

            assertTrue(shown.page().text().contains(words.split(" ", 2)[0]));
            assertTrue(sheet.body().contains(ledger(box).wallet().address().text()));
            browser.get("/wallet/words");
            assertEquals(
                    422,
                    browser.post("/wallet/restore", Map.of("words", words, "password-again", "wrong"))
                            .status());
            assertEquals(
                    422,
                    browser.post("/wallet/restore", Map.of("words", "one", "password-again", SampleBox.PASSWORD))
                            .status());
            assertEquals(
                    303,
                    browser.post("/wallet/restore", Map.of("words", words, "password-again", SampleBox.PASSWORD))
                            .status());
        }
    }

    @Test
    void onlyTheOwnerSeesTheLedger() {
        try (var box = TestBox.furnished()) {
            var ben = box.household.joinedAs("Ben", SampleBox.PASSWORD);
            var browser = box.browser();
            browser.get("/sign-in");
            browser.post("/sign-in", Map.of("name", ben, "password", SampleBox.PASSWORD));
            for (var path : LedgerAddresses.PAGES) {
                assertEquals(403, browser.get(path).status(), path);
            }
            assertFalse(browser.get("/settings").body().contains("/wallet"));
        }
    }

    @Test
    void aNetworkWithoutALedgerSaysSo() {
        try (var box = TestBox.furnished()) {
            box.household.forgetLedger();
            var browser = box.signedIn();
            for (var path : List.of("/wallet", "/wallet/words", "/node", "/node/others", "/names")) {
                assertEquals("No tokens here", browser.get(path).page().heading(), path);
            }
            assertEquals(200, browser.get("/network").status());
        }
    }
}
