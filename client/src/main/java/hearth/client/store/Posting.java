package hearth.client.store;

/**
 * Where a word stands, and what is asked of a message before it is worth decrypting.
 *
 * @param message      its row
 * @param day          of the time it is sorted by, in days since 1970
 * @param conversation row of its conversation
 * @param incoming     whether somebody else wrote it
 */
public record Posting(long message, long day, long conversation, boolean incoming) {}
