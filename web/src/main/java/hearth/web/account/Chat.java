package hearth.web.account;

/**
 * One chat with one person.
 *
 * @param id        names the chat
 * @param name      what the other person calls themselves, or a short form of their Account ID
 * @param accountId the other person's Account ID
 * @param standing  where the two stand with each other
 * @param unread    how many messages came in since the member last looked
 */
public record Chat(ChatId id, String name, String accountId, Standing standing, int unread) {

    /** Where two people stand with each other. */
    public enum Standing {
        /** Both know each other. */
        ACCEPTED,
        /** The other person wrote first; the member has not decided. */
        ASKED_BY_THEM,
        /** The member wrote first; the other person has not answered. */
        ASKED_BY_US,
        /** The member lets nothing of this person through. */
        BLOCKED,
        /** Notes to oneself. */
        SELF
    }

    @Override
    public String toString() {
        return "chat, " + standing;
    }
}
