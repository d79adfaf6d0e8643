package hearth.client.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** What the member keeps in mind about people, one note per conversation. A note goes with its conversation. */
public final class NoteTable {

    private static final String TABLE = "notes";

    private final RowCipher cipher;

    NoteTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** The note of a conversation; empty if there is none. */
    public String find(Tx tx, Contact contact) throws SQLException {
        return tx.first(
                        row -> new String(cipher.open(TABLE, contact.row(), row.getBytes(1)), StandardCharsets.UTF_8),
                        "SELECT secret FROM notes WHERE conversation = ?",
                        contact.row())
                .orElse("");
    }

    /** Keeps a note in place of the one before; an empty one is forgotten. */
    public void put(Tx tx, Contact contact, String note) throws SQLException {
        tx.update("DELETE FROM notes WHERE conversation = ?", contact.row());
        if (!note.isEmpty()) {
            tx.update(
                    "INSERT INTO notes (conversation, secret) VALUES (?, ?)",
                    contact.row(),
                    cipher.seal(TABLE, contact.row(), note.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
