package hearth.web.household;

import java.time.Instant;

/** The way back into an account: its recovery words, and whether they are known to be written down. */
public interface Recovery {

    /** Whether the words were proved to be written down. */
    RecoveryState state();

    /** The {@link RecoveryWords#COUNT} words of the account. */
    RecoveryWords words();

    /**
     * The text other apps read from a QR code: 32 hex characters (messages.md 2.4). As secret as the words.
     */
    String qrText();

    /** The member proved to have the words. Stays so for good. */
    void confirm();

    /** The words are to be shown on this box no more, for good. Does nothing unless confirmed. */
    void hide();

    /** The member wants to do it later. Does nothing once confirmed. */
    void postpone(Instant until);
}
