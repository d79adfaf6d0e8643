package hearth.protocol.message;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;

/**
 * One version of the encryption between two accounts, from the content of a message to the bytes that a swarm stores.
 * Pure: no clock, no network.
 */
interface MessageCipher {

    /**
     * Encrypts. Sealing the same message twice gives different bytes, unless the implementation says otherwise.
     *
     * @param content  a serialised {@code Content}, not padded
     * @param sentAtMs when it was sent, network time
     */
    byte[] seal(byte[] content, long sentAtMs, AccountKeys from, SessionId to);

    /** Says, by its first bytes, whether {@code data} claims to be of this version. */
    boolean recognises(byte[] data);

    /** Decrypts and checks who sent it. Untrusted input: throws {@link FormatException}, nothing else. */
    Plain open(byte[] data, AccountKeys own) throws FormatException;

    /**
     * An opened message.
     *
     * @param sender  who signed it
     * @param content a serialised {@code Content}, without padding
     */
    record Plain(SessionId sender, long sentAtMs, Bytes content) {}
}
