package hearth.web.inbox;

import hearth.client.Restoration;
import java.util.List;

/**
 * What came back of an account that was brought in. For templates.
 *
 * @param fetching whether more is coming
 * @param chats    how many so far
 * @param messages how many so far
 * @param missing  what does not come, as names in the message bundle
 */
record RestorationCard(boolean fetching, int chats, int messages, List<String> missing) {

    RestorationCard(Restoration restoration) {
        this(
                restoration.fetching(),
                restoration.conversations(),
                restoration.messages(),
                restoration.missing().stream().map(Titles::key).toList());
    }
}
