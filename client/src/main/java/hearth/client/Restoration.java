package hearth.client;

import java.util.List;

/**
 * What came back of an account that was restored by its recovery words, and what did not.
 *
 * @param settings    whether what its devices share was fetched: settings, contacts, and the list of groups and communities
 * @param fetched     whether the first look for messages is over as well
 * @param contacts    people known so far, and oneself if there are notes
 * @param groups      how many groups it belongs to, as far as known
 * @param communities how many rooms of communities
 * @param messages    how many messages are known so far, of the last 14 days: the network keeps no older ones
 * @param missing     what this version does not fetch
 */
public record Restoration(
        boolean settings,
        boolean fetched,
        int contacts,
        int groups,
        int communities,
        int messages,
        List<Missing> missing) {

    /** Parts of an account that live elsewhere. */
    public enum Missing {
        GROUPS("Messages of groups are not fetched yet by this version."),
        COMMUNITIES("Messages of communities are not fetched yet by this version."),
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

    /** Whether the first look into the network is still going on. */
    public boolean fetching() {
        return !settings || !fetched;
    }
}
