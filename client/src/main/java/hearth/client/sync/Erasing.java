package hearth.client.sync;

import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.UnsendRequest;
import java.sql.SQLException;
import java.util.Optional;

/** Forgets messages: those that a member removes, and those that their authors take back (messages.md section 6.8). */
final class Erasing {

    private Erasing() {}

    /** Forgets what a message says and leaves a mark in its place; a note to oneself goes altogether. */
    static void erase(Tx tx, Own own, Contact contact, StoredMessage message) throws SQLException {
        if (contact.self()) {
            Forgetting.add(tx, own, message.facts().hash());
            remove(tx, own, contact, message);
            return;
        }
        Forgetting.add(tx, own, message.facts().hash());
        own.database().messages().erase(tx, message);
        own.database().reactions().removeAll(tx, message.id());
        tx.afterwards(() -> own.changes().messageChanged(contact.id(), message.id()));
    }

    /** Removes a message; it does not come back. */
    static void remove(Tx tx, Own own, Contact contact, StoredMessage message) throws SQLException {
        own.database().messages().remove(tx, message.id(), tombstoneDay(own));
        tx.afterwards(() -> own.changes().messageChanged(contact.id(), message.id()));
    }

    /** Somebody else takes back a message. Only their own: nobody may delete what another person wrote. */
    static void unsentBy(Tx tx, Own own, SessionId sender, Optional<Contact> contact, UnsendRequest request)
            throws SQLException {
        if (!isBy(request, sender)) {
            return;
        }
        var message = own.database().messages().find(tx, sender, true, request.getTimestamp());
        if (message.isPresent() && contact.isPresent()) {
            eraseOnce(tx, own, contact.get(), message.get());
        } else {
            // It is still to come, or was removed: either way it is not to be shown.
            own.database().messages().refuse(tx, sender, true, request.getTimestamp(), tombstoneDay(own));
        }
    }

    /** Another device of this account took back a message. It does not say from whom. */
    static void unsentByOwnDevice(Tx tx, Own own, UnsendRequest request) throws SQLException {
        if (!isBy(request, own.id())) {
            return;
        }
        for (var contact : own.database().conversations().all(tx)) {
            var message = own.database().messages().find(tx, contact.peer(), false, request.getTimestamp());
            if (message.isPresent()) {
                eraseOnce(tx, own, contact, message.get());
            } else {
                own.database().messages().refuse(tx, contact.peer(), false, request.getTimestamp(), tombstoneDay(own));
            }
        }
        // It may be about somebody whom this box does not know yet: kept as a note to oneself of that time.
        own.database().messages().refuse(tx, own.id(), false, request.getTimestamp(), tombstoneDay(own));
    }

    /** Whether another device took back what it wrote at that time to somebody whom this box did not know then. */
    static boolean isUnsentByOwnDevice(Tx tx, Own own, SessionId target, long sentAt) throws SQLException {
        return own.database().conversations().find(tx, target).isEmpty()
                && own.database().messages().isBuried(tx, own.id(), false, sentAt);
    }

    private static void eraseOnce(Tx tx, Own own, Contact contact, StoredMessage message) throws SQLException {
        if (message.kind() != BodyKind.DELETED) {
            erase(tx, own, contact, message);
        }
    }

    private static boolean isBy(UnsendRequest request, SessionId author) {
        try {
            return SessionId.parse(request.getAuthor()).equals(author);
        } catch (FormatException garbage) {
            return false;
        }
    }

    private static long tombstoneDay(Own own) {
        return SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS);
    }
}
