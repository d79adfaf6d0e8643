package hearth.client.store;

import hearth.client.conversation.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Messages whose files have to be on a file server before the message itself can go out, oldest first. */
public final class UploadTable {

    private static final String TABLE = "uploads";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    UploadTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * A message that waits for its files.
     *
     * @param message       the message
     * @param conversation  row of its conversation
     * @param isNetworkTime whether the message has its final time, rather than one of this box's clock
     * @param failed        whether it was given up
     * @param content       the content of the message without its files
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between disk and sender, compared by nobody
    public record Upload(MessageId message, long conversation, boolean isNetworkTime, boolean failed, byte[] content) {

        /** Says nothing of content. */
        @Override
        public String toString() {
            return "Upload[" + message + ']';
        }
    }

    /** Adds a message. */
    public void add(Tx tx, Upload upload) throws SQLException {
        tx.update(
                "INSERT INTO uploads (message, conversation, failed, secret) VALUES (?, ?, 0, ?)",
                upload.message().value(),
                upload.conversation(),
                cipher.seal(
                        TABLE,
                        upload.message().value(),
                        new Packer(FORMAT)
                                .bool(upload.isNetworkTime())
                                .blob(upload.content())
                                .done()));
    }

    /** All that wait, oldest first; without those that were given up. */
    public List<Upload> waiting(Tx tx) throws SQLException {
        return tx.list(
                this::upload,
                "SELECT message, conversation, failed, secret FROM uploads WHERE failed = 0 ORDER BY message");
    }

    /** The one of a message. */
    public Optional<Upload> find(Tx tx, MessageId message) throws SQLException {
        return tx.first(
                this::upload,
                "SELECT message, conversation, failed, secret FROM uploads WHERE message = ?",
                message.value());
    }

    /** Gives one up, or takes it in again. */
    public void setFailed(Tx tx, MessageId message, boolean failed) throws SQLException {
        tx.update("UPDATE uploads SET failed = ? WHERE message = ?", failed ? 1 : 0, message.value());
    }

    /** Removes one. Returns whether it was still there. */
    public boolean remove(Tx tx, MessageId message) throws SQLException {
        return tx.update("DELETE FROM uploads WHERE message = ?", message.value()) > 0;
    }

    private Upload upload(ResultSet row) throws SQLException {
        var message = row.getLong("message");
        var conversation = row.getLong("conversation");
        var failed = row.getBoolean("failed");
        return Unpacker.read(
                cipher.open(TABLE, message, row.getBytes("secret")),
                FORMAT,
                in -> new Upload(new MessageId(message), conversation, in.bool(), failed, in.blob()));
    }
}
