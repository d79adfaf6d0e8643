package hearth.client.conversation;

import java.time.Duration;
import java.util.Optional;

/**
 * A file of a message, or one that waits in the writing field.
 *
 * @param id       names it on this box
 * @param message  the message it belongs to; empty while it waits in the writing field
 * @param kind     how it is shown. Of a file that is here this was found out from its content, before that it is its
 *                 sender's word
 * @param name     what its sender calls it, made safe to show and to save under: no path, no control characters
 * @param type     its media type: found out from its content if that is of a known kind, else its sender's word; may be empty
 * @param bytes    how long it is; its sender's word while it is not here
 * @param width    of pictures in pixels, as they are to be shown; 0 if unknown
 * @param height   the same
 * @param voice    whether it is a voice message
 * @param duration how long it plays, if that is known
 * @param state    where it is
 * @param preview  whether there is a small picture of it
 */
public record Attachment(
        AttachmentId id,
        Optional<MessageId> message,
        Kind kind,
        String name,
        String type,
        long bytes,
        int width,
        int height,
        boolean voice,
        Optional<Duration> duration,
        State state,
        boolean preview) {

    /** How a file is shown. */
    public enum Kind {
        IMAGE(0),
        VIDEO(1),
        AUDIO(2),
        FILE(3),
        /** The picture of a link's preview: it is part of {@link LinkPreview} and in no list of files. */
        LINK(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** What stands in the database; never changes its meaning. */
        public int code() {
            return code;
        }

        /** The kind with this code. */
        public static Kind of(int code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Unknown kind of attachment " + code);
        }
    }

    /** Where a file is. */
    public enum State {
        /** In the writing field. */
        STAGED(0),
        /** Here, and on its way to the file server. */
        SENDING(1),
        /** Here. */
        HERE(2),
        /** On the file server only; {@code Media.fetch} gets it. */
        REMOTE(3),
        /** Being fetched. */
        FETCHING(4),
        /** Could not be fetched; trying again may help. */
        FAILED(5),
        /** The file server does not have it any more. */
        GONE(6),
        /** What was sent cannot be opened, or is none of what is allowed. */
        BROKEN(7),
        /** Too large for what is left of the space for files. */
        NO_ROOM(8);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** What stands in the database; never changes its meaning. */
        public int code() {
            return code;
        }

        /** The state with this code. */
        public static State of(int code) {
            for (var state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("Unknown state of an attachment " + code);
        }

        /** Whether its content is on this box. */
        public boolean isHere() {
            return this == STAGED || this == SENDING || this == HERE;
        }
    }

    /** Names no file. */
    @Override
    public String toString() {
        return "Attachment[" + id + ", " + kind + ", " + state + ']';
    }
}
