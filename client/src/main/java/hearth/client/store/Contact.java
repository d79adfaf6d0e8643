package hearth.client.store;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Standing;
import hearth.protocol.id.SessionId;

/**
 * One person and the conversation with them.
 *
 * @param row            row id of the conversation
 * @param id             names the conversation to the outside
 * @param peer           the person; oneself for the notes to oneself
 * @param name           what they call themselves; empty while unknown
 * @param profileUpdated when they last changed their profile, in seconds, as they say; 0 while unknown
 * @param approved       this account accepts them
 * @param approvedMe     they accept this account
 * @param blocked        this account wants nothing from them
 * @param self           whether {@code peer} is this account
 * @param readRank       rank of the last read message; 0 for none
 */
public record Contact(
        long row,
        ConversationId id,
        SessionId peer,
        String name,
        long profileUpdated,
        boolean approved,
        boolean approvedMe,
        boolean blocked,
        boolean self,
        long readRank) {

    /** The same in one word. */
    public Standing standing() {
        if (self) {
            return Standing.SELF;
        }
        if (blocked) {
            return Standing.BLOCKED;
        }
        if (!approved) {
            return Standing.REQUEST;
        }
        return approvedMe ? Standing.MUTUAL : Standing.AWAITING_REPLY;
    }

    /** The name, or the short form of the id while there is none. */
    public String title() {
        return name.isEmpty() ? peer.toString() : name;
    }

    /** With other flags. */
    public Contact with(boolean newApproved, boolean newApprovedMe, boolean newBlocked) {
        return new Contact(row, id, peer, name, profileUpdated, newApproved, newApprovedMe, newBlocked, self, readRank);
    }

    /** With another profile. */
    public Contact withProfile(String newName, long updated) {
        return new Contact(row, id, peer, newName, updated, approved, approvedMe, blocked, self, readRank);
    }

    /** Names no person. */
    @Override
    public String toString() {
        return "Contact[" + id + ", " + standing() + ']';
    }
}
