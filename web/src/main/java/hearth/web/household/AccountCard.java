package hearth.web.household;

import hearth.protocol.id.SessionId;

/**
 * One of a member's accounts, for choosing among them.
 *
 * @param ref     names it on this box
 * @param name    what it shows to others
 * @param id      its Account ID
 * @param current whether it is the one this door shows
 * @param unread  how many messages came in since somebody looked
 */
public record AccountCard(String ref, String name, SessionId id, boolean current, int unread) {

    @Override
    public String toString() {
        return "account " + ref;
    }
}
