package hearth.client.sync;

import com.google.protobuf.ByteString;
import hearth.client.config.Expiry;
import hearth.client.config.ProfilePicture;
import hearth.client.conversation.DisplayName;
import hearth.client.conversation.Standing;
import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.MessageFacts;
import hearth.client.store.MessageState;
import hearth.client.store.NewMessage;
import hearth.client.store.QuoteRef;
import hearth.client.store.SeenTable;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec.Opened;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataExtractionNotification;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.rpc.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what a node had in the account's mailbox (messages.md sections 4.5, 4.7, 5.5, 6.9 and 6.11). Messages, hashes and
 * the place up to which the node was read change in one transaction, so whatever happens, nothing is lost and nothing comes
 * twice. Whatever a stranger sends is taken, refused or ignored, and never an error.
 */
public final class Inbox {

    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    /** Messages per transaction: others may write between two of them. */
    private static final int CHUNK = 50;

    /** Hashes are remembered at least this long. */
    private static final long REMEMBER_MS = 14 * 86_400_000L;

    /** A message from further ahead is sorted as if it came from now. */
    private static final long AHEAD_MS_MAX = 60_000;

    private final Own own;
    private final Typing typing;
    private final Downloads downloads;

    public Inbox(Own own, Typing typing, Downloads downloads) {
        this.downloads = downloads;
        this.own = own;
        this.typing = typing;
    }

    /** A message of the mailbox, opened if it could be. */
    private record Item(StoredMessage stored, Optional<Opened> opened) {

        /** What is known of a message in it, whatever it says. */
        MessageFacts facts(long nowMs) {
            return MessageFacts.at(nowMs).withHash(Optional.of(stored.hash()));
        }
    }

    /**
     * What came of an answer.
     *
     * @param fresh how many messages were new to this box
     * @param last  up to where the node was read; empty if it sent nothing that is what it claims to be
     */
    public record Taken(int fresh, Optional<MessageHash> last) {}

    /** Takes in one answer of {@code node}, in its order. */
    public Taken take(NodeId node, Namespace namespace, List<StoredMessage> messages) {
        var fresh = 0;
        var last = Optional.<MessageHash>empty();
        for (var from = 0; from < messages.size(); from += CHUNK) {
            var items = open(namespace, messages.subList(from, Math.min(from + CHUNK, messages.size())));
            if (!items.isEmpty()) {
                fresh += store(node, namespace, items);
                last = Optional.of(items.getLast().stored().hash());
            }
        }
        return new Taken(fresh, last);
    }

    private int store(NodeId node, Namespace namespace, List<Item> items) {
        own.checkpoints().at(Step.RETRIEVED);
        var fresh = own.database().write(tx -> {
            var count = 0;
            var now = own.time().nowMs();
            for (var item : items) {
                var until = Math.max(now + REMEMBER_MS, Math.min(item.stored().expiryMs(), now + 3 * REMEMBER_MS));
                if (own.database().seen().remember(tx, item.stored().hash(), SeenTable.dayAfter(until))) {
                    count++;
                    if (item.opened().isPresent()) {
                        handle(
                                tx,
                                item.opened().get(),
                                item.facts(now),
                                item.stored().timestampMs());
                    }
                }
            }
            own.checkpoints().at(Step.BEFORE_CURSOR);
            var last = items.getLast().stored();
            own.database().seen().setCursor(tx, node, namespace, last.hash(), last.expiryMs());
            return count;
        });
        own.checkpoints().at(Step.RECEIVED_COMMITTED);
        return fresh;
    }

    /** Opens what is new. A message whose hash is a lie is passed over: remembering it would hide the real one. */
    private List<Item> open(Namespace namespace, List<StoredMessage> messages) {
        var items = new ArrayList<Item>();
        for (var message : messages) {
            if (!message.isGenuine(own.id().account(), namespace)) {
                LOG.log(System.Logger.Level.DEBUG, "A node sent a message that does not match its hash");
                continue;
            }
            var known = own.database().<Boolean>read(tx -> own.database().seen().contains(tx, message.hash()));
            items.add(new Item(message, known ? Optional.empty() : open(message)));
        }
        return items;
    }

    private Optional<Opened> open(StoredMessage message) {
        try {
            return Optional.of(own.codec().open(message.data().toArray(), own.keys()));
        } catch (FormatException garbage) {
            LOG.log(System.Logger.Level.DEBUG, "A message cannot be read: {0}", garbage.getMessage());
            return Optional.empty();
        }
    }

    private void handle(Tx tx, Opened opened, MessageFacts facts, long storedAtMs) throws SQLException {
        var content = opened.content();
        var conversation =
                opened.sender().equals(own.id()) ? target(content.getDataMessage()) : Optional.of(opened.sender());
        if (content.hasDataMessage()
                && conversation.isPresent()
                && own.people().isPutAway(tx, conversation.get(), opened.sentAtMs(), storedAtMs)) {
            return;
        }
        if (opened.sender().equals(own.id())) {
            if (content.hasDataMessage()) {
                handleCopy(tx, opened, content.getDataMessage(), facts);
            } else if (content.hasUnsendRequest()) {
                Erasing.unsentByOwnDevice(tx, own, content.getUnsendRequest());
            }
            return;
        }
        var contact = own.database().conversations().find(tx, opened.sender());
        if (contact.map(Contact::blocked).orElse(false)
                || content.getDataMessage().hasSyncTarget()) {
            return;
        }
        if (content.hasDataMessage()) {
            handleMessage(tx, opened, content, contact, facts);
        } else if (content.hasMessageRequestResponse()) {
            var response = content.getMessageRequestResponse();
            // Somebody this account never wrote to cannot have been asked.
            if (response.getIsApproved() && contact.isPresent()) {
                var approved = approvedMe(tx, contact.get(), opened.sentAtMs());
                applyProfile(tx, approved, response.hasProfile(), response.getProfile(), response.getProfileKey());
            }
        }
        if (content.hasUnsendRequest()) {
            Erasing.unsentBy(tx, own, opened.sender(), contact, content.getUnsendRequest());
        }
        if (content.hasDataExtractionNotification() && contact.isPresent()) {
            takeNotice(tx, contact.get(), opened, facts);
        }
        if (content.hasReceiptMessage() && contact.isPresent()) {
            takeReceipt(tx, contact.get(), content.getReceiptMessage());
        }
        if (content.hasTypingMessage() && contact.isPresent()) {
            var from = contact.get();
            tx.afterwards(() -> typing.heard(from, content.getTypingMessage(), opened.sentAtMs()));
        }
        // Calls and group matters are later work; their hashes are remembered all the same.
    }

    /** Somebody kept a picture. Screenshots are not told any more, and not believed. */
    private void takeNotice(Tx tx, Contact contact, Opened opened, MessageFacts facts) throws SQLException {
        var notice = opened.content().getDataExtractionNotification();
        if (contact.standing() != Standing.MUTUAL || notice.getType() != DataExtractionNotification.Type.MEDIA_SAVED) {
            return;
        }
        var expiry = Contents.afterRead(Contents.expiry(opened.content()));
        var sentAt = opened.sentAtMs();
        var added = own.database()
                .messages()
                .add(tx, contact, NewMessage.mediaSaved(sentAt, orderAt(sentAt), facts.withExpiry(expiry)));
        if (added.isPresent()) {
            Timers.startReceived(tx, own, added.get());
            own.people().applyReadState(tx, contact, orderAt(sentAt));
            tx.afterwards(
                    () -> own.changes().messageAdded(contact.id(), added.get().id(), false));
        }
    }

    /** Only about what this account wrote to that very person. */
    private void takeReceipt(Tx tx, Contact contact, ReceiptMessage receipt) throws SQLException {
        if (!own.privacy().current().receipts()
                || contact.standing() != Standing.MUTUAL
                || receipt.getType() != ReceiptMessage.Type.READ) {
            return;
        }
        for (var sentAt : receipt.getTimestampList()) {
            own.database()
                    .messages()
                    .setSeen(tx, contact.peer(), sentAt)
                    .ifPresent(message -> tx.afterwards(() -> own.changes().messageChanged(contact.id(), message)));
        }
    }

    /** A message that this account sent from another device, or a note to itself. */
    private void handleCopy(Tx tx, Opened opened, DataMessage message, MessageFacts facts) throws SQLException {
        var target = target(message);
        if (message.hasReaction()) {
            if (target.isPresent()) {
                Reacting.apply(tx, own, target.get(), true, message.getReaction(), opened.sentAtMs());
            }
            return;
        }
        var kind = kind(message);
        if (target.isEmpty() || kind.isEmpty()) {
            return;
        }
        if (Erasing.isUnsentByOwnDevice(tx, own, target.get(), opened.sentAtMs())) {
            return;
        }
        var isSelf = target.get().equals(own.id());
        var expiry = isSelf ? afterSend(Contents.expiry(opened.content())) : Contents.expiry(opened.content());
        var contact = findOrAdd(tx, target.get(), opened.sentAtMs());
        if (!isSelf && !contact.approved()) {
            contact = contact.with(true, contact.approvedMe(), contact.blocked());
            own.people().save(tx, contact);
        }
        add(tx, contact, opened, kind.get(), facts.withExpiry(expiry), false, MessageState.SENT);
    }

    private void handleMessage(Tx tx, Opened opened, Content content, Optional<Contact> known, MessageFacts facts)
            throws SQLException {
        var message = content.getDataMessage();
        var kind = kind(message);
        if (kind.isEmpty()) {
            // A reaction: who sends one has accepted this account, and has a profile.
            if (known.isPresent()) {
                var contact = applyProfile(
                        tx,
                        approvedMe(tx, known.get(), opened.sentAtMs()),
                        message.hasProfile(),
                        message.getProfile(),
                        message.getProfileKey());
                if (message.hasReaction()) {
                    Reacting.apply(tx, own, contact.peer(), false, message.getReaction(), opened.sentAtMs());
                }
            }
            return;
        }
        var isNotice = kind.get() == BodyKind.TIMER_CHANGED;
        if (isNotice && known.isEmpty()) {
            return;
        }
        var contact = known.isPresent() ? known.get() : findOrAdd(tx, opened.sender(), opened.sentAtMs());
        contact = approvedMe(tx, contact, opened.sentAtMs());
        contact = applyProfile(tx, contact, message.hasProfile(), message.getProfile(), message.getProfileKey());
        add(
                tx,
                contact,
                opened,
                kind.get(),
                facts.withExpiry(Contents.expiry(content)),
                true,
                isNotice ? MessageState.NOTICE : MessageState.RECEIVED);
    }

    /** The person has accepted this account. The first time this answers a request, a notice says so. */
    private Contact approvedMe(Tx tx, Contact contact, long sentAtMs) throws SQLException {
        if (contact.approvedMe()) {
            return contact;
        }
        var approved = contact.with(contact.approved(), true, contact.blocked());
        own.people().save(tx, approved);
        if (contact.approved() && own.database().messages().hasOutgoing(tx, contact)) {
            // Just before whatever brought the news.
            own.database()
                    .messages()
                    .add(tx, approved, NewMessage.requestAccepted(sentAtMs, orderAt(sentAtMs) - 1))
                    .ifPresent(notice ->
                            tx.afterwards(() -> own.changes().messageAdded(approved.id(), notice.id(), false)));
        }
        tx.afterwards(() -> own.changes().conversationChanged(approved.id()));
        return approved;
    }

    /** Takes a newer profile: the name, cut to what is allowed, and where the picture lies. */
    private Contact applyProfile(Tx tx, Contact contact, boolean present, LokiProfile profile, ByteString key)
            throws SQLException {
        if (!present) {
            return contact;
        }
        var updated = profile.getLastUpdateSeconds();
        var isNewer = Long.compareUnsigned(updated, contact.profileUpdated()) > 0
                || (updated == 0 && contact.profileUpdated() == 0);
        if (!isNewer) {
            return contact;
        }
        var name = DisplayName.truncated(profile.getDisplayName());
        var changed = contact.withProfile(
                name.isEmpty() ? contact.name() : name, picture(contact, profile.getProfilePicture(), key), updated);
        if (changed.equals(contact)) {
            return contact;
        }
        own.people().save(tx, changed);
        tx.afterwards(() -> own.changes().conversationChanged(changed.id()));
        return changed;
    }

    /** No address means no picture. One that nobody could use is no news. */
    private static Optional<ProfilePicture> picture(Contact contact, String url, ByteString key) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        var isUsable = key.size() == ProfilePicture.KEY_BYTES
                && url.getBytes(StandardCharsets.UTF_8).length <= ProfilePicture.URL_BYTES_MAX;
        return isUsable ? Optional.of(new ProfilePicture(url, Bytes.wrap(key.toByteArray()))) : contact.picture();
    }

    /** The copy of what this box itself wrote says where the account's own swarm has it (messages.md section 4.7). */
    private void keepHash(Tx tx, Contact contact, Opened opened, MessageFacts facts, boolean incoming)
            throws SQLException {
        var known = own.database().messages().find(tx, contact.peer(), incoming, opened.sentAtMs());
        if (known.isPresent()
                && known.get().facts().hash().isEmpty()
                && facts.hash().isPresent()) {
            own.database().messages().setHash(tx, known.get().id(), facts.hash().get());
        }
    }

    private void add(
            Tx tx,
            Contact contact,
            Opened opened,
            BodyKind kind,
            MessageFacts facts,
            boolean incoming,
            MessageState state)
            throws SQLException {
        var content = opened.content();
        var understood = kind == BodyKind.TEXT || kind == BodyKind.ATTACHMENT;
        var added = own.database()
                .messages()
                .add(
                        tx,
                        contact,
                        new NewMessage(
                                incoming,
                                opened.sentAtMs(),
                                orderAt(opened.sentAtMs()),
                                state,
                                kind,
                                content.getDataMessage().getBody(),
                                facts.withQuote(QuoteRef.of(content.getDataMessage())),
                                understood ? new byte[0] : content.toByteArray()));
        if (added.isEmpty()) {
            keepHash(tx, contact, opened, facts, incoming);
            return;
        }
        if (understood) {
            var attachments =
                    Pointers.read(content.getDataMessage(), added.get().id(), contact.row());
            downloads.arrived(tx, contact, attachments, incoming);
        }
        if (incoming) {
            tx.afterwards(() -> typing.stopped(contact.id()));
            Timers.startReceived(tx, own, added.get());
            own.people().applyReadState(tx, contact, orderAt(opened.sentAtMs()));
        }
        if (!incoming) {
            Timers.startCopy(tx, own, added.get());
        }
        Reacting.applyEarly(tx, own, contact, added.get());
        own.people().shown(tx, contact);
        if (isOver(facts.expiry(), incoming, opened.sentAtMs())) {
            // It is not shown and goes at once, unless it is only this box's clock that is wrong.
            tx.afterwards(() -> own.changes().conversationChanged(contact.id()));
        } else {
            tx.afterwards(
                    () -> own.changes().messageAdded(contact.id(), added.get().id(), incoming));
        }
    }

    /** Whether a message disappeared before it came. What disappears after being read was not read by its reader yet. */
    private boolean isOver(Expiry expiry, boolean incoming, long sentAtMs) {
        var runs = expiry.mode() == Expiry.Mode.AFTER_SEND || (expiry.mode() == Expiry.Mode.AFTER_READ && !incoming);
        return runs && orderAt(sentAtMs) + Timers.lifeMs(expiry) <= own.time().nowMs();
    }

    /** Notes to oneself know no reading. */
    private static Expiry afterSend(Expiry expiry) {
        return Expiry.of(expiry.mode() == Expiry.Mode.OFF ? Expiry.Mode.OFF : Expiry.Mode.AFTER_SEND, expiry.seconds());
    }

    private Contact findOrAdd(Tx tx, SessionId peer, long sentAtMs) throws SQLException {
        var isNew = own.database().conversations().find(tx, peer).isEmpty();
        var found = own.people().findOrAdd(tx, peer, orderAt(sentAtMs));
        if (isNew) {
            tx.afterwards(() -> own.changes().conversationChanged(found.id()));
        }
        return found;
    }

    /** Where a copy belongs. Without a target it is a note to oneself; a target that is no person is later work. */
    private Optional<SessionId> target(DataMessage message) {
        if (!message.hasSyncTarget() || message.getSyncTarget().isEmpty()) {
            return Optional.of(own.id());
        }
        try {
            return Optional.of(SessionId.parse(message.getSyncTarget()))
                    .filter(target -> target.kind() == SessionId.Kind.STANDARD);
        } catch (FormatException garbage) {
            return Optional.empty();
        }
    }

    /** What there is to show; empty for what is not shown as a message of its own. */
    private static Optional<BodyKind> kind(DataMessage message) {
        if (message.getFlags() == DataMessage.Flags.EXPIRATION_TIMER_UPDATE_VALUE) {
            return Optional.of(BodyKind.TIMER_CHANGED);
        }
        if (message.getFlags() != 0 || message.hasReaction() || message.hasGroupUpdateMessage()) {
            return Optional.empty();
        }
        if (message.getAttachmentsCount() > 0) {
            return Optional.of(BodyKind.ATTACHMENT);
        }
        if (message.hasOpenGroupInvitation()) {
            return Optional.of(BodyKind.COMMUNITY_INVITATION);
        }
        if (!message.getBody().isBlank() || QuoteRef.of(message).isPresent()) {
            return Optional.of(BodyKind.TEXT);
        }
        return message.getPreviewCount() > 0 ? Optional.of(BodyKind.OTHER) : Optional.empty();
    }

    /** Times of strangers may be anything; a message from the far future must not stay at the end for ever. */
    private long orderAt(long sentAtMs) {
        var now = own.time().nowMs();
        return sentAtMs < 0 || sentAtMs > now + AHEAD_MS_MAX ? now : sentAtMs;
    }
}
