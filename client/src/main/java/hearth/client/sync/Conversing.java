package hearth.client.sync;

import hearth.client.config.Expiry;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.ReactResult;
import hearth.client.conversation.Reaction;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.SendResult.NotAllowed.Why;
import hearth.client.conversation.Standing;
import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.Contact.Marks;
import hearth.client.store.MessageFacts;
import hearth.client.store.MessageState;
import hearth.client.store.NewMessage;
import hearth.client.store.OutboxItem;
import hearth.client.store.QuoteRef;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.sqlite.StoreException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a member does in conversations. Every change is on disk when a method returns. Safe for use by many threads. */
public final class Conversing {

    /** Longest text in Unicode code points (messages.md section 4.5). */
    public static final int TEXT_MAX = 2_000;

    static final int REACTIONS_MAX = 20;

    /** Who comes back after a long time need not tell of everything. */
    private static final int RECEIPTS_MAX = 1_000;

    private static final long REACTIONS_MS = 60_000;

    private final Own own;
    private final Outbox outbox;
    private final Uploads uploads;
    private final Typing typing;
    private final Supplier<Profile> profile;
    private final SecureRandom secrets;

    /** Conversations in which nothing waits any more without its final time: everything written since has it. */
    private final Set<Long> sealed = ConcurrentHashMap.newKeySet();

    /** When emojis were put to messages, within the last minute; guarded by this. */
    private final Deque<Long> reacted = new ArrayDeque<>();

    public Conversing(
            Own own, Outbox outbox, Uploads uploads, Typing typing, Supplier<Profile> profile, SecureRandom secrets) {
        this.uploads = uploads;
        this.typing = typing;
        this.own = own;
        this.outbox = outbox;
        this.profile = profile;
        this.secrets = secrets;
    }

    /** Finds the conversation a message goes to, or refuses. */
    private interface Target {
        Optional<Contact> find(Tx tx) throws SQLException;
    }

    /** Writes into an existing conversation, maybe as an answer to one of its messages. */
    public SendResult send(ConversationId conversation, String text, Optional<MessageId> quoted) {
        return send(conversation, text, quoted, List.of());
    }

    /** The same with files of its writing field; those that are not there any more are left out. */
    public SendResult send(
            ConversationId conversation, String text, Optional<MessageId> quoted, List<AttachmentId> files) {
        return send(tx -> own.database().conversations().find(tx, conversation), text, quoted, files);
    }

    /** Writes to a person, first or again. */
    public SendResult send(SessionId to, String text) {
        if (!isPerson(to)) {
            return new SendResult.NotAllowed(Why.NOT_A_PERSON);
        }
        return send(
                tx -> Optional.of(own.people().findOrAdd(tx, to, own.time().nowMs())),
                text,
                Optional.empty(),
                List.of());
    }

    private SendResult send(Target target, String text, Optional<MessageId> quoted, List<AttachmentId> files) {
        var body = text.strip();
        if (body.isEmpty() && files.isEmpty()) {
            return new SendResult.Empty();
        }
        var length = body.codePointCount(0, body.length());
        if (length > TEXT_MAX) {
            return new SendResult.TooLong(length, TEXT_MAX);
        }
        try {
            var result = own.database().write(tx -> queue(tx, target, body, quoted, files));
            if (result instanceof SendResult.Queued queued) {
                own.checkpoints().at(Step.MESSAGE_COMMITTED);
                typing.sent(queued.conversation());
                outbox.wake();
                uploads.wake();
            }
            return result;
        } catch (StoreException disk) {
            return new SendResult.NotStored(disk.isFull());
        }
    }

    private SendResult queue(Tx tx, Target target, String body, Optional<MessageId> quoted, List<AttachmentId> files)
            throws SQLException {
        var found = target.find(tx);
        if (found.isEmpty()) {
            return new SendResult.NotAllowed(Why.NO_SUCH_CONVERSATION);
        }
        var contact = found.get();
        if (contact.blocked()) {
            return new SendResult.NotAllowed(Why.BLOCKED);
        }
        var quote = quoted.isPresent() ? quotable(tx, contact, quoted.get()) : Optional.<QuoteRef>empty();
        if (quoted.isPresent() && quote.isEmpty()) {
            return new SendResult.NotAllowed(Why.NOTHING_TO_ANSWER);
        }
        var attachments = Attaching.staged(tx, own, contact, files);
        if (body.isEmpty() && attachments.isEmpty()) {
            return new SendResult.Empty();
        }
        if (!contact.self()) {
            // Answering is accepting.
            contact = approve(tx, contact);
        }
        contact = own.people().shown(tx, contact);
        var expiry = contact.marks().expiry();
        var moment = Moment.now(own.time());
        sealEarlier(tx, contact, moment);
        var sentAt = Sealing.timeForNew(tx, own, contact, moment);
        var added = own.database()
                .messages()
                .add(
                        tx,
                        contact,
                        NewMessage.outgoing(
                                sentAt,
                                orderAt(tx, contact, sentAt, moment),
                                MessageState.QUEUED,
                                Attaching.kind(attachments),
                                body,
                                MessageFacts.at(moment.ms()).withQuote(quote).withExpiry(expiry)))
                .orElseThrow(() -> new IllegalStateException("A free time was taken"));
        var content = contact.self()
                ? Contents.note(body, quote, expiry, own.id())
                : Contents.text(body, quote, expiry, profile.get());
        var kind = contact.self() ? OutboxItem.Kind.NOTE : OutboxItem.Kind.MESSAGE;
        if (!Attaching.attach(tx, own, added, attachments, content, moment)) {
            put(tx, contact, Optional.of(added.id()), kind, sentAt, moment, content.toByteArray());
        }
        own.database().drafts().put(tx, contact, Draft.NONE);
        var id = contact.id();
        tx.afterwards(() -> own.changes().messageAdded(id, added.id(), false));
        return new SendResult.Queued(id, added.id());
    }

    /**
     * Chooses when what this account writes in a conversation disappears, and tells the other person. Returns whether that is
     * possible: not with somebody blocked or not accepted, and notes to oneself only disappear after being sent.
     */
    public boolean setExpiry(ConversationId conversation, Expiry expiry) {
        var done = own.database().write(tx -> {
            var found = own.database().conversations().find(tx, conversation);
            if (found.isEmpty() || !mayHave(found.get(), expiry)) {
                return false;
            }
            if (!found.get().marks().expiry().equals(expiry)) {
                changeExpiry(tx, found.get(), expiry);
            }
            return true;
        });
        outbox.wake();
        return done;
    }

    private static boolean mayHave(Contact contact, Expiry expiry) {
        return contact.self() ? expiry.mode() != Expiry.Mode.AFTER_READ : contact.approved() && !contact.blocked();
    }

    private void changeExpiry(Tx tx, Contact before, Expiry expiry) throws SQLException {
        var contact = before.withMarks(before.marks().withExpiry(expiry));
        own.people().save(tx, contact);
        var moment = Moment.now(own.time());
        sealEarlier(tx, contact, moment);
        var sentAt = Sealing.timeForNew(tx, own, contact, moment);
        var notice = NewMessage.timerChanged(
                sentAt,
                orderAt(tx, contact, sentAt, moment),
                MessageFacts.at(moment.ms()).withExpiry(expiry));
        var added = own.database()
                .messages()
                .add(tx, contact, notice)
                .orElseThrow(() -> new IllegalStateException("A free time was taken"));
        var content = Contents.timerChange(expiry);
        put(
                tx,
                contact,
                Optional.of(added.id()),
                contact.self() ? OutboxItem.Kind.NOTE : OutboxItem.Kind.MESSAGE,
                sentAt,
                moment,
                (contact.self() ? Contents.copy(content.toByteArray(), own.id()) : content).toByteArray());
        tx.afterwards(() -> own.changes().messageAdded(contact.id(), added.id(), false));
        tx.afterwards(() -> own.changes().conversationChanged(contact.id()));
    }

    /** A message that others can find: its time does not change any more. */
    private Optional<QuoteRef> quotable(Tx tx, Contact contact, MessageId id) throws SQLException {
        return own.database()
                .messages()
                .find(tx, id)
                .filter(message -> message.conversation() == contact.row() && Reacting.canHave(message))
                .filter(message -> message.incoming() || message.state().isSent())
                .map(message -> new QuoteRef(message.incoming() ? contact.peer() : own.id(), message.sentAt()));
    }

    /** What was written before the network told the time is older than what is written now, so it gets its time before. */
    private void sealEarlier(Tx tx, Contact contact, Moment moment) throws SQLException {
        if (moment.isNetworkTime() && !sealed.contains(contact.row())) {
            Sealing.sealWaiting(tx, own, contact);
            tx.afterwards(() -> sealed.add(contact.row()));
        }
    }

    /** While only this box's clock tells the time, which may be hours behind, what is written goes to the end. */
    private long orderAt(Tx tx, Contact contact, long sentAt, Moment moment) throws SQLException {
        var last = own.database().messages().last(tx, contact);
        return moment.isNetworkTime() || last.isEmpty()
                ? sentAt
                : Math.max(sentAt, last.get().orderAt());
    }

    /** Accepts a request and tells the person. Anything else is left alone. */
    public void accept(ConversationId conversation) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent() && !contact.get().self() && !contact.get().blocked()) {
                approve(tx, contact.get());
            }
        });
        outbox.wake();
    }

    /** Removes a request and its messages; nobody is told. Anything else is left alone. */
    public void decline(ConversationId conversation) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()
                    && !contact.get().approved()
                    && !contact.get().self()) {
                own.people().remove(tx, contact.get(), own.time().nowMs() + Sender.TTL_MS);
                tx.afterwards(() -> own.changes().conversationChanged(conversation));
            }
        });
    }

    /** Lets nothing of a person through any more, and gives up what waits for them. */
    public void block(ConversationId conversation) {
        setBlocked(conversation, true);
    }

    /** Lets a blocked person write again. */
    public void unblock(ConversationId conversation) {
        setBlocked(conversation, false);
    }

    private void setBlocked(ConversationId conversation, boolean blocked) {
        own.database().update(tx -> {
            var found = own.database().conversations().find(tx, conversation);
            if (found.isEmpty() || found.get().self() || found.get().blocked() == blocked) {
                return;
            }
            var contact = found.get();
            own.people().save(tx, contact.with(contact.approved(), contact.approvedMe(), blocked));
            if (blocked) {
                outbox.failAll(tx, contact.row());
            }
            tx.afterwards(() -> own.changes().conversationChanged(conversation));
        });
    }

    /** Moves the read mark forward. */
    public void markRead(ConversationId conversation, MessageKey upTo) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isEmpty()) {
                return;
            }
            // No further than what is there: a mark in the future would swallow messages still to come.
            var last = own.database().messages().last(tx, contact.get());
            if (last.isEmpty()) {
                return;
            }
            var rank = Math.min(upTo.value(), last.get().rank());
            if (own.people().markRead(tx, contact.get(), rank)) {
                tellRead(tx, contact.get(), rank);
                tx.afterwards(() -> own.changes().conversationChanged(conversation));
                tx.afterwards(own.changes()::timersChanged);
            }
        });
    }

    /** Lets the author know, if both want that, and have agreed to write to each other. */
    private void tellRead(Tx tx, Contact before, long rank) throws SQLException {
        if (!own.privacy().current().receipts() || before.standing() != Standing.MUTUAL) {
            return;
        }
        var times = own.database().messages().receivedBetween(tx, before, before.readRank(), rank, RECEIPTS_MAX);
        if (!times.isEmpty()) {
            tell(tx, before, Contents.receipt(times));
            tx.afterwards(outbox::wake);
        }
    }

    /** The member kept a picture or file of a message: its author is told. Anything else is left alone. */
    public void mediaSaved(MessageId message) {
        own.database().update(tx -> {
            var found = own.database().messages().find(tx, message);
            if (found.isEmpty() || !found.get().incoming() || found.get().kind() != BodyKind.ATTACHMENT) {
                return;
            }
            var contact = own.database()
                    .conversations()
                    .find(tx, found.get().conversation())
                    .orElseThrow();
            if (contact.standing() == Standing.MUTUAL) {
                var content = Contents.mediaSaved(
                        found.get().sentAt(), contact.marks().expiry());
                tell(tx, contact, content);
            }
        });
        outbox.wake();
    }

    /** Sends something to the other person that is not shown as a message here. */
    private void tell(Tx tx, Contact contact, Content content) throws SQLException {
        var moment = Moment.now(own.time());
        sealEarlier(tx, contact, moment);
        var sentAt = Sealing.timeForNew(tx, own, contact, moment);
        Sealing.reserve(tx, own, contact.peer(), sentAt);
        put(tx, contact, contact.peer(), OutboxItem.Kind.CONTROL, sentAt, moment, content.toByteArray());
    }

    /** What is being written in a conversation. */
    public Draft draft(ConversationId conversation) {
        return own.database().read(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            return contact.isPresent() ? own.database().drafts().find(tx, contact.get()) : Draft.NONE;
        });
    }

    /** Keeps what is being written in a conversation, in place of what was. */
    public void keep(ConversationId conversation, Draft draft) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()) {
                own.database().drafts().put(tx, contact.get(), draft);
            }
        });
    }

    /** Marks a conversation as unread, until it is read again. */
    public void markUnread(ConversationId conversation) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent() && own.people().markUnread(tx, contact.get())) {
                tx.afterwards(() -> own.changes().conversationChanged(conversation));
            }
        });
    }

    /** Changes what the member made of a conversation. */
    public void mark(ConversationId conversation, UnaryOperator<Marks> change) {
        own.database().update(tx -> {
            var contact = own.database().conversations().find(tx, conversation);
            if (contact.isPresent()) {
                var marks = change.apply(contact.get().marks());
                if (!marks.equals(contact.get().marks())) {
                    own.people().save(tx, contact.get().withMarks(marks));
                    tx.afterwards(() -> own.changes().conversationChanged(conversation));
                }
            }
        });
    }

    /**
     * Takes back a message that was sent: its words go from this box, and everybody who has them is asked to forget them.
     * Returns whether it was one; what still waits is discarded instead.
     */
    public boolean unsend(MessageId message) {
        var isSent = own.database().write(tx -> {
            var found = own.database().messages().find(tx, message);
            if (found.isEmpty()
                    || found.get().incoming()
                    || !found.get().state().isSent()
                    || found.get().kind().isNotice()) {
                return false;
            }
            var contact = own.database()
                    .conversations()
                    .find(tx, found.get().conversation())
                    .orElseThrow();
            if (found.get().kind() == BodyKind.DELETED) {
                return true;
            }
            unsend(tx, contact, found.get());
            return true;
        });
        outbox.wake();
        return isSent;
    }

    /** The same as part of the caller's transaction, for a message that was sent. */
    void unsend(Tx tx, Contact contact, StoredMessage message) throws SQLException {
        outbox.withdrawCopy(tx, message.id());
        Erasing.erase(tx, own, contact, message);
        var moment = Moment.now(own.time());
        sealEarlier(tx, contact, moment);
        var sentAt = Sealing.timeForNew(tx, own, contact, moment);
        Sealing.reserve(tx, own, contact.peer(), sentAt);
        var content = Contents.unsend(own.id(), message.sentAt()).toByteArray();
        if (!contact.self()) {
            put(tx, contact, contact.peer(), OutboxItem.Kind.CONTROL, sentAt, moment, content);
        }
        put(tx, contact, own.id(), OutboxItem.Kind.CONTROL_COPY, sentAt, moment, content);
    }

    /**
     * Puts an emoji to a message, or takes it away, and tells the other person if both have agreed to write to each other.
     * Returns what came of it.
     */
    public ReactResult react(MessageId message, String emoji, boolean there) {
        if (!Reaction.isEmoji(emoji)) {
            return ReactResult.NOT_AN_EMOJI;
        }
        if (there && !mayReact()) {
            return ReactResult.TOO_MANY;
        }
        var result = own.database().write(tx -> {
            var found = own.database().messages().find(tx, message);
            if (found.isEmpty()
                    || !Reacting.canHave(found.get())
                    || (!found.get().incoming() && !found.get().state().isSent())) {
                return ReactResult.NOT_POSSIBLE;
            }
            var contact = own.database()
                    .conversations()
                    .find(tx, found.get().conversation())
                    .orElseThrow();
            if (contact.blocked() || (!contact.self() && !contact.approved())) {
                return ReactResult.NOT_POSSIBLE;
            }
            var reactions = own.database().reactions();
            var changes = reactions.has(tx, message, true, emoji) != there
                    && (!there || reactions.hasRoom(tx, message, true));
            if (changes) {
                var sentAt = tellReaction(tx, contact, found.get(), emoji, there);
                reactions.set(tx, message, true, emoji, there, sentAt);
                tx.afterwards(() -> own.changes().messageChanged(contact.id(), message));
            }
            return ReactResult.DONE;
        });
        outbox.wake();
        return result;
    }

    /** Returns when it is said. */
    private long tellReaction(Tx tx, Contact contact, StoredMessage message, String emoji, boolean there)
            throws SQLException {
        var moment = Moment.now(own.time());
        sealEarlier(tx, contact, moment);
        var sentAt = Sealing.timeForNew(tx, own, contact, moment);
        Sealing.reserve(tx, own, contact.peer(), sentAt);
        var author = message.incoming() ? contact.peer() : own.id();
        var content = Contents.reaction(
                        author, message.sentAt(), emoji, there, contact.marks().expiry(), profile.get())
                .toByteArray();
        if (!contact.self()) {
            put(tx, contact, contact.peer(), OutboxItem.Kind.CONTROL, sentAt, moment, content);
        }
        var copy = Contents.copy(content, contact.peer()).toByteArray();
        put(tx, contact, own.id(), OutboxItem.Kind.CONTROL_COPY, sentAt, moment, copy);
        return sentAt;
    }

    /** Not more than other clients allow: {@value #REACTIONS_MAX} in a minute. */
    private synchronized boolean mayReact() {
        var now = own.time().localMs();
        while (!reacted.isEmpty() && Math.abs(now - reacted.peekFirst()) >= REACTIONS_MS) {
            reacted.removeFirst();
        }
        if (reacted.size() >= REACTIONS_MAX) {
            return false;
        }
        reacted.addLast(now);
        return true;
    }

    /** Removes a message from this box, and from no other; it does not come back. Returns whether there was one. */
    public boolean deleteHere(MessageId message) {
        return own.database().write(tx -> {
            var found = own.database().messages().find(tx, message);
            if (found.isEmpty() || own.database().outbox().find(tx, message).isPresent()) {
                return false;
            }
            var contact = own.database()
                    .conversations()
                    .find(tx, found.get().conversation())
                    .orElseThrow();
            Erasing.remove(tx, own, contact, found.get());
            return true;
        });
    }

    /** Accepts a person; if they have written, they are told. */
    private Contact approve(Tx tx, Contact contact) throws SQLException {
        if (contact.approved()) {
            return contact;
        }
        var approved = contact.with(true, contact.approvedMe(), contact.blocked());
        own.people().save(tx, approved);
        if (contact.approvedMe()) {
            var moment = Moment.now(own.time());
            sealEarlier(tx, contact, moment);
            var sentAt = Sealing.timeForNew(tx, own, contact, moment);
            Sealing.reserve(tx, own, contact.peer(), sentAt);
            put(
                    tx,
                    approved,
                    Optional.empty(),
                    OutboxItem.Kind.RESPONSE,
                    sentAt,
                    moment,
                    Contents.response(profile.get()).toByteArray());
        }
        tx.afterwards(() -> own.changes().conversationChanged(approved.id()));
        return approved;
    }

    private void put(
            Tx tx,
            Contact contact,
            Optional<MessageId> message,
            OutboxItem.Kind kind,
            long sentAt,
            Moment moment,
            byte[] content)
            throws SQLException {
        put(tx, new OutboxItem(0, contact.row(), message, kind, contact.peer(), sentAt, content, new byte[0]), moment);
    }

    /** Something that belongs to no message. */
    private void put(
            Tx tx, Contact contact, SessionId to, OutboxItem.Kind kind, long sentAt, Moment moment, byte[] content)
            throws SQLException {
        put(tx, new OutboxItem(0, contact.row(), Optional.empty(), kind, to, sentAt, content, new byte[0]), moment);
    }

    private void put(Tx tx, OutboxItem item, Moment moment) throws SQLException {
        // Without the network's time it is sealed later, with a corrected one.
        var sealed = moment.isNetworkTime() ? Sealing.seal(own, item.content(), item.sentAt(), item.to()) : new byte[0];
        own.database().outbox().add(tx, item.sealed(item.sentAt(), item.content(), sealed));
    }

    /** Whether there can be a person behind an id: some keys agree with nobody's. */
    private boolean isPerson(SessionId id) {
        if (id.kind() != SessionId.Kind.STANDARD) {
            return false;
        }
        var probe = X25519KeyPair.generate(secrets);
        try {
            probe.agree(X25519PublicKey.of(id.publicKey()));
            return true;
        } catch (FormatException smallOrder) {
            return false;
        } finally {
            probe.wipe();
        }
    }
}
