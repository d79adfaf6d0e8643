package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Registration.Reservation;
import hearth.web.ledger.NodeView.Stage;
import hearth.web.ledger.Order;
import hearth.web.ledger.OwnNode;
import hearth.web.ledger.Reachability;
import hearth.web.sample.SampleBox;
import hearth.web.sample.SampleLedger;
import hearth.web.testing.Browser;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The box's node and those of others, from the first check to leaving (product.md M35, S10, S15). */
class NodePagesTest {

    private static final String BEN = SampleLedger.person(3).text();

    private static SampleLedger ledger(TestBox box) {
        return box.household.ledger().orElseThrow();
    }

    private static String confirmed(Browser browser, String confirm) {
        browser.get(confirm);
        var reply = browser.post(confirm, Map.of("password", SampleBox.PASSWORD));
        assertEquals(303, reply.status(), reply.body());
        return reply.location();
    }

    @Test
    void m35TheWizardLeadsFromTheCheckToAnActiveNode() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(browser.get("/node").page().text().contains("not registered"));
            assertFalse(browser.get("/node/start").page().text().contains("was reached"));
            browser.follow(browser.post("/node/start/check", Map.of()));
            var checked = browser.get("/node/start").page().text();
            assertTrue(checked.contains("● HTTPS was reached"), checked);
            var terms = browser.get("/node/start/terms").page().text();
            assertTrue(terms.contains("19 March 2026 at the earliest"), terms);
            assertTrue(terms.contains("until 3 April 2026"), terms);
            browser.get("/node/start/who");

            var place = confirmed(
                    browser,
                    browser.post("/node/start/who", Map.of("with", "alone")).location());

            assertEquals("/node", place);
            assertEquals(
                    List.of(new Order.Register(Amount.tokens(15_000), 0, List.of())),
                    ledger(box).orders());
            var node = browser.get("/node").page();
            assertTrue(node.text().contains("● Seen by all its testers"), node.text());
            assertTrue(node.text().contains("Safe to be off for 2 h 10 min"), node.text());
            assertTrue(node.text().contains("Next reward in 14 min"), node.text());
            assertEquals(
                    14,
                    node.all("rect", it -> it.getAttribute("class").equals("bar"))
                            .size());
            assertEquals(15, node.all("tr").size(), "the same as a table");
            assertEquals("/node", browser.get("/node/start").location(), "once");
        }
    }

    @Test
    void aNodeThatIsNotReachedIsWarnedAboutBeforeMoneyIsBound() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            ledger(box).isFound(Reachability.Found.NOT_REACHED);
            browser.get("/node/start");
            var text = browser.follow(browser.post("/node/start/check", Map.of()))
                    .page()
                    .text();
            assertTrue(text.contains("■ OMQ was not reached") && text.contains("Continue all the same"), text);
        }
    }

    @Test
    void placesAreKeptForOthers() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/node/start/who");
            var form = new HashMap<>(Map.of("with", "others", "amount", "5000", "fee", "2.5"));
            form.put("place-2", BEN);
            form.put("part-2", "2000");

            confirmed(browser, browser.post("/node/start/who", form).location());

            var order = new Order.Register(
                    Amount.tokens(5_000), 25, List.of(new Reservation(SampleLedger.person(3), Amount.tokens(2_000))));
            assertEquals(List.of(order), ledger(box).orders());
            var text = browser.get("/node").page().text();
            assertTrue(text.contains("◌ Waits for 10\u202f000\u00a0HBR more"), text);
            assertTrue(text.contains("kept, not contributed yet"), text);
        }
    }

    @Test
    void whatTheRulesForbidIsSaidAtItsField() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            browser.get("/node/start/who");
            var own = ledger(box).wallet().address().text();
            assertProblem(browser, "amount", Map.of("amount", "3749.999999999"));
            assertProblem(browser, "amount", Map.of("amount", "15000.000000001"));
            assertProblem(browser, "fee", Map.of("fee", "100.1"));
            assertProblem(browser, "fee", Map.of("fee", "-1"));
            assertProblem(browser, "place-1", Map.of("place-1", "x", "part-1", "2000"));
            assertProblem(browser, "place-1", Map.of("place-1", own, "part-1", "2000"));
            assertProblem(browser, "part-9", Map.of("place-9", BEN));
            assertProblem(browser, "part-1", Map.of("place-1", BEN, "part-1", "1"));
            assertProblem(browser, "part-1", Map.of("place-1", BEN, "part-1", "10000.1"));
            assertProblem(
                    browser, "place-2", Map.of("place-1", BEN, "part-1", "2000", "place-2", BEN, "part-2", "2000"));
            assertEquals(List.of(), ledger(box).orders());
        }
    }

    private static void assertProblem(Browser browser, String field, Map<String, String> fields) {
        var form = new HashMap<>(Map.of("with", "others", "amount", "5000", "fee", "10"));
        form.putAll(fields);
        var reply = browser.post("/node/start/who", form);
        assertEquals(422, reply.status(), fields.toString());
        assertTrue(
                reply.page().byId(field + "-problem").isPresent(), reply.page().text());
    }

    @Test
    void contributingSaysForHowLongASmallPartIsBound() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(browser.get("/node/others").page().text().contains("11\u202f000\u00a0HBR open"));
            var path = "/node/others/" + SampleLedger.WAITING.hex();
            browser.get(path);
            assertEquals(422, browser.post(path, Map.of("amount", "1222.2")).status(), "too little");
            assertEquals(422, browser.post(path, Map.of("amount", "11000.1")).status(), "too much");
            var confirm = browser.post(path, Map.of("amount", "2000")).location();
            var text = browser.get(confirm).page().text();
            assertTrue(text.contains("you cannot ask for it before 3 April 2026"), text);
            assertTrue(text.contains("18 April 2026 at the earliest"), text);

            assertEquals(path, confirmed(browser, confirm));

            var wallet = browser.get("/wallet").page().text();
            assertTrue(wallet.contains("You can take it back at once"), wallet);
            confirmed(
                    browser,
                    browser.post("/node/leave", Map.of("node", SampleLedger.WAITING.hex()))
                            .location());
            assertEquals(
                    List.of(
                            new Order.Contribute(SampleLedger.WAITING, Amount.tokens(2_000)),
                            new Order.Leave(SampleLedger.WAITING)),
                    ledger(box).orders());
        }
    }

    @Test
    void leavingShowsTheDateFirstAndIsConfirmedAgain() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            ledger(box).become(Stage.ACTIVE, Optional.empty());
            var leave = browser.get("/node/leave").page().text();
            assertTrue(leave.contains("come back on 19 March 2026"), leave);
            var confirm = browser.post("/node/leave", Map.of("node", SampleLedger.OWN.hex()));
            assertEquals(
                    "Are you sure about leaving?",
                    browser.get(confirm.location()).page().heading());

            confirmed(browser, confirm.location());

            var node = browser.get("/node").page().text();
            assertTrue(node.contains("◌ Works, and leaves on 19 March 2026"), node);
            assertTrue(browser.get("/node/leave").page().text().contains("nothing more to do"));
            assertEquals(
                    404,
                    browser.get("/node/leave?node=" + SampleLedger.WAITING.hex())
                            .status());
        }
    }

    @Test
    void everyStateHasASentenceAShapeAndAColour() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            var ledger = ledger(box);
            ledger.become(Stage.DECOMMISSIONED, Optional.empty());
            assertHealth(browser, "lamp-needs-you", "▲ Decommissioned");
            assertTrue(browser.get("/node").page().text().contains("within 2 h 10 min"));
            ledger.become(Stage.DEREGISTERED, Optional.of(TestBox.NOON.plus(Duration.ofDays(30))));
            assertHealth(browser, "lamp-stopped", "■ Expelled. The stakes come back on 3 April 2026");
            ledger.become(Stage.AWAITING, Optional.empty());
            assertHealth(browser, "lamp-working", "◌ Waits for");
            ledger.become(Stage.ACTIVE, Optional.empty());
            for (var warning : OwnNode.Warning.values()) {
                ledger.warn(warning);
                assertHealth(browser, "lamp-needs-you", "▲ ");
                assertTrue(browser.get("/node").page().text().contains("What to do"), warning.name());
            }
        }
    }

    private static void assertHealth(Browser browser, String lamp, String begin) {
        var line = browser.get("/node")
                .page()
                .all("p", it -> it.getAttribute("class").contains("health"))
                .getFirst();
        assertTrue(line.getAttribute("class").contains(lamp), line.getAttribute("class"));
        var text = Page.text(line);
        assertTrue(text.startsWith(begin), text);
    }
}
