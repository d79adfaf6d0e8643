package hearth.client.sync;

import hearth.client.config.ContactEntry;
import hearth.client.config.Convo;
import hearth.client.config.Expiry;
import hearth.client.config.Names;
import hearth.client.config.Notify;
import hearth.client.config.ReadState;
import hearth.client.config.UserProfile;
import hearth.client.conversation.ConversationId;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.Contact.Marks;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Conversations on disk and in the state that the account's devices share, always changed together: what is done here is
 * told to other devices, and what those did is done here. Everything happens in the caller's write transaction.
 */
public final class People {

    private final SessionId self;
    private final AccountDatabase database;
    private final Configs configs;
    private final RandomGenerator random;
    private final Runnable timersChanged;
    private final Runnable avatarsWanted;

    /**
     * @param timersChanged told that the time of disappearing messages may begin
     * @param avatarsWanted told that somebody shows another profile picture, or none
     */
    public People(
            SessionId self,
            AccountDatabase database,
            Configs configs,
            RandomGenerator random,
            Runnable timersChanged,
            Runnable avatarsWanted) {
        this.timersChanged = timersChanged;
        this.avatarsWanted = avatarsWanted;
        this.self = self;
        this.database = database;
        this.configs = configs;
        this.random = random;
    }

    /** The conversation with {@code peer}, begun at {@code nowMs} if there was none. */
    Contact findOrAdd(Tx tx, SessionId peer, long nowMs) throws SQLException {
        var known = database.conversations().find(tx, peer);
        if (known.isPresent()) {
            return known.get();
        }
        var added = database.conversations().add(tx, ConversationId.random(random), peer, peer.equals(self));
        var begun = Marks.NONE.withCreatedSeconds(Math.max(0, nowMs / 1_000));
        // Notes to oneself have their settings before there is any note.
        var contact = added.withMarks(added.self() ? configs.edit(tx, all -> selfMarks(begun, all.profile())) : begun);
        save(tx, contact);
        return contact;
    }

    /** Keeps flags, profile and marks of a contact. */
    void save(Tx tx, Contact contact) throws SQLException {
        keep(tx, contact);
        configs.edit(tx, all -> {
            if (contact.self()) {
                all.profile().setSelfPriority(contact.marks().priority());
                all.profile().setSelfExpirySeconds(contact.marks().expiry().seconds());
            } else {
                all.contacts()
                        .set(entry(
                                all.contacts().find(contact.peer()).orElseGet(() -> ContactEntry.of(contact.peer())),
                                contact));
            }
            return contact;
        });
    }

    /** On disk. Of strangers and blocked people no picture is fetched (messages.md section 11). */
    private void keep(Tx tx, Contact contact) throws SQLException {
        database.conversations().save(tx, contact);
        if (!contact.self()
                && database.avatars()
                        .say(tx, contact.peer(), contact.picture(), contact.approved() && !contact.blocked())) {
            tx.afterwards(avatarsWanted);
        }
    }

    /**
     * Takes over pictures that the account's devices know and this one never looked at: it would take them away from the
     * others.
     */
    void adoptPictures(Tx tx) throws SQLException {
        var entries = configs.edit(tx, all -> all.contacts().all());
        for (var entry : entries) {
            var contact = database.conversations().find(tx, entry.id());
            if (contact.isPresent() && contact.get().picture().isEmpty()) {
                keep(
                        tx,
                        contact.get()
                                .withProfile(
                                        contact.get().name(),
                                        entry.picture(),
                                        contact.get().profileUpdated()));
            }
        }
    }

    /** Something was written: a conversation that was hidden or put aside shows again. */
    Contact shown(Tx tx, Contact contact) throws SQLException {
        if (contact.marks().priority() >= 0 && !contact.marks().archived()) {
            return contact;
        }
        var priority = Math.max(0, contact.marks().priority());
        var shown = contact.withMarks(contact.marks().withPriority(priority).withArchived(false));
        save(tx, shown);
        return shown;
    }

    /** Removes a conversation; what its messages were is remembered until the given time, so that none comes back. */
    void remove(Tx tx, Contact contact, long untilMs) throws SQLException {
        drop(tx, contact, untilMs);
        configs.edit(tx, all -> {
            all.reads().erase(new Convo.OneToOne(contact.peer()));
            return all.contacts().erase(contact.peer());
        });
    }

    private void drop(Tx tx, Contact contact, long untilMs) throws SQLException {
        database.messages().removeAll(tx, contact, SeenTable.dayAfter(untilMs));
        database.conversations().remove(tx, contact);
        tx.afterwards(avatarsWanted);
    }

    /** Moves the read mark forward to {@code rank} and takes away the mark "unread". Returns whether anything changed. */
    boolean markRead(Tx tx, Contact contact, long rank) throws SQLException {
        var moved = database.conversations().markRead(tx, contact, rank);
        var marked = contact.marks().unread();
        if (marked) {
            database.conversations().save(tx, contact.withMarks(contact.marks().withUnread(false)));
        }
        if (moved || marked) {
            var message = database.messages().at(tx, contact, rank);
            configs.edit(tx, all -> {
                var convo = new Convo.OneToOne(contact.peer());
                var before = all.reads().find(convo).lastReadMs();
                var now = message.map(found -> found.orderAt()).orElse(0L);
                all.reads().set(convo, new ReadState(Math.max(before, now), false));
                return moved;
            });
        }
        return moved || marked;
    }

    /** Sets the mark "unread". Returns whether it was not set. */
    boolean markUnread(Tx tx, Contact contact) throws SQLException {
        if (contact.marks().unread()) {
            return false;
        }
        database.conversations().save(tx, contact.withMarks(contact.marks().withUnread(true)));
        return configs.edit(tx, all -> {
            var convo = new Convo.OneToOne(contact.peer());
            all.reads().set(convo, new ReadState(all.reads().find(convo).lastReadMs(), true));
            return true;
        });
    }

    /** A message came in that another device may have shown already. */
    void applyReadState(Tx tx, Contact contact, long orderAtMs) throws SQLException {
        var state = configs.edit(tx, all -> all.reads().find(new Convo.OneToOne(contact.peer())));
        if (state.lastReadMs() >= orderAtMs) {
            readElsewhere(tx, contact, state.lastReadMs());
        }
    }

    /** Another device read up to that time. Returns whether that is news here. */
    private boolean readElsewhere(Tx tx, Contact contact, long lastReadMs) throws SQLException {
        var rank = database.messages().lastRankUpTo(tx, contact, lastReadMs);
        if (database.timers().readElsewhere(tx, contact, rank)) {
            tx.afterwards(timersChanged);
        }
        return database.conversations().markRead(tx, contact, rank);
    }

    /** Tells other devices of conversations that only this one knows. */
    void addMissing(Tx tx) throws SQLException {
        for (var contact : database.conversations().all(tx)) {
            configs.edit(tx, all -> {
                if (!contact.self() && all.contacts().find(contact.peer()).isEmpty()) {
                    all.contacts().set(entry(ContactEntry.of(contact.peer()), contact));
                }
                return contact;
            });
        }
    }

    /** What other devices did to conversations. */
    record Applied(List<ConversationId> changed, List<Contact> blocked) {}

    /** Does here what other devices did. */
    Applied apply(Tx tx, Configs.All all, long nowMs) throws SQLException {
        var changed = new ArrayList<ConversationId>();
        var blocked = new ArrayList<Contact>();
        var away = new ArrayList<SessionId>();
        for (var entry : all.contacts().all()) {
            if (entry.id().equals(self)) {
                continue;
            }
            var known = database.conversations().find(tx, entry.id());
            var before = known.isPresent()
                    ? known.get()
                    : database.conversations().add(tx, ConversationId.random(random), entry.id(), false);
            var after = contact(before, entry);
            if (!after.equals(before) || known.isEmpty()) {
                keep(tx, after);
                changed.add(after.id());
            }
            if (after.blocked() && !before.blocked()) {
                blocked.add(after);
            }
            if (after.marks().priority() < 0 && before.marks().priority() >= 0) {
                away.add(after.peer());
            }
        }
        for (var contact : database.conversations().all(tx)) {
            if (contact.self()) {
                applySelf(tx, contact, all.profile());
            } else if (all.contacts().find(contact.peer()).isEmpty()) {
                drop(tx, contact, nowMs + Sender.TTL_MS);
                away.add(contact.peer());
                changed.add(contact.id());
                continue;
            }
            if (applyReads(tx, contact, all)) {
                changed.add(contact.id());
            }
        }
        PutAway.note(tx, database.meta(), away, nowMs);
        return new Applied(changed, blocked);
    }

    /** Whether a message is older than what another device did when it removed or hid the conversation. */
    boolean isPutAway(Tx tx, SessionId peer, long sentAtMs, long storedAtMs) throws SQLException {
        var entry = configs.edit(tx, all -> all.contacts().find(peer));
        var isShown = entry.isPresent() && entry.get().priority() >= 0;
        return !isShown && !peer.equals(self) && PutAway.isAfter(tx, database.meta(), peer, sentAtMs, storedAtMs);
    }

    private static Marks selfMarks(Marks marks, UserProfile profile) {
        return marks.withPriority(profile.selfPriority())
                .withExpiry(Expiry.of(
                        Expiry.Mode.AFTER_SEND, profile.selfExpirySeconds().orElse(0)));
    }

    private void applySelf(Tx tx, Contact contact, UserProfile profile) throws SQLException {
        var marks = selfMarks(contact.marks(), profile);
        if (!marks.equals(contact.marks())) {
            database.conversations().save(tx, contact.withMarks(marks));
        }
    }

    private boolean applyReads(Tx tx, Contact contact, Configs.All all) throws SQLException {
        var convo = new Convo.OneToOne(contact.peer());
        var state = all.reads().find(convo);
        var changed = false;
        if (state.lastReadMs() > 0) {
            changed = readElsewhere(tx, contact, state.lastReadMs());
        }
        var now = database.conversations().find(tx, contact.row()).orElseThrow();
        if (now.marks().unread() != state.unread()) {
            database.conversations().save(tx, now.withMarks(now.marks().withUnread(state.unread())));
            changed = true;
        }
        // Of two marks that were set at the same time merging keeps either; what was read stays read everywhere.
        var readHere = database.messages().page(tx, now, now.readRank() + 1, 1).stream()
                .mapToLong(StoredMessage::orderAt)
                .findFirst()
                .orElse(0);
        if (now.readRank() > 0 && readHere > state.lastReadMs()) {
            all.reads().set(convo, new ReadState(readHere, state.unread()));
        }
        return changed;
    }

    /** What is known here goes over what the devices knew, and what only they know stays. */
    private static ContactEntry entry(ContactEntry known, Contact contact) {
        return known.withName(contact.name())
                .withPicture(contact.picture())
                .withNickname(Names.truncate(contact.marks().nickname()))
                .withProfileUpdatedSeconds(contact.profileUpdated())
                .withApproved(contact.approved())
                .withApprovedMe(contact.approvedMe())
                .withBlocked(contact.blocked())
                .withPriority(contact.marks().priority())
                .withMuteUntilSeconds(contact.marks().muteUntilSeconds())
                .withExpiry(contact.marks().expiry())
                .withNotify(contact.marks().notifications())
                .withCreatedSeconds(contact.marks().createdSeconds());
    }

    private static Contact contact(Contact before, ContactEntry entry) {
        return before.with(entry.approved(), entry.approvedMe(), entry.blocked())
                .withProfile(entry.name(), entry.picture(), entry.profileUpdatedSeconds())
                .withMarks(new Marks(
                        entry.nickname(),
                        entry.priority(),
                        entry.muteUntilSeconds(),
                        before.marks().unread(),
                        entry.createdSeconds(),
                        entry.expiry(),
                        notifications(before.marks().notifications(), entry.notifications()),
                        before.marks().archived()));
    }

    /** The shared state knows no mentions between two people: it says that everything is told. */
    private static Notify notifications(Notify here, Notify shared) {
        return here == Notify.MENTIONS && shared == Notify.ALL ? here : shared;
    }
}
