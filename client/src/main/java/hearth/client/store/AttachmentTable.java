package hearth.client.store;

import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.MessageId;
import hearth.client.store.StoredAttachment.Facts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of messages and of writing fields. A row goes with its message, and the file that had its content is then among
 * {@link #dropped}, until somebody has removed it.
 */
public final class AttachmentTable {

    private static final String TABLE = "attachments";
    private static final int FORMAT = 1;
    private static final String COLUMNS = "id, conversation, message, place, kind, state, file, secret";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM attachments ";

    private final RowCipher cipher;

    AttachmentTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** Adds an attachment; the id of {@code attachment} is ignored and the one it got comes back. */
    public StoredAttachment add(Tx tx, StoredAttachment attachment) throws SQLException {
        var added = new StoredAttachment(
                new AttachmentId(tx.nextId(TABLE)),
                attachment.conversation(),
                attachment.message(),
                attachment.place(),
                attachment.kind(),
                attachment.state(),
                attachment.file(),
                attachment.facts());
        tx.update(
                "INSERT INTO attachments (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                added.id().value(),
                added.conversation(),
                added.message().map(MessageId::value),
                added.place(),
                added.kind().code(),
                added.state().code(),
                added.file(),
                secret(added));
        return added;
    }

    /** Writes everything of an attachment. Returns whether it was still there. */
    public boolean save(Tx tx, StoredAttachment attachment) throws SQLException {
        return tx.update(
                        "UPDATE attachments SET message = ?, place = ?, kind = ?, state = ?, file = ?, secret = ?"
                                + " WHERE id = ?",
                        attachment.message().map(MessageId::value),
                        attachment.place(),
                        attachment.kind().code(),
                        attachment.state().code(),
                        attachment.file(),
                        secret(attachment),
                        attachment.id().value())
                > 0;
    }

    /** One attachment. */
    public Optional<StoredAttachment> find(Tx tx, AttachmentId id) throws SQLException {
        return tx.first(this::attachment, SELECT + "WHERE id = ?", id.value());
    }

    /** Those of a message, in their order. */
    public List<StoredAttachment> of(Tx tx, MessageId message) throws SQLException {
        return tx.list(this::attachment, SELECT + "WHERE message = ? ORDER BY place", message.value());
    }

    /** Those of several messages, each in their order; messages without any are not in it. */
    public Map<MessageId, List<StoredAttachment>> of(Tx tx, List<MessageId> messages) throws SQLException {
        var found = new HashMap<MessageId, List<StoredAttachment>>();
        for (var message : messages) {
            var attachments = of(tx, message);
            if (!attachments.isEmpty()) {
                found.put(message, attachments);
            }
        }
        return found;
    }

    /** Those in the writing field of a conversation, in the order in which they came. */
    public List<StoredAttachment> staged(Tx tx, Contact contact) throws SQLException {
        return tx.list(
                this::attachment,
                SELECT + "WHERE conversation = ? AND message IS NULL AND state = ? ORDER BY id",
                contact.row(),
                State.STAGED.code());
    }

    /** Those in a state, oldest first. */
    public List<StoredAttachment> in(Tx tx, State state) throws SQLException {
        return tx.list(this::attachment, SELECT + "WHERE state = ? ORDER BY id", state.code());
    }

    /** Those of one of two kinds in the messages of a conversation, with ids below {@code before}, newest first. */
    public List<StoredAttachment> page(Tx tx, Contact contact, Kind kind, Kind other, long before, int limit)
            throws SQLException {
        return tx.list(
                this::attachment,
                SELECT + "WHERE conversation = ? AND message IS NOT NULL AND kind IN (?, ?) AND id < ?"
                        + " ORDER BY id DESC LIMIT ?",
                contact.row(),
                kind.code(),
                other.code(),
                before,
                limit);
    }

    /** The next one of the same conversation that is of one of two kinds and here. */
    public Optional<StoredAttachment> neighbour(
            Tx tx, StoredAttachment attachment, Kind kind, Kind other, boolean newer) throws SQLException {
        return tx.first(
                this::attachment,
                SELECT + "WHERE conversation = ? AND message IS NOT NULL AND kind IN (?, ?) AND state IN (?, ?) AND id "
                        + (newer ? "> ? ORDER BY id LIMIT 1" : "< ? ORDER BY id DESC LIMIT 1"),
                attachment.conversation(),
                kind.code(),
                other.code(),
                State.SENDING.code(),
                State.HERE.code(),
                attachment.id().value());
    }

    /** Removes an attachment. */
    public void remove(Tx tx, AttachmentId id) throws SQLException {
        tx.update("DELETE FROM attachments WHERE id = ?", id.value());
    }

    /** Removes those of a message. */
    public void removeOf(Tx tx, MessageId message) throws SQLException {
        tx.update("DELETE FROM attachments WHERE message = ?", message.value());
    }

    /** Names of files that belong to nothing any more, some of them. */
    public List<String> dropped(Tx tx, int limit) throws SQLException {
        return tx.list(row -> row.getString(1), "SELECT name FROM dropped_files LIMIT ?", limit);
    }

    /** A file is gone. */
    public void forgetDropped(Tx tx, String file) throws SQLException {
        tx.update("DELETE FROM dropped_files WHERE name = ?", file);
    }

    /** Whether a file belongs to something. */
    public boolean isFileUsed(Tx tx, String file) throws SQLException {
        return tx.number(
                        "SELECT EXISTS (SELECT 1 FROM attachments WHERE file = ?)"
                                + " OR EXISTS (SELECT 1 FROM avatars WHERE file = ?)",
                        file,
                        file)
                > 0;
    }

    private byte[] secret(StoredAttachment attachment) {
        var out = new Packer(FORMAT).number(attachment.conversation());
        attachment.facts().write(out);
        return cipher.seal(TABLE, attachment.id().value(), out.done());
    }

    private StoredAttachment attachment(ResultSet row) throws SQLException {
        var id = row.getLong("id");
        var conversation = row.getLong("conversation");
        var message = row.getLong("message");
        var owner = row.wasNull() ? Optional.<MessageId>empty() : Optional.of(new MessageId(message));
        var place = row.getInt("place");
        var kind = Kind.of(row.getInt("kind"));
        var state = State.of(row.getInt("state"));
        var file = row.getString("file");
        return Unpacker.read(cipher.open(TABLE, id, row.getBytes("secret")), FORMAT, in -> {
            if (in.number() != conversation) {
                throw new IllegalArgumentException("Moved to another conversation");
            }
            return new StoredAttachment(
                    new AttachmentId(id), conversation, owner, place, kind, state, file, Facts.read(in));
        });
    }
}
