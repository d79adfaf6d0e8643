package hearth.client.sync;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageKey;
import hearth.client.store.Contact;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * How a member keeps conversations in order: clears and removes them, arranges those that are pinned, and keeps notes about
 * people. Every change is on disk when a method returns. Safe for use by many threads.
 */
public final class Tidying {

    /** Notes to oneself that are read at a time while they are taken back. */
    private static final int CHUNK = 100;

    private static final long HIDDEN = -1;

    private final Own own;
    private final Outbox outbox;
    private final Conversing conversing;

    public Tidying(Own own, Outbox outbox, Conversing conversing) {
        this.own = own;
        this.outbox = outbox;
        this.conversing = conversing;
    }

    /**
     * Removes the messages of a conversation up to {@code upTo} from this box, also what waits to be sent; none comes back.
     * Notes to oneself are taken back from the account's other devices, too, if {@code everywhere}.
     */
    public void clear(ConversationId conversation, MessageKey upTo, boolean everywhere) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()) {
                if (everywhere && contact.get().self()) {
                    takeNotesBack(tx, contact.get(), upTo.value());
                }
                removeUpTo(tx, contact.get(), upTo);
            }
        });
        outbox.wake();
    }

    private void removeUpTo(Tx tx, Contact contact, MessageKey upTo) throws SQLException {
        var untilDay = SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS);
        own.database().messages().removeUpTo(tx, contact, upTo.value(), untilDay);
        tx.afterwards(() -> own.changes().conversationChanged(contact.id()));
    }

    /** What is older than the network keeps anything needs no request any more: devices that were off get it no more. */
    private void takeNotesBack(Tx tx, Contact contact, long upTo) throws SQLException {
        var oldest = own.time().nowMs() - Sender.TTL_MS;
        for (var before = upTo + 1; ; ) {
            var page = own.database().messages().page(tx, contact, before, CHUNK);
            for (var note : page.reversed()) {
                if (note.orderAt() < oldest) {
                    return;
                }
                if (note.state().isSent() && !note.kind().isNotice()) {
                    conversing.unsend(tx, contact, note);
                }
            }
            if (page.size() < CHUNK) {
                return;
            }
            before = page.getFirst().rank();
        }
    }

    /**
     * Removes a conversation's messages up to {@code upTo} and takes it out of the list, unless it has newer ones. It loses
     * its labels; the person stays known (messages.md section 6.12).
     */
    public void deleteConversation(ConversationId conversation, MessageKey upTo) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()) {
                removeUpTo(tx, contact.get(), upTo);
                if (own.database().messages().last(tx, contact.get()).isEmpty()) {
                    own.database().drafts().put(tx, contact.get(), Draft.NONE);
                    own.database().labels().put(tx, contact.get().row(), Set.of());
                    setPriority(tx, contact.get(), HIDDEN);
                }
            }
        });
    }

    /** Removes a person, the conversation with them, and what was kept of both; they may write again as a stranger. */
    public void deleteContact(ConversationId conversation) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent() && !contact.get().self()) {
                own.people().remove(tx, contact.get(), own.time().nowMs() + Sender.TTL_MS);
                tx.afterwards(() -> own.changes().conversationChanged(conversation));
            }
        });
    }

    /** What the member calls a person; empty if not otherwise than the person does. */
    public String nickname(ConversationId conversation) {
        return own.database()
                .read(tx -> own.database().conversations().find(tx, conversation))
                .map(contact -> contact.marks().nickname())
                .orElse("");
    }

    /** What the member keeps in mind about a person. */
    public String note(ConversationId conversation) {
        return own.database().read(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            return contact.isPresent() ? own.database().notes().find(tx, contact.get()) : "";
        });
    }

    /** Keeps something in mind about a person, in place of what was; it never leaves this box. */
    public void keepNote(ConversationId conversation, String note) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()) {
                own.database().notes().put(tx, contact.get(), note);
            }
        });
    }

    /**
     * Moves a pinned conversation one place up or down among those that are pinned. Returns whether there was such a place.
     * Every device of the account shows them in the same order.
     */
    public boolean movePin(ConversationId conversation, boolean up) {
        return own.database().write(tx -> {
            var pinned = pinned(tx);
            var from = 0;
            while (from < pinned.size() && !pinned.get(from).id().equals(conversation)) {
                from++;
            }
            var to = from + (up ? -1 : 1);
            if (from >= pinned.size() || to < 0 || to >= pinned.size()) {
                return false;
            }
            Collections.swap(pinned, from, to);
            for (var i = 0; i < pinned.size(); i++) {
                setPriority(tx, pinned.get(i), pinned.size() - i);
            }
            return true;
        });
    }

    /** As the list shows them: of those with the same priority, the one with the newest message first. */
    private List<Contact> pinned(Tx tx) throws SQLException {
        record Line(Contact contact, long newest) {}
        var lines = new ArrayList<Line>();
        for (var contact : own.database().conversations().all(tx)) {
            if (contact.marks().priority() > 0) {
                var last = own.database().messages().last(tx, contact);
                lines.add(new Line(contact, last.map(StoredMessage::orderAt).orElse(Long.MIN_VALUE)));
            }
        }
        lines.sort(
                Comparator.comparingLong((Line line) -> line.contact().marks().priority())
                        .thenComparingLong(Line::newest)
                        .reversed());
        return new ArrayList<>(lines.stream().map(Line::contact).toList());
    }

    private void setPriority(Tx tx, Contact contact, long priority) throws SQLException {
        if (contact.marks().priority() != priority) {
            own.people().save(tx, contact.withMarks(contact.marks().withPriority(priority)));
            tx.afterwards(() -> own.changes().conversationChanged(contact.id()));
        }
    }

    /** Declines every open request at once; nobody is told. */
    public void declineAll() {
        own.database().update(tx -> {
            for (var contact : own.database().conversations().unapproved(tx, Long.MAX_VALUE, Integer.MAX_VALUE)) {
                if (!contact.self() && contact.marks().priority() >= 0) {
                    own.people().remove(tx, contact, own.time().nowMs() + Sender.TTL_MS);
                    tx.afterwards(() -> own.changes().conversationChanged(contact.id()));
                }
            }
        });
    }
}
