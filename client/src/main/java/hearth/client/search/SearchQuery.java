package hearth.client.search;

import hearth.client.conversation.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What to look for and where.
 *
 * @param text   as typed
 * @param in     one conversation; empty for all of them but hidden ones, requests and blocked people
 * @param author who wrote it
 * @param from   sent at that time or later
 * @param until  sent before that time
 * @param after  goes on after a page that had this as its {@link SearchPage#next}
 */
public record SearchQuery(
        String text,
        Optional<ConversationId> in,
        Author author,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Long> after) {

    /** Who wrote a message. */
    public enum Author {
        ANYBODY,
        ME,
        OTHERS
    }

    /** Everywhere, by anybody, of all times. */
    public static SearchQuery of(String text) {
        return new SearchQuery(
                text, Optional.empty(), Author.ANYBODY, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public SearchQuery withIn(ConversationId conversation) {
        return new SearchQuery(text, Optional.of(conversation), author, from, until, after);
    }

    public SearchQuery withAuthor(Author wanted) {
        return new SearchQuery(text, in, wanted, from, until, after);
    }

    public SearchQuery withTimes(Optional<Instant> newFrom, Optional<Instant> newUntil) {
        return new SearchQuery(text, in, author, newFrom, newUntil, after);
    }

    public SearchQuery withAfter(Optional<Long> page) {
        return new SearchQuery(text, in, author, from, until, page);
    }

    /** Says not what. */
    @Override
    public String toString() {
        return "SearchQuery";
    }
}
