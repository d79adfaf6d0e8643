package hearth.client.store;

import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.config.ProfilePicture;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Standing;
import hearth.protocol.id.SessionId;
import java.util.Optional;

/**
 * One person and the conversation with them.
 *
 * @param row            row id of the conversation
 * @param id             names the conversation to the outside
 * @param peer           the person; oneself for the notes to oneself
 * @param name           what they call themselves; empty while unknown
 * @param picture        where their picture lies; empty if they show none
 * @param profileUpdated when they last changed their profile, in seconds, as they say; 0 while unknown
 * @param approved       this account accepts them
 * @param approvedMe     they accept this account
 * @param blocked        this account wants nothing from them
 * @param self           whether {@code peer} is this account
 * @param readRank       rank of the last read message; 0 for none
 * @param marks          what the member made of the conversation
 */
public record Contact(
        long row,
        ConversationId id,
        SessionId peer,
        String name,
        Optional<ProfilePicture> picture,
        long profileUpdated,
        boolean approved,
        boolean approvedMe,
        boolean blocked,
        boolean self,
        long readRank,
        Marks marks) {

    /**
     * What the member made of a conversation; the account's other devices know it too.
     *
     * @param nickname         as the member calls the person; empty if not at all
     * @param priority         0 as usual, more if pinned, below 0 if hidden
     * @param muteUntilSeconds no notifications before this time, in seconds; 0 if not muted
     * @param unread           whether the member marked it unread
     * @param createdSeconds   when the first message came or went, in seconds; 0 if unknown
     * @param expiry           when what this account writes disappears
     * @param notifications    what of it the member hears of
     * @param archived         whether the member put it aside, on this box only: no shared state has a place for that
     */
    public record Marks(
            String nickname,
            long priority,
            long muteUntilSeconds,
            boolean unread,
            long createdSeconds,
            Expiry expiry,
            Notify notifications,
            boolean archived) {

        /** A conversation that nothing was done with. */
        public static final Marks NONE = new Marks("", 0, 0, false, 0, Expiry.OFF, Notify.DEFAULT, false);

        public Marks withNickname(String value) {
            return new Marks(
                    value, priority, muteUntilSeconds, unread, createdSeconds, expiry, notifications, archived);
        }

        public Marks withPriority(long value) {
            return new Marks(
                    nickname, value, muteUntilSeconds, unread, createdSeconds, expiry, notifications, archived);
        }

        public Marks withMuteUntilSeconds(long value) {
            return new Marks(nickname, priority, value, unread, createdSeconds, expiry, notifications, archived);
        }

        public Marks withUnread(boolean value) {
            return new Marks(
                    nickname, priority, muteUntilSeconds, value, createdSeconds, expiry, notifications, archived);
        }

        public Marks withCreatedSeconds(long value) {
            return new Marks(nickname, priority, muteUntilSeconds, unread, value, expiry, notifications, archived);
        }

        public Marks withExpiry(Expiry value) {
            return new Marks(
                    nickname, priority, muteUntilSeconds, unread, createdSeconds, value, notifications, archived);
        }

        public Marks withNotify(Notify value) {
            return new Marks(nickname, priority, muteUntilSeconds, unread, createdSeconds, expiry, value, archived);
        }

        public Marks withArchived(boolean value) {
            return new Marks(
                    nickname, priority, muteUntilSeconds, unread, createdSeconds, expiry, notifications, value);
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Marks";
        }
    }

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

    /** The nickname, or the name, or the short form of the id while there is none. */
    public String title() {
        if (!marks.nickname().isEmpty()) {
            return marks.nickname();
        }
        return name.isEmpty() ? peer.toString() : name;
    }

    /** With other flags. */
    public Contact with(boolean newApproved, boolean newApprovedMe, boolean newBlocked) {
        return new Contact(
                row,
                id,
                peer,
                name,
                picture,
                profileUpdated,
                newApproved,
                newApprovedMe,
                newBlocked,
                self,
                readRank,
                marks);
    }

    /** With another profile. */
    public Contact withProfile(String newName, Optional<ProfilePicture> newPicture, long updated) {
        return new Contact(
                row, id, peer, newName, newPicture, updated, approved, approvedMe, blocked, self, readRank, marks);
    }

    /** With other marks. */
    public Contact withMarks(Marks value) {
        return new Contact(
                row, id, peer, name, picture, profileUpdated, approved, approvedMe, blocked, self, readRank, value);
    }

    /** Names no person. */
    @Override
    public String toString() {
        return "Contact[" + id + ", " + standing() + ']';
    }
}
