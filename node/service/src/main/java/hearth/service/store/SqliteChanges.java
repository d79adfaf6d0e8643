package hearth.service.store;

import hearth.protocol.Bytes;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.service.store.MessageStore.Expiries;
import hearth.service.store.MessageStore.Wish;
import hearth.sqlite.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What owners do to messages that are there. Every method runs inside a transaction of the caller. */
final class SqliteChanges {

    private static final String OWN = Rows.HASH + " AND account = ?2";
    private static final String ALL_OF = Rows.ACCOUNT;
    private static final String ONE_OF = ALL_OF + " AND namespace = ?3";

    /** Extensions by less than this part of the lifetime are not done. */
    private static final int EXTENSION_PART = 100;

    private final Database database;
    private final SqliteDeletions deletions;

    SqliteChanges(Database database, SqliteDeletions deletions) {
        this.database = database;
        this.deletions = deletions;
    }

    /** {@code noted}: whether to remember what was deleted. */
    SortedSet<MessageHash> delete(Connection connection, byte[] account, Collection<MessageHash> hashes, boolean noted)
            throws SQLException {
        var gone = new ArrayList<Touched>();
        for (var hash : hashes) {
            var statement = database.prepared(
                    connection, "DELETE FROM messages WHERE " + OWN + " RETURNING namespace, hash, timestamp, expiry");
            statement.setBytes(1, Rows.binary(hash));
            statement.setBytes(2, account);
            gone.addAll(touched(statement));
        }
        if (noted) {
            note(connection, gone);
        }
        return gone.stream().map(Touched::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code noted}: whether to remember what was deleted. */
    SortedMap<Namespace, List<MessageHash>> deleteSent(
            Connection connection, byte[] account, NamespaceScope scope, long sentUpToMs, boolean noted)
            throws SQLException {
        var gone = touched(inScope(
                connection,
                "DELETE FROM messages WHERE %s AND timestamp <= ?2 RETURNING namespace, hash, timestamp, expiry",
                account,
                scope,
                sentUpToMs));
        if (noted) {
            note(connection, gone);
        }
        return byNamespace(gone);
    }

    /** A row that was changed or deleted. */
    private record Touched(Namespace namespace, Bytes hash, long timestampMs, long expiryMs) {

        MessageHash name() {
            return Rows.hash(hash.toArray());
        }
    }

    SortedMap<Namespace, List<MessageHash>> expireBy(
            Connection connection, byte[] account, NamespaceScope scope, long expiryMs) throws SQLException {
        return byNamespace(touched(inScope(
                connection,
                "UPDATE messages SET expiry = ?2 WHERE %s AND expiry > ?2 RETURNING namespace, hash, timestamp, expiry",
                account,
                scope,
                expiryMs)));
    }

    private PreparedStatement inScope(
            Connection connection, String sql, byte[] account, NamespaceScope scope, long bound) throws SQLException {
        PreparedStatement statement;
        switch (scope) {
            case NamespaceScope.One(var namespace) -> {
                statement = database.prepared(connection, sql.formatted(ONE_OF));
                statement.setInt(3, namespace.value());
            }
            case NamespaceScope.All() -> statement = database.prepared(connection, sql.formatted(ALL_OF));
        }
        statement.setBytes(1, account);
        statement.setLong(2, bound);
        return statement;
    }

    private static List<Touched> touched(PreparedStatement statement) throws SQLException {
        var touched = new ArrayList<Touched>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                touched.add(new Touched(
                        new Namespace(rows.getInt(1)), Bytes.wrap(rows.getBytes(2)), rows.getLong(3), rows.getLong(4)));
            }
        }
        return touched;
    }

    private static SortedMap<Namespace, List<MessageHash>> byNamespace(List<Touched> touched) {
        return touched.stream()
                .collect(Collectors.groupingBy(
                        Touched::namespace,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Touched::name, Collectors.toList()),
                                hashes -> hashes.stream().sorted().toList())));
    }

    private void note(Connection connection, List<Touched> deleted) throws SQLException {
        for (var message : deleted) {
            deletions.note(connection, message.hash().toArray(), message.timestampMs(), message.expiryMs());
        }
    }

    Expiries expire(Connection connection, byte[] account, List<Wish> wishes, ExpireMode mode) throws SQLException {
        var updated = new TreeMap<MessageHash, Long>();
        var unchanged = new TreeMap<MessageHash, Long>();
        for (var wish : wishes) {
            var select = database.prepared(connection, "SELECT expiry, timestamp FROM messages WHERE " + OWN);
            select.setBytes(1, Rows.binary(wish.hash()));
            select.setBytes(2, account);
            long expiry;
            long timestamp;
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    continue;
                }
                expiry = rows.getLong(1);
                timestamp = rows.getLong(2);
            }
            if (isWorthIt(mode, timestamp, expiry, wish.expiryMs())) {
                set(connection, account, wish);
                updated.put(wish.hash(), wish.expiryMs());
                unchanged.remove(wish.hash());
            } else if (!updated.containsKey(wish.hash())) {
                unchanged.put(wish.hash(), expiry);
            }
        }
        return new Expiries(updated, unchanged);
    }

    /** Whether an expiry is to be changed (network.md §3.6.7). Times in ms. */
    static boolean isWorthIt(ExpireMode mode, long timestamp, long expiry, long wished) {
        return switch (mode) {
            case SET -> true;
            case SHORTEN -> wished < expiry;
            case EXTEND -> {
                var lifetime = Math.clamp(expiry - timestamp, 0, RequestChecks.TTL_MAX_PRIVATE.toMillis());
                yield wished > expiry && (wished - expiry) * EXTENSION_PART >= lifetime;
            }
        };
    }

    private void set(Connection connection, byte[] account, Wish wish) throws SQLException {
        var update = database.prepared(connection, "UPDATE messages SET expiry = ?3 WHERE " + OWN);
        update.setBytes(1, Rows.binary(wish.hash()));
        update.setBytes(2, account);
        update.setLong(3, wish.expiryMs());
        update.executeUpdate();
    }

    SortedMap<MessageHash, Long> expiries(Connection connection, byte[] account, Collection<MessageHash> hashes)
            throws SQLException {
        var expiries = new TreeMap<MessageHash, Long>();
        for (var hash : hashes) {
            var select = database.prepared(connection, "SELECT expiry FROM messages WHERE " + OWN);
            select.setBytes(1, Rows.binary(hash));
            select.setBytes(2, account);
            try (var rows = select.executeQuery()) {
                if (rows.next()) {
                    expiries.put(hash, rows.getLong(1));
                }
            }
        }
        return expiries;
    }
}
