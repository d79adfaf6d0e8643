package hearth.client;

import java.util.List;

/**
 * What came back of an account that was restored by its recovery words, and what did not.
 *
 * @param fetching      whether the first look into the network is still going on
 * @param conversations how many conversations are known so far
 * @param messages      how many messages are known so far, of the last 14 days: the network keeps no older ones
 * @param missing       what this version does not fetch
 */
public record Restoration(boolean fetching, int conversations, int messages, List<Missing> missing) {

    /** Parts of an account that live elsewhere. */
    public enum Missing {
        PICTURES("Profile pictures are not fetched yet by this version."),
        GROUPS("Groups are not fetched yet by this version."),
        COMMUNITIES("Communities are not fetched yet by this version."),
        OLDER_MESSAGES("Messages older than 14 days stay on your other device: the network does not keep them.");

        private final String sentence;

        Missing(String sentence) {
            this.sentence = sentence;
        }

        /** The same for a person, in English. */
        public String sentence() {
            return sentence;
        }
    }

    public Restoration {
        missing = List.copyOf(missing);
    }
}
