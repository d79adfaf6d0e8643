package hearth.client.store;

import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.MessageId;
import hearth.protocol.Bytes;
import java.time.Duration;
import java.util.Optional;

/**
 * An attachment on disk.
 *
 * @param id           its row
 * @param conversation row of its conversation
 * @param message      the message it belongs to; empty while it is in the writing field
 * @param place        its place among the others of the message
 * @param kind         how it is shown
 * @param state        where it is
 * @param file         name of the encrypted file of this box that has its content; empty if there is none
 * @param facts        what else is known of it
 */
public record StoredAttachment(
        AttachmentId id,
        long conversation,
        Optional<MessageId> message,
        int place,
        Kind kind,
        State state,
        String file,
        Facts facts) {

    /**
     * What is known of an attachment.
     *
     * @param name       made safe
     * @param type       media type, as its sender says, or as found out
     * @param bytes      length
     * @param width      of pictures, 0 if unknown
     * @param height     of pictures, 0 if unknown
     * @param voice      whether it is a voice message
     * @param durationMs how long it plays, 0 if unknown
     * @param preview    whether its file has a small picture beside it
     * @param fileKey    key of the file on this box, 32 bytes; empty if there is none
     * @param pointer    where it is on a file server
     * @param link       for {@link Kind#LINK}, the address it is a preview of; else empty
     * @param tries      how often fetching it failed in a row
     * @param nextTryMs  when it is fetched again by itself, this box's time in ms; 0 if not
     */
    public record Facts(
            String name,
            String type,
            long bytes,
            int width,
            int height,
            boolean voice,
            long durationMs,
            boolean preview,
            Bytes fileKey,
            Pointer pointer,
            String link,
            int tries,
            long nextTryMs) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Facts";
        }

        void write(Packer out) {
            out.text(name)
                    .text(type)
                    .number(bytes)
                    .number(width)
                    .number(height)
                    .bool(voice)
                    .number(durationMs)
                    .bool(preview)
                    .blob(fileKey.toArray())
                    .text(pointer.url())
                    .blob(pointer.key().toArray())
                    .blob(pointer.digest().toArray())
                    .text(link)
                    .number(tries)
                    .number(nextTryMs);
        }

        static Facts read(Unpacker in) {
            return new Facts(
                    in.text(),
                    in.text(),
                    in.number(),
                    (int) in.number(),
                    (int) in.number(),
                    in.bool(),
                    in.number(),
                    in.bool(),
                    Bytes.wrap(in.blob()),
                    new Pointer(in.text(), Bytes.wrap(in.blob()), Bytes.wrap(in.blob())),
                    in.text(),
                    (int) in.number(),
                    in.number());
        }
    }

    /**
     * Where the encrypted file is on a file server, and what opens it.
     *
     * @param url    address; empty as long as it is nowhere
     * @param key    64 bytes, or 32 with the newer form
     * @param digest 32 bytes, or none with the newer form
     */
    public record Pointer(String url, Bytes key, Bytes digest) {

        /** Nowhere. */
        public static final Pointer NONE = new Pointer("", Bytes.EMPTY, Bytes.EMPTY);

        public boolean isEmpty() {
            return url.isEmpty();
        }

        /** Says nothing. */
        @Override
        public String toString() {
            return "Pointer";
        }
    }

    /** The same in another state. */
    public StoredAttachment in(State newState) {
        return new StoredAttachment(id, conversation, message, place, kind, newState, file, facts);
    }

    /** The same in another state, with a time to try again. */
    public StoredAttachment in(State newState, int tries, long nextTryMs) {
        return new StoredAttachment(
                id,
                conversation,
                message,
                place,
                kind,
                newState,
                file,
                new Facts(
                        facts.name,
                        facts.type,
                        facts.bytes,
                        facts.width,
                        facts.height,
                        facts.voice,
                        facts.durationMs,
                        facts.preview,
                        facts.fileKey,
                        facts.pointer,
                        facts.link,
                        tries,
                        nextTryMs));
    }

    /** The same as part of a message, or of none. */
    public StoredAttachment of(Optional<MessageId> newMessage, int newPlace) {
        return new StoredAttachment(id, conversation, newMessage, newPlace, kind, state, file, facts);
    }

    /** The same with a place on a file server. */
    public StoredAttachment at(Pointer pointer) {
        return new StoredAttachment(
                id,
                conversation,
                message,
                place,
                kind,
                state,
                file,
                new Facts(
                        facts.name,
                        facts.type,
                        facts.bytes,
                        facts.width,
                        facts.height,
                        facts.voice,
                        facts.durationMs,
                        facts.preview,
                        facts.fileKey,
                        pointer,
                        facts.link,
                        facts.tries,
                        facts.nextTryMs));
    }

    /** As pages see it. */
    public Attachment view() {
        return new Attachment(
                id,
                message,
                kind,
                facts.name,
                facts.type,
                facts.bytes,
                facts.width,
                facts.height,
                facts.voice,
                facts.durationMs > 0 ? Optional.of(Duration.ofMillis(facts.durationMs)) : Optional.empty(),
                state,
                facts.preview && state.isHere());
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "StoredAttachment[" + id + ", " + kind + ", " + state + ']';
    }
}
