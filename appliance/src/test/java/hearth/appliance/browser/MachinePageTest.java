package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The owner's page about a machine that is nothing but a box: product.md S10 (health), D10 (its place at home), D19 (update,
 * the way back, restart) and D20 (what is wrong, in a sentence). The test plays the machine's scripts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachinePageTest {

    private static final int CONTENT_BYTES = 5 << 20;
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private Path folder = Path.of("");
    private Path machine = Path.of("");
    private Path update = Path.of("");
    private House house;
    private Chromium chromium;

    @BeforeAll
    void moveIn(@TempDir Path place) throws Exception {
        folder = place;
        machine = Files.createDirectories(folder.resolve("machine"));
        Files.createDirectories(machine.resolve("requests"));
        Files.createDirectories(machine.resolve("facts"));
        Files.writeString(machine.resolve("screen"), "");
        update = Files.write(folder.resolve("hearth-9.9.9-arm64.update"), update());
        house = House.startOnItsOwnMachine(folder, machine);
        chromium = Chromium.start();
        try (var ada = somebody()) {
            ada.foundsTheHousehold("maple-house", "Ada");
            ada.makesAnAccount("Ada");
        }
    }

    @BeforeEach
    void fine() throws IOException {
        for (var place : new String[] {"facts", "requests"}) {
            try (var files = Files.list(machine.resolve(place))) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(incoming());
        tell("version", "0.1.0");
        tell("mdns-name", "maple-house");
    }

    @AfterAll
    void moveOut() {
        chromium.close();
        house.close();
    }

    private static byte[] update() {
        var text = "hearth-update 1\nversion=9.9.9\nbuild=7\ndata=1\nsize=" + CONTENT_BYTES + "\nsha256="
                + "ab".repeat(32) + "\n";
        var bytes = new byte[4096 + CONTENT_BYTES];
        new Random(3).nextBytes(bytes);
        var header = (text + "\n".repeat(1024 - text.length())).getBytes(US_ASCII);
        System.arraycopy(header, 0, bytes, 0, header.length);
        return bytes;
    }

    private Person somebody() {
        return new Person(house, chromium.browser());
    }

    private Person owner() {
        return signedIn(new Person(house, chromium.browser()));
    }

    private static Person signedIn(Person person) {
        person.opens("/sign-in");
        person.field("Your name").fill("Ada");
        person.field("Password").fill(Person.PASSWORD);
        person.button("Sign in").click();
        person.opens("/machine");
        assertThat(person.heading("The box")).isVisible();
        return person;
    }

    private Path incoming() {
        return folder.resolve("box/update/incoming");
    }

    private void tell(String fact, String words) throws IOException {
        var fresh = Files.writeString(machine.resolve("facts/." + fact), words + "\n");
        Files.move(fresh, machine.resolve("facts/" + fact), StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isAsked(String word) {
        return Files.exists(machine.resolve("requests").resolve(word));
    }

    @Test
    @DisplayName("S10: how the machine does, and what can be done with it, on every screen")
    void thePageIsInOrder() throws Exception {
        try (var ada = owner()) {
            ada.page().locator("summary").all().forEach(it -> it.click());

            Album.keep(ada.page(), "machine-fine");

            assertThat(ada.page().locator(".facts")).containsText("0.1.0");
            ada.witness().sawNothing();
        }
    }

    @Test
    @DisplayName("D10, D20: a damaged disk and a name that is taken are sentences")
    void whatIsWrongIsSaidInSentences() throws Exception {
        try (var ada = owner()) {
            tell("trouble", "data-mended");
            tell("mdns-name", "maple-house2");
            tell("message", "went-back");
            tell("update", "writing 43");

            var state = ada.page().locator("#machine-state");
            assertThat(state).containsText("was damaged and has been mended", PATIENTLY);
            assertThat(state).containsText("answers to maple-house2.local", PATIENTLY);
            assertThat(state).containsText("went back to the version before", PATIENTLY);
            assertThat(state.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "43");
            Album.keep(ada.page(), "machine-troubled");
            ada.witness().sawNothing();
        }
    }

    @Test
    @DisplayName("D19: an update goes on where it broke off, is checked, and its refusal is shown")
    void anUpdateGoesOnWhereItBrokeOff() throws Exception {
        try (var ada = owner()) {
            var pieces = new AtomicInteger();
            ada.page().route("**/machine/update/file", route -> {
                if (pieces.incrementAndGet() == 3) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            var status = ada.page().locator("#update-status");
            ada.page().locator("#update-file").setInputFiles(update);
            ada.button("Send to the box").click();
            assertThat(status).containsText("the connection broke off", PATIENTLY);
            assertThat(ada.page().locator("#machine-state")).containsText("% of version 9.9.9 are here", PATIENTLY);
            var here = Files.size(incoming());

            ada.button("Send to the box").click();

            assertThat(status).containsText("The file is on the box", PATIENTLY);
            assertArrayEquals(Files.readAllBytes(update), Files.readAllBytes(incoming()));
            assertTrue(here == 2 << 20 && pieces.get() == 7, here + " bytes, then " + pieces.get() + " pieces in all");
            ada.button("Check and install").click();
            assertThat(ada.page().locator("#machine-state")).containsText("Version 9.9.9 is here");
            assertTrue(isAsked("update"));
            tell("update", "signature");
            assertThat(ada.page().locator("#machine-state"))
                    .containsText("not signed by those who make Hearth", PATIENTLY);
        }
    }

    @Test
    @DisplayName("D19: a file that is no update is refused with its first piece")
    void whatIsNoUpdateIsRefusedAtOnce() throws Exception {
        var letter =
                Files.write(folder.resolve("letter.update"), Arrays.copyOf("Dear box".getBytes(US_ASCII), 3 << 20));
        try (var ada = owner()) {
            ada.page().locator("#update-file").setInputFiles(letter);
            ada.button("Send to the box").click();

            assertThat(ada.page().locator("#update-status")).containsText("not an update for the box", PATIENTLY);
            assertTrue(!Files.exists(incoming()));
        }
    }

    @Test
    @DisplayName("D19: without a script a plain form sends the file, and says what is wrong with it")
    void aFormSendsAnUpdateWithoutScript() throws Exception {
        var letter = Files.writeString(folder.resolve("short.update"), "Dear box");
        try (var ada = signedIn(
                new Person(house, chromium.browser(), new Browser.NewContextOptions().setJavaScriptEnabled(false)))) {
            ada.page().locator("#update-file").setInputFiles(letter);
            ada.button("Send to the box").click();
            assertThat(ada.page().locator("#problems")).containsText("not an update for the box");
            assertThat(ada.page().locator("#update-file-problem")).isVisible();

            ada.page().locator("#update-file").setInputFiles(update);
            ada.button("Send to the box").click();

            assertThat(ada.page().locator("#machine-state")).containsText("Version 9.9.9 is here");
            assertArrayEquals(Files.readAllBytes(update), Files.readAllBytes(incoming()));
        }
    }

    @Test
    @DisplayName("S10, D19: restart, the way back and factory reset by keyboard")
    void theMachineIsAskedWithTheKeyboardAlone() throws Exception {
        try (var ada = owner()) {
            var keyboard = new Keyboard(ada);
            keyboard.press(ada.button("Go back to the version before"));
            assertThat(ada.page().getByText("otherwise its page says why not")).isVisible();
            assertTrue(isAsked("roll-back"));

            ada.opens("/machine");
            keyboard.press(ada.button("Restart"));
            assertThat(ada.page().getByText("The box restarts.")).isVisible();
            assertTrue(isAsked("restart"));
            Album.keep(ada.page(), "machine-leaving");

            ada.opens("/machine");
            keyboard.press(ada.page().locator("summary").getByText("Factory reset"));
            keyboard.type(ada.field("Password"), "not my password");
            keyboard.key("Enter");
            assertThat(ada.page().locator("#problems")).containsText("Nothing was erased");
            assertTrue(!isAsked("reset"));
            ada.field("Password").fill(Person.PASSWORD);
            keyboard.press(ada.button("Erase everything"));
            assertThat(ada.page().getByText("erases everything and starts anew"))
                    .isVisible();
            assertTrue(isAsked("reset"));
        }
    }
}
