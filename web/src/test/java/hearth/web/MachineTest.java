package hearth.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.BoxState;
import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.Keeper;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import hearth.web.sample.SampleBox;
import hearth.web.sample.SampleMachine;
import hearth.web.testing.Browser;
import hearth.web.testing.Reply;
import hearth.web.testing.TestBox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page about the machine, and the code that the first owner needs. */
class MachineTest {

    private static final String CODE = "12345678";

    /** Sends a file as a browser does: after the fields of its form. */
    private static Reply upload(Browser browser, Map<String, String> fields, byte[] content, Map<String, String> more) {
        var body = new StringBuilder();
        var all = new LinkedHashMap<>(Map.of("form", browser.token()));
        all.putAll(fields);
        all.forEach((name, value) -> body.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hearth.update\"\r\n\r\n")
                .append(new String(content, StandardCharsets.ISO_8859_1))
                .append("\r\n--cut--\r\n");
        var headers = new LinkedHashMap<>(Map.of(
                "Content-Type", "multipart/form-data; boundary=cut",
                "Origin", "https://" + browser.host(),
                "Sec-Fetch-Site", "same-origin"));
        headers.putAll(more);
        return browser.send("POST", "/machine/update/file", headers, body.toString());
    }

    private static Reply sendPiece(Browser browser, long at, byte[] content) {
        return upload(browser, Map.of("at", Long.toString(at)), content, Map.of("X-Hearth-Script", "1"));
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
            box.machine.troubles.add(MachineState.Trouble.DATA_FULL);
            var text = ada.get("/machine").page().text();

            assertTrue(text.contains("went back to the version before"), text);
            assertTrue(text.contains("The disk is full"), text);
            assertFalse(text.contains("Everything is fine."), text);
        }
    }

    @Test
    void everyStateHasItsSentence() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            for (var trouble : MachineState.Trouble.values()) {
                box.machine.troubles.add(trouble);
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
    void aVersionThatFailedIsNotOfferedToGoBackTo() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();

            box.machine.message = Optional.of(MachineState.Message.UPDATED);
            assertTrue(ada.get("/machine").body().contains("/machine/roll-back"));

            box.machine.message = Optional.of(MachineState.Message.WENT_BACK);
            assertFalse(ada.get("/machine").body().contains("/machine/roll-back"));
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
            var first = SampleMachine.header("0.2.0", 8_192);

            assertEquals(204, sendPiece(ada, 0, first).status());
            assertEquals(204, sendPiece(ada, first.length, new byte[7]).status());
            var text = ada.get("/machine").page().text();
            assertTrue(text.contains("8 % of version 0.2.0 are here."), text);
            var refused = sendPiece(ada, 9, new byte[7]);
            assertEquals(409, refused.status());
            assertTrue(refused.body().contains("does not go on where the file on the box ends"), refused.body());
            assertEquals(
                    409,
                    upload(ada, Map.of("at", "x"), new byte[7], Map.of("X-Hearth-Script", "1"))
                            .status());
            assertEquals(first.length + 7, box.machine.sent().length);

            ada.post("/machine/update", Map.of());
            ada.post("/machine/update", Map.of("older", "yes"));
            assertEquals(List.of(MachineRequest.UPDATE, MachineRequest.UPDATE_ANY), box.machine.asked);
        }
    }

    @Test
    void withoutAScriptAFormSendsTheWholeFile() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            ada.get("/machine");
            var file = Arrays.copyOf(SampleMachine.header("0.2.0", 10_000), 4096 + 10_000);

            var sent = upload(ada, Map.of(), file, Map.of());

            assertEquals("/machine", sent.location());
            assertArrayEquals(file, box.machine.sent());
            var text = ada.get("/machine").page().text();
            assertTrue(text.contains("Version 0.2.0 is here and can be installed"), text);
        }
    }

    @Test
    void everyRefusalOfAFileHasItsSentenceBesideTheField() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            ada.get("/machine");
            for (var piece : IncomingUpdate.Piece.values()) {
                if (piece != IncomingUpdate.Piece.KEPT) {
                    box.machine.refusal = Optional.of(piece);
                    var page = upload(ada, Map.of(), new byte[1], Map.of());
                    assertEquals(422, page.status());
                    assertTrue(page.page().byId("update-file-problem").isPresent(), piece.name());
                }
            }
        }
    }

    @Test
    void aMachineThatServesOthersTooIsLookedAtAndNotAsked() {
        try (var box = TestBox.furnished()) {
            var ada = box.signedIn();
            for (var keeper : List.of(Keeper.PACKAGES, Keeper.CONTAINER, Keeper.PERSON)) {
                box.machine.keeper = keeper;
                var text = ada.get("/machine").page().text();
                assertTrue(text.contains("Everything is fine.") && text.contains("41 °C"), text);
                assertTrue(text.contains("leaves updating, restarting and switching off"), text);
                assertFalse(text.contains("Factory reset"), text);
            }
            for (var path : List.of("restart", "shut-down", "roll-back", "update", "reset")) {
                ada.get("/settings");
                var answer = ada.post("/machine/" + path, Map.of("password", SampleBox.PASSWORD));
                assertEquals(404, answer.status(), path);
            }
            ada.get("/settings");
            assertEquals(404, upload(ada, Map.of(), new byte[1], Map.of()).status());
            assertTrue(box.machine.asked.isEmpty());
        }
    }

    @Test
    void aNameThatIsTakenIsSaidWithTheAddressThatWorks() {
        try (var box = TestBox.furnished()) {
            box.machine.troubles.add(MachineState.Trouble.NAME_TAKEN);

            var text = box.signedIn().get("/machine").page().text();

            assertTrue(text.contains("answers to maple-house-2.local"), text);
            assertTrue(text.contains("https://192.168.1.7"), text);
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
