package hearth.client;

import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Profile pictures, of an account and of the people it writes with. Each picture that is shown has a version: a name that no
 * other picture ever has. Safe for use by many threads; nothing here waits for the network, drawing a picture may take a
 * second.
 */
public interface Avatars {

    /** The longest file that is looked at, in bytes. */
    long CHOSEN_BYTES_MAX = Media.PICTURE_BYTES_MAX;

    /** What became of a picture that the member chose. */
    sealed interface Chosen {

        /** It is shown here; others see it once it is uploaded and something is written to them. */
        record Done() implements Chosen {}

        /** It is no picture that can be drawn: damaged, of another kind, or absurdly large. */
        record NoPicture() implements Chosen {}

        /** It has more than so many bytes. */
        record TooLarge(long bytesMax) implements Chosen {}

        /** This network has nowhere to put it. */
        record NoServer() implements Chosen {}

        /** The disk is full, or refuses it. */
        record NoRoom() implements Chosen {}
    }

    /**
     * Shows a picture from now on: its middle, as a square, drawn anew; of moving ones the first image. What {@code content}
     * throws is passed on.
     */
    Chosen choose(InputStream content) throws IOException, InterruptedException;

    /** Shows none from now on, and forgets the one that was shown. */
    void remove();

    /** The account's own picture. */
    Optional<String> own();

    /** Whether the account's own picture is not uploaded yet. */
    boolean isWaiting();

    /** A person's picture; empty for whom this account did not accept, and while it is not here. */
    Optional<String> of(SessionId person);

    /** The picture of a version, a JPEG of at most 256 by 256 pixels; empty if it is not shown any more. */
    Optional<Bytes> picture(String version);
}
