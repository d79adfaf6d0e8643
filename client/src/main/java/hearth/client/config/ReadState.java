package hearth.client.config;

/**
 * How far a conversation is read.
 *
 * @param lastReadMs every message sent up to then is read; milliseconds, 0 if none
 * @param unread     whether the member marked it unread
 */
public record ReadState(long lastReadMs, boolean unread) {

    /** Nothing is read. */
    public static final ReadState NOTHING = new ReadState(0, false);
}
