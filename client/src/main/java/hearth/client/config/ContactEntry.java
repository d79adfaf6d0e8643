package hearth.client.config;

import hearth.protocol.id.SessionId;
import java.util.Optional;

/**
 * One contact.
 *
 * @param id                    the account, {@link SessionId.Kind#STANDARD}
 * @param name                  as the contact calls itself; may be empty
 * @param nickname              as the member calls the contact; empty if not at all
 * @param picture               the contact's
 * @param profileUpdatedSeconds when name and picture were sent, in seconds; 0 if unknown. The newest counts
 * @param approved              whether the member accepted the contact, or wrote first
 * @param approvedMe            whether the contact accepted the member
 * @param blocked               whether its messages are dropped
 * @param priority              0 as usual, more if pinned, below 0 if the conversation is hidden
 * @param notifications                {@link Notify#MENTIONS} is kept as {@link Notify#ALL}
 * @param muteUntilSeconds      0 or less if not muted
 * @param expiry                when messages disappear
 * @param createdSeconds        when the first message came or went; 0 if unknown
 */
public record ContactEntry(
        SessionId id,
        String name,
        String nickname,
        Optional<ProfilePicture> picture,
        long profileUpdatedSeconds,
        boolean approved,
        boolean approvedMe,
        boolean blocked,
        long priority,
        Notify notifications,
        long muteUntilSeconds,
        Expiry expiry,
        long createdSeconds) {

    public ContactEntry {
        if (id.kind() != SessionId.Kind.STANDARD) {
            throw new IllegalArgumentException("Contact is " + id.kind() + ", it must be " + SessionId.Kind.STANDARD);
        }
    }

    /** A contact of whom nothing is known but who it is. */
    public static ContactEntry of(SessionId id) {
        return new ContactEntry(
                id, "", "", Optional.empty(), 0, false, false, false, 0, Notify.DEFAULT, 0, Expiry.OFF, 0);
    }

    /** Cut to {@link Names#BYTES_MAX} bytes. */
    public ContactEntry withName(String newName) {
        return new ContactEntry(
                id,
                Names.truncate(newName),
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    /** At most {@link Names#BYTES_MAX} bytes. */
    public ContactEntry withNickname(String newNickname) {
        return new ContactEntry(
                id,
                name,
                Names.require(newNickname, "Nickname"),
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withPicture(Optional<ProfilePicture> newPicture) {
        return new ContactEntry(
                id,
                name,
                nickname,
                newPicture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withProfileUpdatedSeconds(long seconds) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                seconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withApproved(boolean value) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                value,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withApprovedMe(boolean value) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                value,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withBlocked(boolean value) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                value,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withPriority(long newPriority) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                newPriority,
                notifications,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withNotify(Notify newNotify) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                newNotify,
                muteUntilSeconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withMuteUntilSeconds(long seconds) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                seconds,
                expiry,
                createdSeconds);
    }

    public ContactEntry withExpiry(Expiry newExpiry) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                newExpiry,
                createdSeconds);
    }

    public ContactEntry withCreatedSeconds(long seconds) {
        return new ContactEntry(
                id,
                name,
                nickname,
                picture,
                profileUpdatedSeconds,
                approved,
                approvedMe,
                blocked,
                priority,
                notifications,
                muteUntilSeconds,
                expiry,
                seconds);
    }

    /** No names in logs. */
    @Override
    public String toString() {
        return "ContactEntry[" + id + ']';
    }
}
