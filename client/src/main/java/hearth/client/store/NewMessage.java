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
 * @param facts    what else is known of it
 * @param raw      everything that came, for a later version, if this one does not understand all of it; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
public record NewMessage(
        boolean incoming,
        long sentAt,
        long orderAt,
        MessageState state,
        BodyKind kind,
        String text,
        MessageFacts facts,
        byte[] raw) {

    private static final byte[] NOTHING = {};

    /** Text of this account, or what it attached with or without a text. */
    public static NewMessage outgoing(
            long sentAt, long orderAt, MessageState state, BodyKind kind, String text, MessageFacts facts) {
        return new NewMessage(false, sentAt, orderAt, state, kind, text, facts, NOTHING);
    }

    /** "They kept what you sent." */
    public static NewMessage mediaSaved(long sentAt, long orderAt, MessageFacts facts) {
        return new NewMessage(true, sentAt, orderAt, MessageState.NOTICE, BodyKind.MEDIA_SAVED, "", facts, NOTHING);
    }

    /** "What I write disappears like this from now on." */
    public static NewMessage timerChanged(long sentAt, long orderAt, MessageFacts facts) {
        return new NewMessage(false, sentAt, orderAt, MessageState.QUEUED, BodyKind.TIMER_CHANGED, "", facts, NOTHING);
    }

    /** "They accepted your request." */
    public static NewMessage requestAccepted(long sentAt, long orderAt) {
        return new NewMessage(
                true, sentAt, orderAt, MessageState.NOTICE, BodyKind.REQUEST_ACCEPTED, "", MessageFacts.NONE, NOTHING);
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "NewMessage[" + kind + ']';
    }
}
