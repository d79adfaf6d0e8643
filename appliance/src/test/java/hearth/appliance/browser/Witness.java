package hearth.appliance.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sees what a browser does that no person would notice: requests to other hosts, and complaints on its console. */
final class Witness {

    /** How the console reports the status of a page; a form filled in wrongly answers with 422, and is no fault. */
    private static final String STATUS = "Failed to load resource: the server responded with a status of 4";

    /** What the box is called, here and before its owner named it. */
    private static final Set<String> THE_BOX = Set.of(
            "127.0.0.1",
            "localhost",
            "[::1]",
            "hearth.local",
            "hearth.home.arpa",
            "maple-house.local",
            "maple-house.home.arpa");

    /** The trust guide tries all names of the box to see which are found; on this machine, not all are. */
    private static final String TRUST_CHECK = "/trust/check.svg";

    /**
     * Helidon 4.5 ends a whole connection when a browser gives up a request at the moment its answer is through. Browsers
     * ask again by themselves, and only their console tells of it.
     */
    private static final String CONNECTION_ENDED = "net::ERR_HTTP2_PROTOCOL_ERROR";

    private final List<String> strangers = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Witness(BrowserContext context) {
        context.onRequest(request -> {
            var uri = URI.create(request.url());
            if (!THE_BOX.contains(String.valueOf(uri.getHost()))
                    && !List.of("data", "blob").contains(uri.getScheme())) {
                strangers.add(request.url());
            }
        });
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.error()));
    }

    private void hear(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !message.text().startsWith(STATUS)
                && !message.text().contains(CONNECTION_ENDED)
                && !message.location().contains(TRUST_CHECK)) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /** The box was away, and browsers noticed: what they said meanwhile does not count. */
    void forgets() {
        complaints.clear();
    }

    /** Fails if there was anything to see. */
    void sawNothing() {
        assertEquals(List.of(), strangers, "Requests to other hosts");
        assertEquals(List.of(), complaints, "Complaints on the console");
    }
}
