package hearth.service.store;

import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.service.store.MessageStore.Held;
import hearth.service.store.MessageStore.Visitor;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages on their way from one member of a swarm to another. */
final class SqliteTransfer {

    private static final String SELECT =
            "SELECT hash, timestamp, expiry, data, account, namespace FROM messages WHERE ";

    private static final String NEWER = """
            SELECT count(*) FROM messages WHERE %s AND namespace = ?2
            AND (timestamp > ?3 OR (timestamp = ?3 AND hash > ?4))""".formatted(Rows.ACCOUNT);

    private final Database database;
    private final GroupCommit group;
    private final Rows rows;
    private final SqliteDeletions deletions;

    SqliteTransfer(Database database, GroupCommit group, Rows rows, SqliteDeletions deletions) {
        this.database = database;
        this.group = group;
        this.rows = rows;
        this.deletions = deletions;
    }

    void visit(Visitor visitor) {
        database.read(connection -> {
            var statement = database.prepared(connection, "SELECT id, account, hash FROM messages ORDER BY id");
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    visitor.visit(found.getLong(1), found.getBytes(2), found.getBytes(3));
                }
            }
            return true;
        });
    }

    List<Held> held(List<Long> numbers) {
        return database.read(connection -> {
            var all = new ArrayList<Held>();
            var statement = database.prepared(connection, SELECT + "id = ?");
            for (var number : numbers) {
                statement.setLong(1, number);
                try (var found = statement.executeQuery()) {
                    if (found.next()) {
                        all.add(held(found));
                    }
                }
            }
            return all;
        });
    }

    Optional<Held> find(MessageHash hash) {
        return database.read(connection -> {
            var statement = database.prepared(connection, SELECT + Rows.HASH);
            statement.setBytes(1, Rows.binary(hash));
            try (var found = statement.executeQuery()) {
                return found.next() ? Optional.of(held(found)) : Optional.<Held>empty();
            }
        });
    }

    private static Held held(ResultSet found) throws SQLException {
        return new Held(Rows.account(found.getBytes(5)), new Namespace(found.getInt(6)), Rows.message(found, 1));
    }

    List<Held> takeOver(List<Held> messages) {
        return group.write(connection -> {
            var fresh = new ArrayList<Held>();
            for (var held : messages) {
                if (takeOver(connection, held)) {
                    fresh.add(held);
                }
            }
            return fresh;
        });
    }

    private boolean takeOver(Connection connection, Held held) throws SQLException {
        var key = held.account().bytes();
        var hash = Rows.binary(held.message().hash());
        if (deletions.contain(connection, hash, held.message().timestampMs())) {
            return false;
        }
        if (held.namespace().isPublicOutbox()) {
            // The same winner on every node, whatever the order in which the messages come.
            var statement = database.prepared(connection, NEWER);
            statement.setBytes(1, key);
            statement.setInt(2, held.namespace().value());
            statement.setLong(3, held.message().timestampMs());
            statement.setBytes(4, hash);
            if (Rows.number(statement) > 0) {
                return false;
            }
            rows.clearOutbox(connection, key, held.namespace(), hash);
        }
        var data = held.message().data().toArray();
        return rows.insert(connection, key, held.namespace(), hash, held.message(), data);
    }
}
