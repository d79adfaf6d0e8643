package hearth.client.store;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.sqlite.StoreException;
import java.util.Optional;

/** How far a message got, as far as the disk remembers. What it waits for this moment only the outbox knows. */
public enum MessageState {
    /** Came in. */
    RECEIVED(0),
    /** In the outbox. */
    QUEUED(1),
    /** Stored for the recipient; the copy for other devices is in the outbox. */
    SENT_COPY_WAITING(2),
    /** Stored for both, or written on another device. */
    SENT(3),
    /** Stored for the recipient; the copy was given up. */
    SENT_COPY_FAILED(4),
    /** Given up after 14 days. */
    FAILED_EXPIRED(5),
    /** Given up since the network refuses it. */
    FAILED_REFUSED(6),
    /** Given up since the recipient was blocked. */
    FAILED_BLOCKED(7),
    /** A notice of this box: nothing that anybody wrote, hence nothing to be read. */
    NOTICE(8),
    /** Given up since it would have disappeared already. */
    FAILED_TOO_LATE(9);

    private final int code;

    MessageState(int code) {
        this.code = code;
    }

    /** What stands in the file; never changes its meaning. */
    int code() {
        return code;
    }

    static MessageState of(int code) {
        for (var state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new StoreException(StoreException.Problem.CORRUPT, "A message is in the unknown state " + code);
    }

    /** The state of a message given up for {@code reason}. */
    public static MessageState failed(FailReason reason) {
        return switch (reason) {
            case EXPIRED -> FAILED_EXPIRED;
            case REFUSED -> FAILED_REFUSED;
            case BLOCKED -> FAILED_BLOCKED;
            case TOO_LATE -> FAILED_TOO_LATE;
        };
    }

    /** Whether it is stored for the recipient. */
    public boolean isSent() {
        return this == SENT_COPY_WAITING || this == SENT || this == SENT_COPY_FAILED;
    }

    /** Whether it was given up. */
    public boolean isFailed() {
        return this == FAILED_EXPIRED || this == FAILED_REFUSED || this == FAILED_BLOCKED || this == FAILED_TOO_LATE;
    }

    /** The same as pages see it; empty for {@link #QUEUED}, where the outbox must be asked. */
    public Optional<Delivery> delivery() {
        return switch (this) {
            case RECEIVED, NOTICE -> Optional.of(new Delivery.Received());
            case QUEUED -> Optional.empty();
            case SENT_COPY_WAITING -> Optional.of(new Delivery.Sent(Delivery.Copy.WAITING));
            case SENT -> Optional.of(new Delivery.Sent(Delivery.Copy.STORED));
            case SENT_COPY_FAILED -> Optional.of(new Delivery.Sent(Delivery.Copy.FAILED));
            case FAILED_EXPIRED -> Optional.of(new Delivery.Failed(FailReason.EXPIRED));
            case FAILED_REFUSED -> Optional.of(new Delivery.Failed(FailReason.REFUSED));
            case FAILED_TOO_LATE -> Optional.of(new Delivery.Failed(FailReason.TOO_LATE));
            case FAILED_BLOCKED -> Optional.of(new Delivery.Failed(FailReason.BLOCKED));
        };
    }
}
