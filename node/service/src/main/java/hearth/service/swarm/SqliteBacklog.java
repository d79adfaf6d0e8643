package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import hearth.sqlite.Options;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** A backlog in one SQLite file. */
final class SqliteBacklog implements Backlog {

    /** Requests owed to one member; beyond it a dump is owed instead. */
    static final int MISSED_MAX = 10_000;

    /** And their size: what a member misses must not fill the disk of the others. */
    static final long MISSED_BYTES_MAX = 64L << 20;

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE missed(
                id      INTEGER PRIMARY KEY AUTOINCREMENT,
                member  BLOB    NOT NULL,     -- 32 bytes
                account BLOB    NOT NULL,     -- 33 bytes
                method  TEXT    NOT NULL,
                params  BLOB    NOT NULL,
                noted   INTEGER NOT NULL      -- ms since the Unix epoch
            ) STRICT;
            CREATE INDEX missed_member ON missed(member);
            CREATE INDEX missed_account ON missed(account);
            CREATE TABLE tally(               -- what "missed" holds for each member, so that nobody has to count
                member  BLOB    PRIMARY KEY,
                count   INTEGER NOT NULL,
                bytes   INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TRIGGER missed_more AFTER INSERT ON missed BEGIN
                INSERT INTO tally VALUES (new.member, 1, length(new.params))
                ON CONFLICT DO UPDATE SET count = count + 1, bytes = bytes + length(new.params);
            END;
            CREATE TRIGGER missed_less AFTER DELETE ON missed BEGIN
                UPDATE tally SET count = count - 1, bytes = bytes - length(old.params) WHERE member = old.member;
                DELETE FROM tally WHERE member = old.member AND count <= 0;
            END;
            CREATE TABLE dumps(
                member  BLOB    PRIMARY KEY,
                round   INTEGER NOT NULL,     -- another one whenever the dump begins anew
                up_to   INTEGER NOT NULL      -- number of the last message it got
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE layout(
                id      INTEGER PRIMARY KEY CHECK (id = 1),
                swarms  BLOB    NOT NULL      -- see Layout
            ) STRICT;
            """);

    private static final Options OPTIONS = Options.DEFAULT.withReaders(1).withCacheKib(256);

    private static final int WRITES_WAITING_MAX = 1_024;
    private static final int WRITES_TOGETHER_MAX = 256;

    private final Database database;
    private final GroupCommit group;
    private final int missedMax;

    private SqliteBacklog(Database database, GroupCommit group, int missedMax) {
        this.database = database;
        this.group = group;
        this.missedMax = missedMax;
    }

    /** How many steps its form has gone through; it only grows. */
    static int schemaSteps() {
        return SCHEMA.size();
    }

    /**
     * Opens or creates a backlog.
     *
     * @param disk      platform threads that wait for the disk
     * @param missedMax requests owed to one member
     */
    static SqliteBacklog open(Path file, Executor disk, int missedMax) {
        var database = Database.open(file, SCHEMA, OPTIONS);
        return new SqliteBacklog(
                database, new GroupCommit(database, disk, WRITES_WAITING_MAX, WRITES_TOGETHER_MAX), missedMax);
    }

    @Override
    public boolean add(NodeId member, Account account, String method, Bytes params, long nowMs) {
        var id = member.bytes();
        var key = account.bytes();
        var bytes = params.toArray();
        return group.<Boolean>write(connection -> {
            if (isFull(connection, id, bytes.length)) {
                return false;
            }
            var statement = database.prepared(
                    connection, "INSERT INTO missed(member, account, method, params, noted) VALUES (?, ?, ?, ?, ?)");
            statement.setBytes(1, id);
            statement.setBytes(2, key);
            statement.setString(3, method);
            statement.setBytes(4, bytes);
            statement.setLong(5, nowMs);
            statement.executeUpdate();
            return true;
        });
    }

    private boolean isFull(Connection connection, byte[] member, int more) throws SQLException {
        var statement = database.prepared(connection, "SELECT count, bytes FROM tally WHERE member = ?");
        statement.setBytes(1, member);
        try (var rows = statement.executeQuery()) {
            return rows.next() && (rows.getLong(1) >= missedMax || rows.getLong(2) + more > MISSED_BYTES_MAX);
        }
    }

    @Override
    public Set<Account> accountsMissing() {
        return database.read(connection -> {
            var accounts = new HashSet<Account>();
            try (var rows = database.prepared(connection, "SELECT DISTINCT account FROM missed")
                    .executeQuery()) {
                while (rows.next()) {
                    accounts.add(account(rows.getBytes(1)));
                }
            }
            return accounts;
        });
    }

    private static Account account(byte[] bytes) {
        return new Account(HexFormat.of().formatHex(bytes));
    }

    @Override
    public void oweAlso(Set<NodeId> members, Account account, long nowMs) {
        var key = account.bytes();
        group.update(connection -> {
            var statement = database.prepared(connection, """
                    INSERT INTO missed(member, account, method, params, noted)
                    SELECT ?1, account, method, params, ?2 FROM missed AS one WHERE account = ?3
                    AND id = (SELECT min(id) FROM missed WHERE account = ?3
                              AND method = one.method AND params = one.params)
                    AND NOT EXISTS (SELECT 1 FROM missed WHERE account = ?3 AND member = ?1
                                    AND method = one.method AND params = one.params)
                    ORDER BY id""");
            for (var member : members) {
                statement.setBytes(1, member.bytes());
                statement.setLong(2, nowMs);
                statement.setBytes(3, key);
                statement.executeUpdate();
            }
        });
    }

    @Override
    public Set<NodeId> membersMissing() {
        return members("SELECT member FROM tally");
    }

    @Override
    public Set<NodeId> membersWithoutDump() {
        return members("SELECT member FROM dumps");
    }

    private Set<NodeId> members(String query) {
        return database.read(connection -> {
            var members = new HashSet<NodeId>();
            try (var rows = database.prepared(connection, query).executeQuery()) {
                while (rows.next()) {
                    members.add(NodeId.of(rows.getBytes(1)));
                }
            }
            return members;
        });
    }

    @Override
    public List<Missed> missed(NodeId member, int countMax) {
        return database.read(connection -> {
            var statement = database.prepared(connection, """
                    SELECT id, account, method, params, noted FROM missed WHERE member = ? ORDER BY id LIMIT ?""");
            statement.setBytes(1, member.bytes());
            statement.setInt(2, countMax);
            var found = new ArrayList<Missed>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Missed(
                            rows.getLong(1),
                            account(rows.getBytes(2)),
                            rows.getString(3),
                            Bytes.wrap(rows.getBytes(4)),
                            rows.getLong(5)));
                }
            }
            return found;
        });
    }

    @Override
    public void settled(List<Missed> requests) {
        group.update(connection -> {
            var statement = database.prepared(connection, "DELETE FROM missed WHERE id = ?");
            for (var request : requests) {
                statement.setLong(1, request.number());
                statement.executeUpdate();
            }
        });
    }

    @Override
    public void forget(NodeId member) {
        update("DELETE FROM missed WHERE member = ?", member);
    }

    @Override
    public void oweDump(NodeId member) {
        update("INSERT INTO dumps VALUES (?, 1, 0) ON CONFLICT DO UPDATE SET up_to = 0, round = round + 1", member);
    }

    @Override
    public void forgetDump(NodeId member) {
        update("DELETE FROM dumps WHERE member = ?", member);
    }

    private void update(String sql, NodeId member) {
        group.update(connection -> {
            var statement = database.prepared(connection, sql);
            statement.setBytes(1, member.bytes());
            statement.executeUpdate();
        });
    }

    @Override
    public Optional<Dump> dump(NodeId member) {
        return database.read(connection -> {
            var statement = database.prepared(connection, "SELECT round, up_to FROM dumps WHERE member = ?");
            statement.setBytes(1, member.bytes());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Dump(member, rows.getLong(1), rows.getLong(2)))
                        : Optional.<Dump>empty();
            }
        });
    }

    @Override
    public void dumped(Dump dump, long upTo) {
        group.update(connection -> {
            var statement = database.prepared(connection, "UPDATE dumps SET up_to = ? WHERE member = ? AND round = ?");
            statement.setLong(1, upTo);
            statement.setBytes(2, dump.member().bytes());
            statement.setLong(3, dump.round());
            statement.executeUpdate();
        });
    }

    @Override
    public void dumpDone(Dump dump) {
        group.update(connection -> {
            var statement = database.prepared(connection, "DELETE FROM dumps WHERE member = ? AND round = ?");
            statement.setBytes(1, dump.member().bytes());
            statement.setLong(2, dump.round());
            statement.executeUpdate();
        });
    }

    @Override
    public Optional<Layout> layout() {
        return database.read(connection -> {
            try (var rows =
                    database.prepared(connection, "SELECT swarms FROM layout").executeQuery()) {
                return rows.next() ? Optional.of(Layout.of(rows.getBytes(1))) : Optional.<Layout>empty();
            }
        });
    }

    @Override
    public void layout(Layout layout) {
        var bytes = layout.bytes();
        group.update(connection -> {
            var statement = database.prepared(connection, "INSERT OR REPLACE INTO layout VALUES (1, ?)");
            statement.setBytes(1, bytes);
            statement.executeUpdate();
        });
    }

    @Override
    public long countMissed() {
        return database.<Long>read(
                connection -> number(database.prepared(connection, "SELECT coalesce(sum(count), 0) FROM tally")));
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() {
        group.close();
        database.close();
    }
}
