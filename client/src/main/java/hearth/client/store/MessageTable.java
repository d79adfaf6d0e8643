package hearth.client.store;

import hearth.client.conversation.MessageId;
import hearth.client.store.Ranks.Placed;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.SessionId;
import hearth.sqlite.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Messages, each once: a message is named by conversation, author and the author's time, and a second one of the same name
 * is not taken, also after the first was removed.
 */
public final class MessageTable {

    private static final String TABLE = "messages";
    private static final int FORMAT = 2;

    /** Without facts. */
    private static final int FORMAT_OLD = 1;

    private static final String COLUMNS = "id, conversation, rank, incoming, state, seen, secret";

    /** Every message is written once more when ranks run out; negative ones keep them apart meanwhile. */
    private static final String RENUMBER = "UPDATE messages SET rank = ? WHERE id = ?";

    /** Messages that are taken out of the search in one go. */
    private static final int CHUNK = 5_000;

    /** Receipts of messages that another device sent and that are still to come; strangers send none. */
    private static final int EARLY_RECEIPTS_MAX = 1_000;

    private final RowCipher cipher;
    private final SearchTable search;

    /** @param search told of every text that comes and goes */
    MessageTable(RowCipher cipher, SearchTable search) {
        this.cipher = cipher;
        this.search = search;
    }

    /** Stores a message in its place. Empty, and nothing stored, if it is there already or was removed. */
    public Optional<StoredMessage> add(Tx tx, Contact contact, NewMessage message) throws SQLException {
        var identity = message.kind() == BodyKind.REQUEST_ACCEPTED
                ? cipher.blind(
                        "notice",
                        contact.peer().bytes(),
                        RowCipher.bytes(message.kind().code()))
                : identity(contact.peer(), message.incoming(), message.sentAt());
        if (isTaken(tx, identity)) {
            return Optional.empty();
        }
        var stored = new StoredMessage(
                new MessageId(tx.nextId(TABLE)),
                contact.row(),
                place(tx, contact, message.orderAt()),
                message.incoming(),
                message.sentAt(),
                message.orderAt(),
                message.state(),
                message.kind(),
                message.text(),
                !message.incoming() && takeEarlyReceipt(tx, identity),
                message.facts());
        tx.update(
                "INSERT INTO messages (id, conversation, rank, incoming, state, seen, identity, secret)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                stored.id().value(),
                stored.conversation(),
                stored.rank(),
                stored.incoming() ? 1 : 0,
                stored.state().code(),
                stored.seen() ? 1 : 0,
                identity,
                secret(stored, message.raw()));
        search.add(tx, stored);
        return Optional.of(stored);
    }

    /** Whether this account has used {@code sentAt} towards {@code peer} already. */
    public boolean isOwnTimeTaken(Tx tx, SessionId peer, long sentAt) throws SQLException {
        return isTaken(tx, identity(peer, false, sentAt));
    }

    /** One message. */
    public Optional<StoredMessage> find(Tx tx, MessageId id) throws SQLException {
        return tx.first(this::message, "SELECT " + COLUMNS + " FROM messages WHERE id = ?", id.value());
    }

    /** The message that was sent at that time, by {@code peer} or to them. */
    public Optional<StoredMessage> find(Tx tx, SessionId peer, boolean incoming, long sentAt) throws SQLException {
        return tx.first(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE identity = ?",
                identity(peer, incoming, sentAt));
    }

    /** Sees to it that such a message, should it come, is not taken before {@code untilDay}. */
    public void refuse(Tx tx, SessionId peer, boolean incoming, long sentAt, long untilDay) throws SQLException {
        bury(tx, identity(peer, incoming, sentAt), untilDay);
    }

    /** Forgets what a message says; that there was one stays, in its place. */
    public void erase(Tx tx, StoredMessage message) throws SQLException {
        search.removeAll(tx, List.of(message));
        tx.update("DELETE FROM attachments WHERE message = ?", message.id().value());
        tx.update(
                "UPDATE messages SET secret = ? WHERE id = ?",
                secret(message.erased(), new byte[0]),
                message.id().value());
    }

    /** Whether a message of that name was here and went, or is not to be taken: no other will come. */
    public boolean isBuried(Tx tx, SessionId peer, boolean incoming, long sentAt) throws SQLException {
        return tx.number(
                        "SELECT EXISTS (SELECT 1 FROM tombstones WHERE identity = ?)", identity(peer, incoming, sentAt))
                > 0;
    }

    /** Everything that came with a message, if it was kept: see {@link NewMessage#raw}. */
    public byte[] raw(Tx tx, MessageId id) throws SQLException {
        return tx.first(
                        row -> {
                            var plain = cipher.open(TABLE, id.value(), row.getBytes(1));
                            return Unpacker.read(plain, format(plain), MessageTable::rawField);
                        },
                        "SELECT secret FROM messages WHERE id = ?",
                        id.value())
                .orElseGet(() -> new byte[0]);
    }

    /** Up to {@code limit} messages with ranks below {@code before}, the last ones, oldest first. */
    public List<StoredMessage> page(Tx tx, Contact contact, long before, int limit) throws SQLException {
        var newestFirst = tx.list(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND rank < ? ORDER BY rank DESC LIMIT ?",
                contact.row(),
                before,
                limit);
        var page = new ArrayList<>(newestFirst);
        Collections.reverse(page);
        return page;
    }

    /** Up to {@code limit} messages with ranks above {@code after}, the first ones, oldest first. */
    public List<StoredMessage> pageAfter(Tx tx, Contact contact, long after, int limit) throws SQLException {
        return tx.list(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND rank > ? ORDER BY rank LIMIT ?",
                contact.row(),
                after,
                limit);
    }

    /** Up to {@code limit} messages of all conversations with rows above {@code after}, in the order of their rows. */
    List<StoredMessage> inRows(Tx tx, long after, int limit) throws SQLException {
        return tx.list(
                this::message, "SELECT " + COLUMNS + " FROM messages WHERE id > ? ORDER BY id LIMIT ?", after, limit);
    }

    /** The newest message. */
    public Optional<StoredMessage> last(Tx tx, Contact contact) throws SQLException {
        return tx.first(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? ORDER BY rank DESC LIMIT 1",
                contact.row());
    }

    /** Up to {@code limit} messages of this account, the newest first. */
    public List<StoredMessage> lastOutgoing(Tx tx, Contact contact, int limit) throws SQLException {
        return tx.list(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND incoming = 0"
                        + " ORDER BY rank DESC LIMIT ?",
                contact.row(),
                limit);
    }

    /** How many there are in all conversations. */
    public int count(Tx tx) throws SQLException {
        return (int) tx.number("SELECT count(*) FROM messages");
    }

    /** How many received messages come after the read mark; notices do not count. */
    public int unread(Tx tx, Contact contact) throws SQLException {
        return (int) tx.number(
                "SELECT count(*) FROM messages WHERE conversation = ? AND incoming = 1 AND state = 0 AND rank > ?",
                contact.row(),
                contact.readRank());
    }

    /** The rank of the first received message after the read mark. */
    public Optional<Long> firstUnread(Tx tx, Contact contact) throws SQLException {
        return tx.first(
                row -> row.getLong(1),
                "SELECT rank FROM messages WHERE conversation = ? AND incoming = 1 AND state = 0 AND rank > ? ORDER BY rank LIMIT 1",
                contact.row(),
                contact.readRank());
    }

    /** The rank of the last message that is not later than {@code orderAt}, ms; 0 if there is none. */
    public long lastRankUpTo(Tx tx, Contact contact, long orderAt) throws SQLException {
        return Ranks.lastUpTo(new NeighboursInTable(tx, contact), orderAt);
    }

    /** The message at a rank. */
    public Optional<StoredMessage> at(Tx tx, Contact contact, long rank) throws SQLException {
        return tx.first(
                this::message,
                "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND rank = ?",
                contact.row(),
                rank);
    }

    /** Whether this account has written anything here. */
    public boolean hasOutgoing(Tx tx, Contact contact) throws SQLException {
        return tx.number(
                        "SELECT EXISTS (SELECT 1 FROM messages WHERE conversation = ? AND incoming = 0)", contact.row())
                > 0;
    }

    /**
     * The other person read what this account sent at that time. Returns the message, if that is news; of one that is not here
     * yet, it is remembered.
     */
    public Optional<MessageId> setSeen(Tx tx, SessionId peer, long sentAt) throws SQLException {
        var identity = identity(peer, false, sentAt);
        var found =
                tx.first(row -> new MessageId(row.getLong(1)), "SELECT id FROM messages WHERE identity = ?", identity);
        if (found.isPresent()) {
            var isNews = tx.update(
                            "UPDATE messages SET seen = 1 WHERE id = ? AND seen = 0",
                            found.get().value())
                    > 0;
            return isNews ? found : Optional.empty();
        }
        var id = tx.nextId("early_receipts");
        tx.update("INSERT INTO early_receipts (id, identity) VALUES (?, ?) ON CONFLICT DO NOTHING", id, identity);
        tx.update("DELETE FROM early_receipts WHERE id <= ?", id - EARLY_RECEIPTS_MAX);
        return Optional.empty();
    }

    private static boolean takeEarlyReceipt(Tx tx, byte[] identity) throws SQLException {
        return tx.update("DELETE FROM early_receipts WHERE identity = ?", identity) > 0;
    }

    /** When messages were sent that were received with ranks above {@code low} and not above {@code high}; newest first. */
    public List<Long> receivedBetween(Tx tx, Contact contact, long low, long high, int limit) throws SQLException {
        return tx
                .list(
                        this::message,
                        "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND incoming = 1 AND state = 0"
                                + " AND rank > ? AND rank <= ? ORDER BY rank DESC LIMIT ?",
                        contact.row(),
                        low,
                        high,
                        limit)
                .stream()
                .map(StoredMessage::sentAt)
                .toList();
    }

    /** Keeps under which hash the account's own swarm has a message. */
    public void setHash(Tx tx, MessageId id, MessageHash hash) throws SQLException {
        var message = find(tx, id);
        if (message.isPresent()) {
            var known = message.get().withFacts(message.get().facts().withHash(Optional.of(hash)));
            tx.update("UPDATE messages SET secret = ? WHERE id = ?", secret(known, raw(tx, id)), id.value());
        }
    }

    /** Sets how far a message got. */
    public void setState(Tx tx, MessageId id, MessageState state) throws SQLException {
        tx.update("UPDATE messages SET state = ? WHERE id = ?", state.code(), id.value());
    }

    /** Gives a message that never left this box another time of sending, and the place that goes with it. */
    public void setSentAt(Tx tx, Contact contact, StoredMessage message, long sentAt) throws SQLException {
        // Out of the way while its place is looked for: a place is found by comparing with the others.
        tx.update(RENUMBER, -message.rank(), message.id().value());
        var moved = message.movedTo(place(tx, contact, sentAt), sentAt);
        tx.update(
                "UPDATE messages SET rank = ?, identity = ?, secret = ? WHERE id = ?",
                moved.rank(),
                identity(contact.peer(), message.incoming(), sentAt),
                secret(moved, new byte[0]),
                message.id().value());
        search.move(tx, moved);
    }

    /** Removes a message for good: it is not taken again before {@code untilDay}. */
    public void remove(Tx tx, MessageId id, long untilDay) throws SQLException {
        search.removeAll(tx, find(tx, id).stream().toList());
        tx.update(
                "INSERT INTO tombstones (identity, until_day) SELECT identity, ? FROM messages WHERE id = ?"
                        + " ON CONFLICT DO NOTHING",
                untilDay,
                id.value());
        tx.update("DELETE FROM messages WHERE id = ?", id.value());
    }

    /** As {@link #remove} for everything in a conversation. */
    public void removeAll(Tx tx, Contact contact, long untilDay) throws SQLException {
        removeUpTo(tx, contact, Long.MAX_VALUE - 1, untilDay);
    }

    /** As {@link #remove} for every message of a conversation up to a rank, itself included. */
    public void removeUpTo(Tx tx, Contact contact, long rank, long untilDay) throws SQLException {
        for (var some = page(tx, contact, rank + 1, CHUNK);
                !some.isEmpty();
                some = page(tx, contact, some.getFirst().rank(), CHUNK)) {
            search.removeAll(tx, some);
        }
        tx.update(
                "INSERT INTO tombstones (identity, until_day) SELECT identity, ? FROM messages"
                        + " WHERE conversation = ? AND rank <= ? ON CONFLICT DO NOTHING",
                untilDay,
                contact.row(),
                rank);
        tx.update("DELETE FROM messages WHERE conversation = ? AND rank <= ?", contact.row(), rank);
    }

    private boolean isTaken(Tx tx, byte[] identity) throws SQLException {
        return tx.number(
                        "SELECT EXISTS (SELECT 1 FROM messages WHERE identity = ?)"
                                + " OR EXISTS (SELECT 1 FROM tombstones WHERE identity = ?)",
                        identity,
                        identity)
                > 0;
    }

    private static void bury(Tx tx, byte[] identity, long untilDay) throws SQLException {
        tx.update(
                "INSERT INTO tombstones (identity, until_day) VALUES (?, ?) ON CONFLICT DO NOTHING",
                identity,
                untilDay);
    }

    private byte[] identity(SessionId peer, boolean incoming, long sentAt) {
        return cipher.blind("message", peer.bytes(), new byte[] {(byte) (incoming ? 1 : 0)}, RowCipher.bytes(sentAt));
    }

    private long place(Tx tx, Contact contact, long orderAt) throws SQLException {
        var neighbours = new NeighboursInTable(tx, contact);
        var rank = Ranks.find(neighbours, orderAt);
        if (rank.isPresent()) {
            return rank.get();
        }
        renumber(tx, contact);
        return Ranks.find(neighbours, orderAt)
                .orElseThrow(() -> new StoreException(StoreException.Problem.FULL, "A conversation is full"));
    }

    /** Spreads the messages of a conversation out again; the read mark stays with its message. */
    private void renumber(Tx tx, Contact contact) throws SQLException {
        record Numbered(long id, long rank) {}
        var all = tx.list(
                row -> new Numbered(row.getLong(1), row.getLong(2)),
                "SELECT id, rank FROM messages WHERE conversation = ? AND rank > 0 ORDER BY rank",
                contact.row());
        var readRank = tx.number("SELECT read_rank FROM conversations WHERE id = ?", contact.row());
        var newReadRank = 0L;
        var next = Ranks.FIRST;
        for (var message : all) {
            tx.update(RENUMBER, -message.rank(), message.id());
        }
        for (var message : all) {
            tx.update(RENUMBER, next, message.id());
            if (message.rank() <= readRank) {
                newReadRank = next;
            }
            next += Ranks.GAP;
        }
        tx.update("UPDATE conversations SET read_rank = ? WHERE id = ?", newReadRank, contact.row());
    }

    private byte[] secret(StoredMessage message, byte[] raw) {
        var out = new Packer(FORMAT)
                .number(message.conversation())
                .number(message.sentAt())
                .number(message.orderAt())
                .octet(message.kind().code())
                .text(message.text())
                .blob(raw);
        message.facts().write(out);
        return cipher.seal(TABLE, message.id().value(), out.done());
    }

    private static int format(byte[] plain) {
        return plain.length > 0 && plain[0] == FORMAT_OLD ? FORMAT_OLD : FORMAT;
    }

    private static byte[] rawField(Unpacker in) {
        in.number();
        in.number();
        in.number();
        in.octet();
        in.text();
        return in.blob();
    }

    private StoredMessage message(ResultSet row) throws SQLException {
        var id = row.getLong("id");
        var conversation = row.getLong("conversation");
        var rank = row.getLong("rank");
        var incoming = row.getBoolean("incoming");
        var state = MessageState.of(row.getInt("state"));
        var seen = row.getBoolean("seen");
        var plain = cipher.open(TABLE, id, row.getBytes("secret"));
        var format = format(plain);
        return Unpacker.read(plain, format, in -> {
            if (in.number() != conversation) {
                throw new IllegalArgumentException("Moved to another conversation");
            }
            var sentAt = in.number();
            var orderAt = in.number();
            var kind = BodyKind.of(in.octet());
            var text = in.text();
            var raw = in.blob();
            return new StoredMessage(
                    new MessageId(id),
                    conversation,
                    rank,
                    incoming,
                    sentAt,
                    orderAt,
                    state,
                    kind,
                    text,
                    seen,
                    format == FORMAT_OLD ? MessageFacts.NONE.withQuote(QuoteRef.ofKept(raw)) : MessageFacts.read(in));
        });
    }

    private final class NeighboursInTable implements Ranks.Neighbours {

        private final Tx tx;
        private final Contact contact;

        NeighboursInTable(Tx tx, Contact contact) {
            this.tx = tx;
            this.contact = contact;
        }

        @Override
        public Optional<Placed> firstBetween(long low, long high) throws SQLException {
            return between("ORDER BY rank", low, high);
        }

        @Override
        public Optional<Placed> lastBetween(long low, long high) throws SQLException {
            return between("ORDER BY rank DESC", low, high);
        }

        private Optional<Placed> between(String order, long low, long high) throws SQLException {
            return tx.first(
                            MessageTable.this::message,
                            "SELECT " + COLUMNS + " FROM messages WHERE conversation = ? AND rank > ? AND rank < ? "
                                    + order + " LIMIT 1",
                            contact.row(),
                            low,
                            high)
                    .map(message -> new Placed(message.rank(), message.orderAt()));
        }
    }
}
