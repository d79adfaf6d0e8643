package hearth.service.store;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.StoredMessage;
import hearth.sqlite.Database;
import hearth.sqlite.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;

/**
 * The rows of messages: how they are found, written and read. Hashes and accounts are bytes here, text elsewhere. Methods with a
 * connection run inside a transaction of the caller.
 */
final class Rows {

    /** The row of a hash, which is the first parameter. The index holds its first eight bytes. */
    static final String HASH = "substr(hash, 1, 8) = substr(?1, 1, 8) AND hash = ?1";

    /** The rows of an account, which is the first parameter. The index holds the first eight bytes of its key. */
    static final String ACCOUNT = "substr(account, 2, 8) = substr(?1, 2, 8) AND account = ?1";

    private static final String INSERT = """
            INSERT INTO messages(hash, account, namespace, timestamp, expiry, data) SELECT ?1, ?2, ?3, ?4, ?5, ?6
            WHERE NOT EXISTS (SELECT 1 FROM messages WHERE %s)""".formatted(HASH);

    private static final String RAISE =
            "UPDATE messages SET expiry = max(expiry, ?2) WHERE " + HASH + " RETURNING expiry";

    private static final String CLEAR = "DELETE FROM messages WHERE " + ACCOUNT + " AND namespace = ?2 AND hash <> ?3";

    private final Database database;

    Rows(Database database) {
        this.database = database;
    }

    /** Returns whether the message was not there before; if it was, it stays as it is. */
    boolean insert(
            Connection connection, byte[] account, Namespace namespace, byte[] hash, StoredMessage message, byte[] data)
            throws SQLException {
        var statement = database.prepared(connection, INSERT);
        statement.setBytes(1, hash);
        statement.setBytes(2, account);
        statement.setInt(3, namespace.value());
        statement.setLong(4, message.timestampMs());
        statement.setLong(5, message.expiryMs());
        statement.setBytes(6, data);
        return statement.executeUpdate() == 1;
    }

    /** Returns the expiry that is kept from now on. */
    long raiseExpiry(Connection connection, long expiry, byte[] hash) throws SQLException {
        var statement = database.prepared(connection, RAISE);
        statement.setBytes(1, hash);
        statement.setLong(2, expiry);
        return number(statement);
    }

    /** Deletes every other message of a mailbox. */
    void clearOutbox(Connection connection, byte[] account, Namespace namespace, byte[] hash) throws SQLException {
        var statement = database.prepared(connection, CLEAR);
        statement.setBytes(1, account);
        statement.setInt(2, namespace.value());
        statement.setBytes(3, hash);
        statement.executeUpdate();
    }

    // ---- values ----

    /** The first column of the first row, or 0 if there is none. */
    static long number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static byte[] binary(MessageHash hash) {
        return Base64.getDecoder().decode(hash.text());
    }

    static MessageHash hash(byte[] binary) {
        return new MessageHash(Base64.getEncoder().withoutPadding().encodeToString(binary));
    }

    static Account account(byte[] binary) {
        try {
            return Account.of(binary);
        } catch (FormatException damaged) {
            throw new StoreException(StoreException.Problem.CORRUPT, "An account in the message store is none");
        }
    }

    /** From the columns hash, timestamp, expiry and data, of which the first is {@code column}. */
    static StoredMessage message(ResultSet rows, int column) throws SQLException {
        return new StoredMessage(
                hash(rows.getBytes(column)),
                rows.getLong(column + 1),
                rows.getLong(column + 2),
                Bytes.wrap(rows.getBytes(column + 3)));
    }
}
