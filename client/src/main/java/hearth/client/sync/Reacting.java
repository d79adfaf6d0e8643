package hearth.client.sync;

import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.EarlyReactionTable.Early;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Reaction;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Emojis that came: put to their message, or taken away from it (messages.md section 6.4). One that comes before its message
 * waits for it.
 */
final class Reacting {

    private Reacting() {}

    /**
     * What was said in the conversation with {@code peer}. {@code mine}: from another device of this account. What makes no
     * sense, or was said before what is known, is ignored.
     */
    static void apply(Tx tx, Own own, SessionId peer, boolean mine, Reaction reaction, long sentAtMs)
            throws SQLException {
        var author = author(reaction).filter(it -> it.equals(own.id()) || it.equals(peer));
        if (author.isEmpty() || !hearth.client.conversation.Reaction.isEmoji(reaction.getEmoji())) {
            return;
        }
        var incoming = !author.get().equals(own.id());
        var messages = own.database().messages();
        var there = reaction.getAction() == Reaction.Action.REACT;
        var early = new Early(mine, reaction.getEmoji(), there, sentAtMs);
        var message = messages.find(tx, peer, incoming, reaction.getId());
        if (message.isPresent()) {
            put(tx, own, message.get(), early);
        } else if (!messages.isBuried(tx, peer, incoming, reaction.getId())) {
            var untilDay = SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS);
            own.database().earlyReactions().add(tx, peer, incoming, reaction.getId(), early, untilDay);
        }
    }

    /** Puts to a message that just came what was said about it before. */
    static void applyEarly(Tx tx, Own own, Contact contact, StoredMessage message) throws SQLException {
        var early = own.database().earlyReactions().take(tx, contact.peer(), message.incoming(), message.sentAt());
        for (var one : early) {
            put(tx, own, message, one);
        }
    }

    private static void put(Tx tx, Own own, StoredMessage message, Early said) throws SQLException {
        if (!canHave(message)) {
            return;
        }
        var id = message.id();
        var changed = own.database().reactions().set(tx, id, said.mine(), said.emoji(), said.there(), said.saidMs());
        if (changed) {
            var contact = own.database()
                    .conversations()
                    .find(tx, message.conversation())
                    .orElseThrow();
            tx.afterwards(() -> own.changes().messageChanged(contact.id(), id));
        }
    }

    /** Whether there is anything to react to. */
    static boolean canHave(StoredMessage message) {
        return message.kind() != BodyKind.DELETED && !message.kind().isNotice();
    }

    private static Optional<SessionId> author(Reaction reaction) {
        try {
            return Optional.of(SessionId.parse(reaction.getAuthor()));
        } catch (FormatException garbage) {
            return Optional.empty();
        }
    }
}
