package hearth.client.conversation;

/**
 * A group or a room of a community that an account belongs to.
 *
 * @param kind          which
 * @param address       a group's id in hex; a room's address with its key, as it is passed on
 * @param name          what it is called; empty while unknown
 * @param priority      0 as usual, more if pinned, below 0 if hidden
 * @param joinedSeconds when the account joined, in seconds; 0 if unknown
 * @param ended         whether the account was removed or the group destroyed
 */
public record Membership(Kind kind, String address, String name, long priority, long joinedSeconds, boolean ended) {

    /** What it is a member of. The order never changes: it stands on disk. */
    public enum Kind {
        GROUP,
        LEGACY_GROUP,
        COMMUNITY
    }

    /** Says not which. */
    @Override
    public String toString() {
        return "Membership[" + kind + ']';
    }
}
