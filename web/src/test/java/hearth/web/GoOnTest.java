package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.sample.SampleBox;
import hearth.web.testing.Browser;
import hearth.web.testing.TestBox;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** D1: who lets the box go on after a restart knows what it costs, and needs the password for it. */
class GoOnTest {

    private static final String WALLET = "They can spend what is in your wallet, too.";

    @Test
    void d1ItTakesThePasswordToLetTheBoxGoOnAndToHaveItWaitAgain() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            assertTrue(says(browser, "Now: the box waits for you."));

            browser.get("/settings/safety");
            var wrong = browser.post("/settings/go-on", Map.of("go-on-current", "not the password"));
            assertEquals(422, wrong.status());
            assertTrue(wrong.page().byId("go-on-current-problem").isPresent());
            assertTrue(says(browser, "Now: the box waits for you."));

            browser.post("/settings/go-on", Map.of("go-on-current", SampleBox.PASSWORD));
            assertTrue(says(browser, "Now: the box goes on by itself."));
            assertEquals(
                    422,
                    browser.post("/settings/go-on/stop", Map.of("go-on-current", ""))
                            .status());
            browser.post("/settings/go-on/stop", Map.of("go-on-current", SampleBox.PASSWORD));
            assertTrue(says(browser, "Now: the box waits for you."));
        }
    }

    @Test
    void d1OnlyTheOwnerIsToldOfAWallet() {
        try (var box = TestBox.furnished()) {
            assertTrue(says(box.signedIn(), WALLET));

            var ben = box.browser();
            ben.get("/sign-in");
            var password = "another password entirely";
            ben.post("/sign-in", Map.of("name", box.household.joinedAs("Ben", password), "password", password));
            assertTrue(says(ben, "Now: the box waits for you."));
            assertFalse(says(ben, WALLET));
        }
    }

    private static boolean says(Browser browser, String words) {
        return browser.get("/settings/safety").page().text().contains(words);
    }
}
