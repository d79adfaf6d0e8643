package hearth.service.store;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StoredMessage;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import hearth.sqlite.Options;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.Executor;

/**
 * Messages in one SQLite file. Stores that meet share a transaction and one wait for the disk.
 *
 * <p>Space per message is what decides how much a home can hold, and what a store costs. Rows hold bytes, not text; the indexes
 * hold eight bytes of hash or account only, and rows that begin alike are told apart in the row, which is read anyway
 * ({@link #HASH} and {@link #ACCOUNT} say so in SQL). Per message of 1000 bytes in a mailbox of its own: the row 1170, index of
 * hashes 25, of accounts 27, of expiries 16 bytes. Pages have 8 KiB since seven such rows fit one of them and only three one of
 * 4 KiB. A table of owners would cost more than it saves unless mailboxes hold many messages.
 */
public final class SqliteMessageStore implements MessageStore {

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE messages(
                id        INTEGER PRIMARY KEY,  -- grows with every message kept: the order of a mailbox
                hash      BLOB    NOT NULL,     -- 32 bytes
                account   BLOB    NOT NULL,     -- 33 bytes
                namespace INTEGER NOT NULL,
                timestamp INTEGER NOT NULL,     -- ms since the Unix epoch
                expiry    INTEGER NOT NULL,     -- ms since the Unix epoch
                data      BLOB    NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX messages_hash ON messages(hash);
            CREATE INDEX messages_mailbox ON messages(account, namespace);
            CREATE INDEX messages_expiry ON messages(expiry);
            """, """
            CREATE TABLE revocations(
                id      INTEGER PRIMARY KEY,    -- grows with every revocation: the newest is the greatest
                account BLOB    NOT NULL,       -- 33 bytes
                token   BLOB    NOT NULL,       -- 36 bytes
                touched INTEGER NOT NULL        -- ms since the Unix epoch: revoked, or seen to be needed still
            ) STRICT;
            CREATE UNIQUE INDEX revocations_token ON revocations(account, token);
            CREATE INDEX revocations_touched ON revocations(touched);
            """, """
            DROP INDEX messages_hash;
            DROP INDEX messages_mailbox;
            CREATE INDEX messages_hash8 ON messages(substr(hash, 1, 8));
            CREATE INDEX messages_account8 ON messages(substr(account, 2, 8), namespace);
            """);

    /** The row of a hash, which is the first parameter. */
    static final String HASH = "substr(hash, 1, 8) = substr(?1, 1, 8) AND hash = ?1";

    /** The rows of an account, which is the first parameter. */
    static final String ACCOUNT = "substr(account, 2, 8) = substr(?1, 2, 8) AND account = ?1";

    /** Looking through the whole file would keep a full node from serving for a minute: {@link #checkAfterCrash} does that later. */
    private static final Options OPTIONS =
            Options.DEFAULT.withPageBytes(8_192).withReaders(2).withCheck(Options.Check.NEVER);

    /** How many expired messages go in one transaction: others want to write as well. */
    private static final int FORGET_BATCH = 500;

    private static final int WRITES_WAITING_MAX = 4_096;
    private static final int WRITES_TOGETHER_MAX = 256;

    private final Path file;
    private final Database database;
    private final GroupCommit group;
    private final SqliteChanges changes;
    private final SqliteRevocations revocations;

    private SqliteMessageStore(Path file, Database database, GroupCommit group) {
        this.file = file;
        this.database = database;
        this.group = group;
        changes = new SqliteChanges(database);
        revocations = new SqliteRevocations(database, group);
    }

    /**
     * Opens or creates a store. A file that turned out to be damaged is put aside and a new one begun: what was in it comes back from
     * the other members of the swarm, and a node that does not start helps nobody.
     *
     * @param bytesMax the file never grows beyond this
     * @param disk     platform threads that wait for the disk; may be shared with other stores
     * @throws hearth.sqlite.StoreException if the file cannot be opened
     */
    public static SqliteMessageStore open(Path file, long bytesMax, Executor disk) {
        if (Files.exists(mark(file))) {
            putAside(file);
        }
        Database database;
        try {
            database = Database.open(file, SCHEMA, OPTIONS.withBytesMax(bytesMax));
        } catch (StoreException failure) {
            if (failure.problem() != StoreException.Problem.CORRUPT) {
                throw failure;
            }
            putAside(file);
            database = Database.open(file, SCHEMA, OPTIONS.withBytesMax(bytesMax));
        }
        return new SqliteMessageStore(
                file, database, new GroupCommit(database, disk, WRITES_WAITING_MAX, WRITES_TOGETHER_MAX));
    }

    /** Says that the next start is to begin a new file. */
    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + ".is-damaged");
    }

    private static void putAside(Path file) {
        try {
            for (var suffix : List.of("", "-wal", "-shm")) {
                var part = file.resolveSibling(file.getFileName() + suffix);
                if (Files.exists(part)) {
                    var aside = file.resolveSibling(file.getFileName() + ".damaged" + suffix);
                    Files.move(part, aside, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.deleteIfExists(mark(file));
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Problem.OTHER, "Cannot put the damaged " + file.getFileName() + " aside");
        }
    }

    /**
     * Looks for damage if the last process that used the file did not close it; takes as long as reading the file. If there is any,
     * the next start begins a new file. Returns whether everything is well.
     */
    public boolean checkAfterCrash() {
        if (!database.wasLeftOpen() || !isDamaged()) {
            return true;
        }
        try {
            Files.writeString(mark(file), "");
            return false;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Problem.OTHER, "Cannot mark " + file.getFileName() + " as damaged");
        }
    }

    private boolean isDamaged() {
        try {
            return database.damage().isPresent();
        } catch (StoreException failure) {
            if (failure.problem() == StoreException.Problem.CORRUPT) {
                return true;
            }
            throw failure;
        }
    }

    @Override
    public Kept put(Account account, Namespace namespace, StoredMessage message) {
        // Made here and not in the transaction: many threads share that one.
        var hash = binary(message.hash());
        var key = account.bytes();
        var data = message.data().toArray();
        return group.write(connection -> {
            if (namespace.isPublicOutbox()) {
                clearOutbox(connection, key, namespace, hash);
            }
            return insert(connection, key, namespace, hash, message, data)
                    ? new Kept(message.expiryMs(), false)
                    : new Kept(raiseExpiry(connection, message.expiryMs(), hash), true);
        });
    }

    private boolean insert(
            Connection connection, byte[] account, Namespace namespace, byte[] hash, StoredMessage message, byte[] data)
            throws SQLException {
        var statement = database.prepared(connection, """
                INSERT INTO messages(hash, account, namespace, timestamp, expiry, data) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                WHERE NOT EXISTS (SELECT 1 FROM messages WHERE %s)""".formatted(HASH));
        statement.setBytes(1, hash);
        statement.setBytes(2, account);
        statement.setInt(3, namespace.value());
        statement.setLong(4, message.timestampMs());
        statement.setLong(5, message.expiryMs());
        statement.setBytes(6, data);
        return statement.executeUpdate() == 1;
    }

    private long raiseExpiry(Connection connection, long expiry, byte[] hash) throws SQLException {
        var statement = database.prepared(
                connection, "UPDATE messages SET expiry = max(expiry, ?2) WHERE " + HASH + " RETURNING expiry");
        statement.setBytes(1, hash);
        statement.setLong(2, expiry);
        return number(statement);
    }

    private void clearOutbox(Connection connection, byte[] account, Namespace namespace, byte[] hash)
            throws SQLException {
        var statement = database.prepared(
                connection, "DELETE FROM messages WHERE " + ACCOUNT + " AND namespace = ?2 AND hash <> ?3");
        statement.setBytes(1, account);
        statement.setInt(2, namespace.value());
        statement.setBytes(3, hash);
        statement.executeUpdate();
    }

    @Override
    public Retrieved after(
            Account account, Namespace namespace, Optional<MessageHash> last, int countMax, long costMax) {
        if (countMax < 1) {
            throw new IllegalArgumentException("countMax is " + countMax + ", it must be at least 1");
        }
        var key = account.bytes();
        return database.read(connection -> {
            var lastId = last.isPresent() ? idOf(connection, key, namespace, last.get()) : 0;
            var statement = database.prepared(connection, """
                    SELECT hash, timestamp, expiry, data FROM messages
                    WHERE %s AND namespace = ?2 AND id > ?3 ORDER BY id""".formatted(ACCOUNT));
            statement.setBytes(1, key);
            statement.setInt(2, namespace.value());
            statement.setLong(3, lastId);
            try (var rows = statement.executeQuery()) {
                return page(rows, countMax, costMax);
            }
        });
    }

    /** The place of {@code last} in this mailbox, or 0, which is before the first. */
    private long idOf(Connection connection, byte[] account, Namespace namespace, MessageHash last)
            throws SQLException {
        var statement = database.prepared(
                connection, "SELECT id FROM messages WHERE " + HASH + " AND account = ?2 AND namespace = ?3");
        statement.setBytes(1, binary(last));
        statement.setBytes(2, account);
        statement.setInt(3, namespace.value());
        return number(statement);
    }

    private static Retrieved page(ResultSet rows, int countMax, long costMax) throws SQLException {
        var messages = new ArrayList<StoredMessage>();
        var cost = 0L;
        while (rows.next()) {
            var message = new StoredMessage(
                    text(rows.getBytes(1)), rows.getLong(2), rows.getLong(3), Bytes.wrap(rows.getBytes(4)));
            cost += RetrieveLimit.cost(MessageHash.LENGTH, message.data().length());
            if (messages.size() == countMax || (cost > costMax && !messages.isEmpty())) {
                return new Retrieved(messages, true);
            }
            messages.add(message);
        }
        return new Retrieved(messages, false);
    }

    @Override
    public SortedSet<MessageHash> delete(Account account, Collection<MessageHash> hashes) {
        var key = account.bytes();
        return group.write(connection -> changes.delete(connection, key, hashes));
    }

    @Override
    public SortedMap<Namespace, List<MessageHash>> deleteSent(Account account, NamespaceScope scope, long sentUpToMs) {
        var key = account.bytes();
        return group.write(connection -> changes.deleteSent(connection, key, scope, sentUpToMs));
    }

    @Override
    public SortedMap<Namespace, List<MessageHash>> expireBy(Account account, NamespaceScope scope, long expiryMs) {
        var key = account.bytes();
        return group.write(connection -> changes.expireBy(connection, key, scope, expiryMs));
    }

    @Override
    public Expiries expire(Account account, List<Wish> wishes, ExpireMode mode) {
        var key = account.bytes();
        return group.write(connection -> changes.expire(connection, key, wishes, mode));
    }

    @Override
    public SortedMap<MessageHash, Long> expiries(Account account, Collection<MessageHash> hashes) {
        var key = account.bytes();
        return database.read(connection -> changes.expiries(connection, key, hashes));
    }

    @Override
    public RevocationStore revocations() {
        return revocations;
    }

    @Override
    public int forgetExpired(Instant now) {
        revocations.forgetUnneeded(now);
        var all = 0;
        while (true) {
            var gone = group.<Integer>write(connection -> {
                var statement = database.prepared(connection, """
                        DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE expiry <= ? LIMIT ?)""");
                statement.setLong(1, now.toEpochMilli());
                statement.setInt(2, FORGET_BATCH);
                return statement.executeUpdate();
            });
            all += gone;
            if (gone < FORGET_BATCH) {
                return all;
            }
        }
    }

    @Override
    public long count() {
        return database.<Long>read(
                connection -> number(database.prepared(connection, "SELECT count(*) FROM messages")));
    }

    @Override
    public void visit(Visitor visitor) {
        database.read(connection -> {
            var statement = database.prepared(connection, "SELECT id, account, hash FROM messages ORDER BY id");
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows.getLong(1), rows.getBytes(2), rows.getBytes(3));
                }
            }
            return true;
        });
    }

    @Override
    public List<Held> held(List<Long> numbers) {
        return database.read(connection -> {
            var found = new ArrayList<Held>();
            var statement = database.prepared(
                    connection, "SELECT account, namespace, hash, timestamp, expiry, data FROM messages WHERE id = ?");
            for (var number : numbers) {
                statement.setLong(1, number);
                try (var rows = statement.executeQuery()) {
                    if (rows.next()) {
                        found.add(held(rows));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public Optional<Held> find(MessageHash hash) {
        return database.read(connection -> {
            var statement = database.prepared(
                    connection,
                    "SELECT account, namespace, hash, timestamp, expiry, data FROM messages WHERE " + HASH);
            statement.setBytes(1, binary(hash));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(held(rows)) : Optional.<Held>empty();
            }
        });
    }

    private static Held held(ResultSet rows) throws SQLException {
        var message = new StoredMessage(
                text(rows.getBytes(3)), rows.getLong(4), rows.getLong(5), Bytes.wrap(rows.getBytes(6)));
        return new Held(account(rows.getBytes(1)), new Namespace(rows.getInt(2)), message);
    }

    private static Account account(byte[] bytes) {
        return new Account(HexFormat.of().formatHex(bytes));
    }

    @Override
    public List<Held> takeOver(List<Held> messages) {
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
        var hash = binary(held.message().hash());
        if (held.namespace().isPublicOutbox()) {
            // The same winner on every node, whatever the order in which the messages come.
            var statement = database.prepared(connection, """
                    SELECT count(*) FROM messages WHERE %s AND namespace = ?2
                    AND (timestamp > ?3 OR (timestamp = ?3 AND hash > ?4))""".formatted(ACCOUNT));
            statement.setBytes(1, key);
            statement.setInt(2, held.namespace().value());
            statement.setLong(3, held.message().timestampMs());
            statement.setBytes(4, hash);
            if (number(statement) > 0) {
                return false;
            }
            clearOutbox(connection, key, held.namespace(), hash);
        }
        return insert(
                connection,
                key,
                held.namespace(),
                hash,
                held.message(),
                held.message().data().toArray());
    }

    @Override
    public void close() {
        group.close();
        database.close();
    }

    /** The first column of the first row, or 0 if there is none. */
    static long number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    static byte[] binary(MessageHash hash) {
        return Base64.getDecoder().decode(hash.text());
    }

    static MessageHash text(byte[] hash) {
        return new MessageHash(Base64.getEncoder().withoutPadding().encodeToString(hash));
    }
}
