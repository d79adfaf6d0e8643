package hearth.service.store;

import hearth.sqlite.Database;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What was deleted, until it would have expired: a member that missed the deletion must not hand it back. The first eight bytes
 * of a hash stand for it. Every method runs inside a transaction of the caller.
 */
final class SqliteDeletions {

    /** Some 40 bytes each; of more the ones that end first are forgotten. */
    static final int COUNT_MAX = 100_000;

    private final Database database;
    private final int countMax;

    SqliteDeletions(Database database, int countMax) {
        this.database = database;
        this.countMax = countMax;
    }

    /** Times in ms since the Unix epoch: of the message, and when it would have expired. */
    void note(Connection connection, byte[] hash, long timestampMs, long expiryMs) throws SQLException {
        var statement = database.prepared(connection, """
                INSERT INTO deletions(id, timestamp, expiry) VALUES (?1, ?2, ?3)
                ON CONFLICT DO UPDATE SET timestamp = max(timestamp, ?2), expiry = max(expiry, ?3)""");
        statement.setLong(1, id(hash));
        statement.setLong(2, timestampMs);
        statement.setLong(3, expiryMs);
        statement.executeUpdate();
    }

    /** Whether that message was deleted, and not sent anew since then. */
    boolean contain(Connection connection, byte[] hash, long timestampMs) throws SQLException {
        var statement = database.prepared(connection, "SELECT count(*) FROM deletions WHERE id = ? AND timestamp >= ?");
        statement.setLong(1, id(hash));
        statement.setLong(2, timestampMs);
        return Rows.number(statement) > 0;
    }

    void forget(Connection connection, long nowMs) throws SQLException {
        var over = database.prepared(connection, "DELETE FROM deletions WHERE expiry <= ?");
        over.setLong(1, nowMs);
        over.executeUpdate();
        var tooMany = Rows.number(database.prepared(connection, "SELECT count(*) FROM deletions")) - countMax;
        if (tooMany > 0) {
            var statement = database.prepared(connection, """
                    DELETE FROM deletions WHERE id IN (SELECT id FROM deletions ORDER BY expiry LIMIT ?)""");
            statement.setLong(1, tooMany);
            statement.executeUpdate();
        }
    }

    private static long id(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }
}
