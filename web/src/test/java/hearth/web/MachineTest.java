package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.BoxState;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import hearth.web.sample.SampleBox;
import hearth.web.testing.Browser;
import hearth.web.testing.TestBox;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page about the machine, and the code that the first owner needs. */
class MachineTest {

    private static final String CODE = "12345678";

    private static Map<String, String> piece(long at, byte[] bytes) {
        return Map.of("at", Long.toString(at), "piece", Base64.getEncoder().encodeToString(bytes));
    }

    private static Map<String, String> firstOwner(String code) {
        return new HashMap<>(Map.of("box", "maple-house", "name", "Ada", "password", SampleBox.PASSWORD, "code", code));
    }

    private static Browser atSetup(TestBox box) {
        var browser = box.browser();
        browser.get("/setup");
        return browser;
    }

    @Test
    void thePageSaysInASentenceHowTheMachineDoes() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            assertTrue(ada.get("/machine").page().text().contains("Everything is fine."));
            assertTrue(ada.get("/settings").page().text().contains("How it does"));

            box.machine.message = Optional.of(MachineState.Message.WENT_BACK);
            box.machine.trouble = Optional.of(MachineState.Trouble.DATA_FULL);
            var text = ada.get("/machine").page().text();

            assertTrue(text.contains("went back to the version before"), text);
            assertTrue(text.contains("The data partition is full."), text);
            assertFalse(text.contains("Everything is fine."), text);
        }
    }

    @Test
    void everyStateHasItsSentence() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            for (var trouble : MachineState.Trouble.values()) {
                box.machine.trouble = Optional.of(trouble);
                assertEquals(200, ada.get("/machine").status());
            }
            for (var message : MachineState.Message.values()) {
                box.machine.message = Optional.of(message);
                assertEquals(200, ada.get("/machine").status());
            }
            for (var update : MachineState.Update.values()) {
                box.machine.update = Optional.of(update);
                assertEquals(200, ada.get("/machine").status());
            }
        }
    }

    @Test
    void buttonsAskTheMachine() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            for (var path : List.of("restart", "shut-down", "roll-back")) {
                ada.get("/machine");
                assertEquals(200, ada.post("/machine/" + path, Map.of()).status());
            }
            assertEquals(
                    List.of(MachineRequest.RESTART, MachineRequest.SHUT_DOWN, MachineRequest.ROLL_BACK),
                    box.machine.asked);
        }
    }

    @Test
    void onlyThePasswordErasesEverything() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            ada.get("/machine");
            assertEquals(
                    422,
                    ada.post("/machine/reset", Map.of("password", "wrong password"))
                            .status());
            assertTrue(box.machine.asked.isEmpty());

            assertEquals(
                    200,
                    ada.post("/machine/reset", Map.of("password", SampleBox.PASSWORD))
                            .status());
            assertEquals(List.of(MachineRequest.RESET), box.machine.asked);
        }
    }

    @Test
    void strangersSeeNothingOfIt() {
        try (var box = TestBox.furnished()) {
            var browser = box.browser();
            assertEquals(303, browser.get("/machine").status());
            browser.get("/sign-in");
            assertEquals(401, browser.post("/machine/restart", Map.of()).status());
            assertTrue(box.machine.asked.isEmpty());
        }
    }

    @Test
    void anUpdateComesInPiecesAndIsInstalledWhenAsked() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            ada.get("/machine");
            assertEquals(
                    204,
                    ada.post("/machine/update/piece", piece(0, new byte[45_000]))
                            .status());
            assertEquals(
                    204,
                    ada.post("/machine/update/piece", piece(45_000, new byte[7]))
                            .status());
            assertEquals(
                    409,
                    ada.post("/machine/update/piece", piece(9, new byte[7])).status());
            assertEquals(
                    409,
                    ada.post("/machine/update/piece", Map.of("at", "0", "piece", "%%%"))
                            .status());
            assertEquals(45_007, box.machine.updateBytes());

            ada.post("/machine/update", Map.of());
            ada.post("/machine/update", Map.of("older", "yes"));
            assertEquals(List.of(MachineRequest.UPDATE, MachineRequest.UPDATE_ANY), box.machine.asked);
        }
    }

    @Test
    void theFirstOwnerNeedsTheCode() {
        try (var box = TestBox.fresh()) {
            box.machine.code = CODE;
            var browser = atSetup(box);
            assertTrue(browser.get("/setup").page().text().contains("Code on the box’s screen"));
            assertEquals(422, browser.post("/setup", firstOwner("87654321")).status());
            assertTrue(box.household.state() instanceof BoxState.Fresh);

            assertEquals("/account", browser.post("/setup", firstOwner(CODE)).location());
            assertEquals("maple-house", box.machine.owner);
        }
    }

    @Test
    void guessingTheCodeBecomesSlow() {
        try (var box = TestBox.fresh()) {
            box.machine.code = CODE;
            var browser = atSetup(box);
            for (var i = 0; i < 5; i++) {
                browser.post("/setup", firstOwner("0000000" + i));
            }
            var text = browser.post("/setup", firstOwner(CODE)).page().text();
            assertTrue(text.contains("Too many wrong codes"), text);

            box.clock.advance(Duration.ofMinutes(1));
            assertEquals("/account", browser.post("/setup", firstOwner(CODE)).location());
        }
    }

    @Test
    void withoutACodeNobodyIsAskedForOne() {
        try (var box = TestBox.fresh()) {
            var browser = atSetup(box);
            assertFalse(browser.get("/setup").page().text().contains("Code on"));
            assertEquals("/account", browser.post("/setup", firstOwner("")).location());
        }
    }
}
