package hearth.client.store;

import hearth.client.conversation.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What has to go out, oldest first. An item is removed when it is done and set aside when it is given up. */
public final class OutboxTable {

    private static final String TABLE = "outbox";
    private static final int FORMAT = 1;
    private static final String COLUMNS = "id, conversation, message, kind, secret";

    private final RowCipher cipher;

    OutboxTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** Puts an item at the end of its lane; its id is ignored and the one it got comes back. */
    public OutboxItem add(Tx tx, OutboxItem item) throws SQLException {
        var added = new OutboxItem(
                tx.nextId(TABLE),
                item.conversation(),
                item.message(),
                item.kind(),
                item.to(),
                item.sentAt(),
                item.content(),
                item.sealed());
        tx.update(
                "INSERT INTO outbox (id, conversation, message, kind, failed, secret) VALUES (?, ?, ?, ?, 0, ?)",
                added.id(),
                added.conversation(),
                added.message().map(MessageId::value),
                added.kind().code(),
                secret(added));
        return added;
    }

    /** The first waiting item of every lane. */
    public List<OutboxItem> heads(Tx tx) throws SQLException {
        return tx.list(
                this::item,
                "SELECT " + COLUMNS + " FROM outbox WHERE id IN (SELECT min(id) FROM outbox WHERE failed = 0"
                        + " GROUP BY conversation, kind IN (1, 5)) ORDER BY id");
    }

    /** One item, waiting or given up. */
    public Optional<OutboxItem> find(Tx tx, long id) throws SQLException {
        return tx.first(this::item, "SELECT " + COLUMNS + " FROM outbox WHERE id = ?", id);
    }

    /** The item that decides over a message. */
    public Optional<OutboxItem> find(Tx tx, MessageId message) throws SQLException {
        return tx.first(this::item, "SELECT " + COLUMNS + " FROM outbox WHERE message = ?", message.value());
    }

    /** The waiting items of a conversation, oldest first. */
    public List<OutboxItem> waitingOf(Tx tx, long conversation) throws SQLException {
        return tx.list(
                this::item,
                "SELECT " + COLUMNS + " FROM outbox WHERE conversation = ? AND failed = 0 ORDER BY id",
                conversation);
    }

    /** All items of a conversation, given up or not, oldest first. */
    public List<OutboxItem> of(Tx tx, long conversation) throws SQLException {
        return tx.list(
                this::item, "SELECT " + COLUMNS + " FROM outbox WHERE conversation = ? ORDER BY id", conversation);
    }

    /** How many items wait. */
    public int waiting(Tx tx) throws SQLException {
        return (int) tx.number("SELECT count(*) FROM outbox WHERE failed = 0");
    }

    /** Writes the bytes and the time of an item. */
    public void save(Tx tx, OutboxItem item) throws SQLException {
        tx.update("UPDATE outbox SET secret = ? WHERE id = ?", secret(item), item.id());
    }

    /** Sets an item aside. */
    public void fail(Tx tx, long id) throws SQLException {
        tx.update("UPDATE outbox SET failed = 1 WHERE id = ?", id);
    }

    /** Takes an item set aside in again, in its old place. */
    public void revive(Tx tx, long id) throws SQLException {
        tx.update("UPDATE outbox SET failed = 0 WHERE id = ?", id);
    }

    /** Removes an item. Returns whether it was still there. */
    public boolean remove(Tx tx, long id) throws SQLException {
        return tx.update("DELETE FROM outbox WHERE id = ?", id) > 0;
    }

    private byte[] secret(OutboxItem item) {
        return cipher.seal(
                TABLE,
                item.id(),
                new Packer(FORMAT)
                        .text(item.to().hex())
                        .number(item.sentAt())
                        .blob(item.content())
                        .blob(item.sealed())
                        .done());
    }

    private OutboxItem item(ResultSet row) throws SQLException {
        var id = row.getLong("id");
        var conversation = row.getLong("conversation");
        var message = row.getLong("message");
        var owner = row.wasNull() ? Optional.<MessageId>empty() : Optional.of(new MessageId(message));
        var kind = row.getInt("kind");
        return Unpacker.read(
                cipher.open(TABLE, id, row.getBytes("secret")),
                FORMAT,
                in -> new OutboxItem(
                        id,
                        conversation,
                        owner,
                        OutboxItem.Kind.of(kind),
                        Unpacker.sessionId(in.text()),
                        in.number(),
                        in.blob(),
                        in.blob()));
    }
}
