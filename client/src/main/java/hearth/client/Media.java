package hearth.client;

import hearth.client.conversation.Attachment;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.LinkPreview;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Files of an account's conversations. Safe for use by many threads. Nothing here waits for the network, except where a
 * method says so; drawing a picture may take a second. An attachment is only found in the conversation it belongs to.
 */
public interface Media {

    /** The longest file that can be sent, in bytes (messages.md section 8.6). */
    long FILE_BYTES_MAX = 10_000_000;

    /** The longest picture that is taken: if it is too long to be sent as it is, it is made smaller. */
    long PICTURE_BYTES_MAX = 20_000_000;

    /** Files of one message. */
    int FILES_MAX = 32;

    /** The longest voice message, as other clients record them. */
    Duration VOICE_MAX = Duration.ofMinutes(5);

    /**
     * A file as it comes from its owner.
     *
     * @param name     what it is called there
     * @param type     its media type, as its owner's program says
     * @param voice    whether it is a voice message
     * @param duration how long it plays; zero if unknown
     */
    record Incoming(String name, String type, boolean voice, Duration duration) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Incoming";
        }
    }

    /** What came of putting a file into a writing field. */
    sealed interface Staged {

        /** It is there, without what tells more than the file shows. */
        record Done(Attachment attachment) implements Staged {}

        /** Longer than can be sent. */
        record TooLarge(long bytesMax) implements Staged {}

        /** There are as many as one message can have. */
        record TooMany(int filesMax) implements Staged {}

        /** It is empty, or says that it is a picture and is damaged. */
        record Damaged() implements Staged {}

        /** This box has no room for it. */
        record NoRoom() implements Staged {}

        /** There is no such conversation. */
        record NowhereToPut() implements Staged {}
    }

    /** What can be read. Asking it fails as the disk does, with {@link hearth.sqlite.StoreException}. */
    interface Content {

        /** How long it is, in bytes. */
        long length();

        /** The media type under which it may be handed out: found out from the content. */
        String mediaType();

        /** The bytes from a place on; whoever asks closes it. */
        InputStream from(long at);
    }

    /**
     * Files of a conversation.
     *
     * @param entries newest first
     * @param more    whether there are older ones
     */
    record Gallery(List<Entry> entries, boolean more) {

        /** A file and the message it belongs to. */
        public record Entry(Attachment attachment, MessageId message) {}
    }

    /**
     * Puts a file into the writing field of a conversation, where it stays until it is sent or taken out.
     *
     * @param content read to its end, unless it is too long; what it throws is passed on, and nothing is kept
     */
    Staged stage(ConversationId conversation, Incoming file, InputStream content)
            throws IOException, InterruptedException;

    /** The files in a writing field, in the order in which they came. */
    List<Attachment> staged(ConversationId conversation);

    /** The preview of a link in a writing field. */
    Optional<LinkPreview> stagedLink(ConversationId conversation);

    /** Names the preview of a link in a writing field, for {@link #send} and {@link #unstage}. */
    Optional<AttachmentId> stagedLinkId(ConversationId conversation);

    /** Whether previews of links are made, on this box: not until the member wants it, since the site then hears of the house. */
    boolean makesPreviews();

    /** Decides whether they are, from now on. */
    void setMakesPreviews(boolean wanted);

    /**
     * Looks at the first address in a text that is being written, if the member wants that, and puts a preview of it into the
     * writing field, in place of the one before. Waits for the site, at most some 20 seconds. Returns whether there is one now.
     */
    boolean previewLink(ConversationId conversation, String text) throws InterruptedException;

    /** Takes a file, or the picture of a link with its preview, out of a writing field. */
    void unstage(ConversationId conversation, AttachmentId attachment);

    /**
     * Writes into a conversation, with files of its writing field. Voice messages go by themselves, before the others.
     *
     * @param files those to send; what is not there any more is left out
     */
    SendResult send(ConversationId conversation, String text, Optional<MessageId> quoted, List<AttachmentId> files);

    /** One attachment. */
    Optional<Attachment> attachment(ConversationId conversation, AttachmentId attachment);

    /** The file itself; empty while it is not here. */
    Optional<Content> content(ConversationId conversation, AttachmentId attachment);

    /**
     * A picture of it that was drawn by this box; empty while it is not here, or if it is no picture. Moving GIFs go on moving
     * when they are large.
     *
     * @param large whether it is to fill a screen
     */
    Optional<Content> picture(ConversationId conversation, AttachmentId attachment, boolean large)
            throws InterruptedException;

    /** Fetches a file; returns at once. What is here or can never be had is left alone. */
    void fetch(ConversationId conversation, AttachmentId attachment);

    /** Whether pictures and voice messages of this conversation are fetched by themselves. */
    boolean fetchesByItself(ConversationId conversation);

    /** Decides whether they are, from now on and on this box. */
    void setFetchesByItself(ConversationId conversation, boolean wanted);

    /**
     * Files of the messages of a conversation.
     *
     * @param documents whether sounds and other files, rather than pictures and films
     * @param before    only older ones than this
     */
    Gallery gallery(ConversationId conversation, boolean documents, Optional<AttachmentId> before, int limit);

    /** The next file of the same gallery that is here: the one sent after it ({@code newer}), or before it. */
    Optional<Attachment> neighbour(ConversationId conversation, AttachmentId attachment, boolean newer);
}
