package hearth.client.store;

import hearth.client.conversation.MessageId;
import hearth.protocol.id.SessionId;
import java.util.Optional;

/**
 * One thing that has to be stored in somebody's swarm.
 *
 * @param id           its row; a smaller one is older
 * @param conversation row of the conversation it belongs to
 * @param message      the message whose state it decides, if any
 * @param kind         what it is
 * @param to           whose swarm
 * @param sentAt       network time of the content, ms
 * @param content      the content before encryption
 * @param sealed       exactly the bytes that are stored, empty until they are made; made once
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between disk and sender, compared by nobody
public record OutboxItem(
        long id,
        long conversation,
        Optional<MessageId> message,
        Kind kind,
        SessionId to,
        long sentAt,
        byte[] content,
        byte[] sealed) {

    /** What an item is. */
    public enum Kind {
        /** A message for the other person. */
        MESSAGE(0),
        /** The copy of a message for this account's other devices. */
        COPY(1),
        /** "I accept your request." */
        RESPONSE(2),
        /** A note to oneself. */
        NOTE(3),
        /** Something for the other person that is not shown as a message. */
        CONTROL(4),
        /** The same for this account's other devices. */
        CONTROL_COPY(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** Whether it is for this account's other devices, and the other person has theirs already. */
        public boolean isCopy() {
            return this == COPY || this == CONTROL_COPY;
        }

        static Kind of(int code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Unknown kind of outgoing item " + code);
        }
    }

    /** Items of one lane go one after the other. Copies have a lane of their own: they hold nobody up. */
    public record Lane(long conversation, boolean copies) {}

    /** The lane it goes in. */
    public Lane lane() {
        return new Lane(conversation, kind.isCopy());
    }

    /** Whether the bytes to store have been made. */
    public boolean isSealed() {
        return sealed.length > 0;
    }

    /** The same with other bytes and, if it had to be corrected, another time. */
    public OutboxItem sealed(long newSentAt, byte[] newContent, byte[] newSealed) {
        return new OutboxItem(id, conversation, message, kind, to, newSentAt, newContent, newSealed);
    }

    /** Says nothing of content or recipient. */
    @Override
    public String toString() {
        return "OutboxItem[" + id + ", " + kind + ']';
    }
}
