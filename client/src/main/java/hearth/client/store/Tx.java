package hearth.client.store;

import hearth.sqlite.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction at work: statements with their values (an empty {@link Optional} is SQL's NULL), and what is to be told
 * once it is committed. Valid inside the call that hands it out, on its thread.
 */
public final class Tx {

    /** Makes something of the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Database database;
    private final Connection connection;
    private final List<Runnable> atCommit = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Tx(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /**
     * Runs {@code action} right after the commit, before any other transaction begins: for what memory knows of the disk. It
     * must neither wait nor fail. Not at all if the transaction fails.
     */
    public void atCommit(Runnable action) {
        atCommit.add(action);
    }

    List<Runnable> atCommit() {
        return atCommit;
    }

    /**
     * Runs {@code action} after the commit, in the order given; not at all if the transaction fails. What follows another
     * transaction may come first.
     */
    public void afterwards(Runnable action) {
        afterwards.add(action);
    }

    List<Runnable> afterwards() {
        return afterwards;
    }

    int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    <T> List<T> list(Row<T> reader, String sql, Object... values) throws SQLException {
        try (var rows = bind(sql, values).executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    <T> Optional<T> first(Row<T> reader, String sql, Object... values) throws SQLException {
        try (var rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return first(row -> row.getLong(1), sql, values).orElse(0L);
    }

    /** The id the next row of an AUTOINCREMENT table gets: known before the insert, since secrets are bound to it. */
    long nextId(String table) throws SQLException {
        return 1 + number("SELECT seq FROM sqlite_sequence WHERE name = ?", table);
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        var statement = database.prepared(connection, sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Optional<?> maybe ? maybe.orElse(null) : values[i]);
        }
        return statement;
    }
}
