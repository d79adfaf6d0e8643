package hearth.client.store;

import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageId;
import java.sql.SQLException;
import java.util.Optional;

/** What is being written, one draft per conversation. A draft goes with its conversation. */
public final class DraftTable {

    private static final String TABLE = "drafts";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    DraftTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** The draft of a conversation; {@link Draft#NONE} if there is none. */
    public Draft find(Tx tx, Contact contact) throws SQLException {
        return tx.first(
                        row -> Unpacker.read(
                                cipher.open(TABLE, contact.row(), row.getBytes(1)),
                                FORMAT,
                                in -> new Draft(in.text(), answered(in.number()))),
                        "SELECT secret FROM drafts WHERE conversation = ?",
                        contact.row())
                .orElse(Draft.NONE);
    }

    /** Keeps a draft in place of the one before; an empty one is forgotten. */
    public void put(Tx tx, Contact contact, Draft draft) throws SQLException {
        tx.update("DELETE FROM drafts WHERE conversation = ?", contact.row());
        if (!draft.isEmpty()) {
            tx.update(
                    "INSERT INTO drafts (conversation, secret) VALUES (?, ?)",
                    contact.row(),
                    cipher.seal(
                            TABLE,
                            contact.row(),
                            new Packer(FORMAT)
                                    .text(draft.text())
                                    .number(draft.answered()
                                            .map(MessageId::value)
                                            .orElse(0L))
                                    .done()));
        }
    }

    private static Optional<MessageId> answered(long value) {
        return value == 0 ? Optional.empty() : Optional.of(new MessageId(value));
    }
}
