package hearth.client.sync;

import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Reaction;
import java.sql.SQLException;
import java.util.Optional;

/** Emojis that came: put to their message, or taken away from it (messages.md section 6.4). */
final class Reacting {

    private Reacting() {}

    /**
     * {@code mine}: from another device of this account. What makes no sense, belongs to no message, or was said before what is
     * known, is ignored.
     */
    static void apply(Tx tx, Own own, Contact contact, boolean mine, Reaction reaction, long sentAtMs)
            throws SQLException {
        if (!hearth.client.conversation.Reaction.isEmoji(reaction.getEmoji())) {
            return;
        }
        var target = target(tx, own, contact, reaction);
        if (target.isPresent() && canHave(target.get())) {
            var message = target.get().id();
            var there = reaction.getAction() == Reaction.Action.REACT;
            var changed = own.database().reactions().set(tx, message, mine, reaction.getEmoji(), there, sentAtMs);
            if (changed) {
                tx.afterwards(() -> own.changes().messageChanged(contact.id(), message));
            }
        }
    }

    /** Whether there is anything to react to. */
    static boolean canHave(StoredMessage message) {
        return message.kind() != BodyKind.DELETED && !message.kind().isNotice();
    }

    private static Optional<StoredMessage> target(Tx tx, Own own, Contact contact, Reaction reaction)
            throws SQLException {
        try {
            var author = SessionId.parse(reaction.getAuthor());
            if (!author.equals(own.id()) && !author.equals(contact.peer())) {
                return Optional.empty();
            }
            var incoming = !author.equals(own.id());
            return own.database().messages().find(tx, contact.peer(), incoming, reaction.getId());
        } catch (FormatException garbage) {
            return Optional.empty();
        }
    }
}
