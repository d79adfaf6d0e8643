package hearth.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One connection and the statements prepared on it. Used by one thread at a time. */
final class Handle implements AutoCloseable {

    /** More different statements than this on one connection means that somebody builds SQL from values. */
    private static final int STATEMENTS_MAX = 256;

    final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Handle(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement prepared(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known != null && isUsable(known)) {
            return known;
        }
        if (statements.size() >= STATEMENTS_MAX) {
            throw new IllegalStateException(
                    "More than " + STATEMENTS_MAX + " different statements: bind values instead");
        }
        var fresh = connection.prepareStatement(sql);
        statements.put(sql, fresh);
        return fresh;
    }

    /** The driver finalises a statement that failed, without saying so. Clearing its parameters finds out. */
    private static boolean isUsable(PreparedStatement statement) {
        try {
            statement.clearParameters();
            return true;
        } catch (SQLException finalised) {
            return false;
        }
    }

    /** Runs {@code work} between {@code begin} and a commit; anything thrown undoes all of it. */
    <T> T inTransaction(String begin, SqlFunction<Connection, T> work) throws SQLException {
        prepared(begin).executeUpdate();
        var done = false;
        try {
            var result = work.apply(connection);
            prepared("COMMIT").executeUpdate();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    private void rollback() {
        try {
            prepared("ROLLBACK").executeUpdate();
        } catch (SQLException alreadyRolledBack) {
            // SQLite undoes the transaction by itself when the disk is full or fails; then there is nothing to do.
        }
    }

    @Override
    public void close() throws SQLException {
        for (var statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
