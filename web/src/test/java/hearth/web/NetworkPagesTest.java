package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.ledger.Amount;
import hearth.web.ledger.Networks.Founding;
import hearth.web.ledger.Networks.Tempo;
import hearth.web.ledger.Order;
import hearth.web.sample.SampleBox;
import hearth.web.sample.SampleChats;
import hearth.web.sample.SampleLedger;
import hearth.web.sample.SampleNetworks;
import hearth.web.testing.Browser;
import hearth.web.testing.TestBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which network the box is on, and names on it. */
class NetworkPagesTest {

    private static final Map<String, String> FOUNDING = Map.of(
            "network", "Valley",
            "token", "Valley Token",
            "symbol", "val",
            "requirement", "1000",
            "tempo", "minutes",
            "own", "50000",
            "pool", "100000.5");

    @Test
    void aNetworkIsFoundedAndTakenBack() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(browser.get("/network/found").page().text().contains("can be reached from another one"));

            var page = browser.follow(browser.post("/network/found", FOUNDING)).page();

            assertTrue(page.text().contains("From its next start this box is on Valley"), page.text());
            var founding = new Founding(
                    "Valley",
                    "Valley Token",
                    "VAL",
                    Amount.tokens(1_000),
                    Tempo.MINUTES,
                    Amount.tokens(50_000),
                    new Amount(100_000_500_000_000L));
            assertEquals(Optional.of(founding), box.household.networks().founded());
            var back = browser.follow(browser.post("/network/stay", Map.of())).page();
            assertFalse(back.text().contains("on Valley"), back.text());
        }
    }

    @Test
    void whatIsNoNetworkIsSaidAtItsField() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/network/found");
            Map.of(
                            "network", " ",
                            "token", "x".repeat(65),
                            "symbol", "too long one",
                            "requirement", "0",
                            "own", "much",
                            "pool", "")
                    .forEach((field, value) -> {
                        var form = new HashMap<>(FOUNDING);
                        form.put(field, value);
                        var reply = browser.post("/network/found", form);
                        assertEquals(422, reply.status(), field);
                        assertTrue(reply.page().byId(field + "-problem").isPresent(), field);
                    });
            assertEquals(Optional.empty(), box.household.networks().founded());
        }
    }

    @Test
    void anInvitationIsShownSavedAndFollowed() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var text = box.household.networks().invitation().orElseThrow();
            assertTrue(browser.get("/network").body().contains(text));
            var file = browser.get("/network/invitation");
            assertEquals(text + "\n", file.body());
            assertTrue(file.header("content-disposition").orElse("").contains("attachment"));
            browser.get("/network");
            for (var wrong : List.of("", "hello", "HEARTH-NETWORK-1-GONE")) {
                assertEquals(
                        422,
                        browser.post("/network/join", Map.of("invitation", wrong))
                                .status(),
                        wrong);
            }

            var page = browser.follow(
                            browser.post("/network/join", Map.of("invitation", " " + SampleNetworks.VALLEY + "\n")))
                    .page();

            assertTrue(page.text().contains("From its next start this box is on valley"), page.text());
        }
    }

    @Test
    void aNameIsRegisteredChangedKeptAndGivenAway() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var ledger = box.household.ledger().orElseThrow();
            var own = box.chats().id();
            var dana = SampleChats.person('d');
            assertEquals(422, browser.get("/names?name=-x-").status());
            ledger.take("ben");
            assertTrue(browser.get("/names?name=ben").page().text().contains("ben is taken"));
            assertTrue(browser.get("/names?name=Ada").page().text().contains("ada is free"));
            assertEquals(
                    422,
                    browser.post("/names/keep", Map.of("name", "ada", "account", "06"))
                            .status());

            confirm(browser, "/names/keep", Map.of("name", "ada", "account", own.hex()));
            confirm(browser, "/names/point", Map.of("name", "ada", "account", dana.hex()));
            confirm(browser, "/names/renew", Map.of("name", "ada"));
            assertTrue(browser.get("/names?name=ada").page().text().contains("Kept until 3 March 2028"));
            assertEquals(
                    422,
                    browser.post("/names/give", Map.of("name", "ada", "to", "x"))
                            .status());
            confirm(
                    browser,
                    "/names/give",
                    Map.of("name", "ada", "to", SampleLedger.person(2).text()));

            assertEquals(
                    List.of(
                            new Order.KeepName("ada", own),
                            new Order.PointName("ada", dana),
                            new Order.RenewName("ada"),
                            new Order.GiveName("ada", SampleLedger.person(2))),
                    ledger.orders());
            assertTrue(browser.get("/names?name=ada").page().text().contains("ada is taken"));
        }
    }

    private static void confirm(Browser browser, String form, Map<String, String> fields) {
        var confirm = browser.post(form, fields).location();
        browser.get(confirm);
        var reply = browser.post(confirm, Map.of("password", SampleBox.PASSWORD));
        assertEquals("/names?name=ada", reply.location());
        browser.get(reply.location());
    }
}
