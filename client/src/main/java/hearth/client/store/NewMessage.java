package hearth.client.store;

/**
 * A message about to be stored.
 *
 * @param incoming whether the other person wrote it
 * @param sentAt   the sender's time, ms; part of its identity
 * @param orderAt  the time it is sorted by, ms: {@code sentAt}, unless that is beyond belief
 * @param state    how far it got
 * @param kind     what it contains
 * @param text     its words
 * @param raw      everything that came, for a later version, if this one does not understand all of it; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
public record NewMessage(
        boolean incoming, long sentAt, long orderAt, MessageState state, BodyKind kind, String text, byte[] raw) {

    private static final byte[] NOTHING = {};

    /** Text of this account. */
    public static NewMessage outgoing(long sentAt, long orderAt, MessageState state, String text) {
        return new NewMessage(false, sentAt, orderAt, state, BodyKind.TEXT, text, NOTHING);
    }

    /** "They accepted your request." */
    public static NewMessage requestAccepted(long sentAt, long orderAt) {
        return new NewMessage(true, sentAt, orderAt, MessageState.NOTICE, BodyKind.REQUEST_ACCEPTED, "", NOTHING);
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "NewMessage[" + kind + ']';
    }
}
