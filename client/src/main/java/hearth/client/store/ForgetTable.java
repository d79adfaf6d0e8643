package hearth.client.store;

import hearth.protocol.id.MessageHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Messages that the account's own swarm still has to forget, until it has, or would have by itself. */
public final class ForgetTable {

    private static final String TABLE = "forgets";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    ForgetTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * One message to forget.
     *
     * @param id      its row
     * @param hash    names the message in the swarm
     * @param untilMs when the swarm forgets it by itself, network time in ms
     */
    public record Forget(long id, MessageHash hash, long untilMs) {}

    /** Puts a message on the list. */
    public void add(Tx tx, MessageHash hash, long untilMs) throws SQLException {
        var id = tx.nextId(TABLE);
        tx.update(
                "INSERT INTO forgets (id, secret) VALUES (?, ?)",
                id,
                cipher.seal(
                        TABLE,
                        id,
                        new Packer(FORMAT).text(hash.text()).number(untilMs).done()));
    }

    /** The oldest {@code limit} of the list. */
    public List<Forget> oldest(Tx tx, int limit) throws SQLException {
        return tx.list(this::forget, "SELECT id, secret FROM forgets ORDER BY id LIMIT ?", limit);
    }

    /** Takes a message off the list. */
    public void remove(Tx tx, Forget forget) throws SQLException {
        tx.update("DELETE FROM forgets WHERE id = ?", forget.id());
    }

    private Forget forget(ResultSet row) throws SQLException {
        var id = row.getLong("id");
        return Unpacker.read(
                cipher.open(TABLE, id, row.getBytes("secret")),
                FORMAT,
                in -> new Forget(id, Unpacker.hash(in.text()), in.number()));
    }
}
