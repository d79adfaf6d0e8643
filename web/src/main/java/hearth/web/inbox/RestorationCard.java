package hearth.web.inbox;

import hearth.client.Restoration;
import java.util.List;

/**
 * What came back of an account that was brought in. For templates.
 *
 * @param fetching whether more is coming
 * @param lines    what comes back, in the order in which it does
 * @param missing  what does not come, as names in the message bundle
 */
record RestorationCard(boolean fetching, List<Line> lines, List<String> missing) {

    /**
     * One kind of thing.
     *
     * @param key   its name in the message bundle
     * @param count how many so far
     * @param done  whether these are all
     */
    record Line(String key, int count, boolean done) {}

    RestorationCard(Restoration restoration) {
        this(
                restoration.fetching(),
                List.of(
                        new Line("settings", 0, restoration.settings()),
                        new Line("contacts", restoration.contacts(), restoration.settings()),
                        new Line("groups", restoration.groups(), restoration.settings()),
                        new Line("communities", restoration.communities(), restoration.settings()),
                        new Line("messages", restoration.messages(), restoration.fetched())),
                restoration.missing().stream().map(Titles::key).toList());
    }
}
