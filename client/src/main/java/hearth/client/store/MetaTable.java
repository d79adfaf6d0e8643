package hearth.client.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/** Small values by name: the name in clear, the value encrypted. */
public final class MetaTable {

    private static final String TABLE = "meta";

    private final RowCipher cipher;

    MetaTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** The value last put under {@code name}. */
    public Optional<byte[]> get(Tx tx, String name) throws SQLException {
        return tx.first(row -> row.getBytes(1), "SELECT secret FROM meta WHERE name = ?", name)
                .map(secret -> cipher.open(TABLE, key(name), secret));
    }

    /** Replaces the value of {@code name}. */
    public void put(Tx tx, String name, byte[] value) throws SQLException {
        tx.update(
                "INSERT INTO meta (name, secret) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET secret = excluded.secret",
                name,
                cipher.seal(TABLE, key(name), value));
    }

    /** As {@link #get}, as text. */
    public Optional<String> text(Tx tx, String name) throws SQLException {
        return get(tx, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** As {@link #put}, of text. */
    public void putText(Tx tx, String name, String value) throws SQLException {
        put(tx, name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
