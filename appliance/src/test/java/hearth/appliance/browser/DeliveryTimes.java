package hearth.appliance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;

/**
 * Prints how long messages take from the click on <em>Send</em> in one browser until they are visible in another one: a
 * program to run by hand, see the module's README.
 */
final class DeliveryTimes {

    private static final int WARM_UP = 20;
    private static final int MESSAGES = 100;

    /** Notes when a message is first drawn. Both browsers are on one machine and share its clock. */
    private static final String WATCH = """
            () => {
              window.seen = {};
              const look = () => {
                const now = performance.timeOrigin + performance.now();
                for (const text of document.querySelectorAll('article.message p.text')) {
                  window.seen[text.textContent] ??= now;
                }
              };
              new MutationObserver(() => requestAnimationFrame(look)).observe(document.getElementById('messages'), { childList: true, subtree: true });
            }""";

    private static final String SEND = """
            text => {
              document.getElementById('text').value = text;
              const now = performance.timeOrigin + performance.now();
              document.querySelector('.send').click();
              return now;
            }""";

    private DeliveryTimes() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("hearth-delivery");
        try (var family = Family.moveIn(folder);
                var ada = family.signedIn("Ada");
                var ben = family.signedIn("Ben")) {
            ada.opensTheChatWith("Ben");
            ben.opensTheChatWith("Ada");
            ben.page().evaluate(WATCH);
            ada.page().evaluate(WATCH);
            var millis = new double[MESSAGES];
            var sent = new double[MESSAGES];
            for (var i = -WARM_UP; i < MESSAGES; i++) {
                var text = "Message " + (i + WARM_UP);
                var clicked = ((Number) ada.page().evaluate(SEND, text)).doubleValue();
                assertThat(ben.message(text)).isVisible();
                assertThat(ada.message(text)).containsText("Sent");
                if (i >= 0) {
                    millis[i] = seen(ben, text) - clicked;
                    sent[i] = seen(ada, text) - clicked;
                }
            }
            print("Visible in the other browser", millis);
            print("Visible in the own browser", sent);
        }
    }

    /** When this person's page first drew the text. */
    private static double seen(Person person, String text) {
        var drawn = person.page().waitForFunction("text => window.seen[text]", text);
        return ((Number) drawn.jsonValue()).doubleValue();
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%s: p50 %.0f ms, p95 %.0f ms, most %.0f ms (%d messages)%n",
                what,
                millis[millis.length / 2],
                millis[(int) Math.ceil(0.95 * millis.length) - 1],
                millis[millis.length - 1],
                millis.length);
    }
}
