package hearth.service.store;

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
import hearth.sqlite.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Messages in one SQLite file. Stores that meet share a transaction and one wait for the disk.
 *
 * <p>Space per message is what decides how much a home can hold, and what a store costs. Rows hold bytes, not text; the indexes
 * hold eight bytes of hash or account only, and rows that begin alike are told apart in the row, which is read anyway
 * ({@link Rows} says so in SQL). Per message of 1000 bytes in a mailbox of its own: the row 1170, index of
 * hashes 25, of accounts 27, of expiries 16 bytes. Pages have 8 KiB since seven such rows fit one of them and only three one of
 * 4 KiB. A table of owners would cost more than it saves unless mailboxes hold many messages.
 */
public final class SqliteMessageStore implements MessageStore {

    private static final String PAGE = """
            SELECT hash, timestamp, expiry, data FROM messages
            WHERE %s AND namespace = ?2 AND id > ?3 ORDER BY id""".formatted(Rows.ACCOUNT);

    private static final String PLACE =
            "SELECT id FROM messages WHERE " + Rows.HASH + " AND account = ?2 AND namespace = ?3";

    /** How many expired messages go in one transaction: others want to write as well. */
    private static final int FORGET_BATCH = 500;

    /** How many hashes of one request are dealt with in one transaction. */
    private static final int CHANGE_BATCH = 500;

    private static final int WRITES_WAITING_MAX = 4_096;
    private static final int WRITES_TOGETHER_MAX = 256;

    private final StoreFile file;
    private final Database database;
    private final GroupCommit group;
    private final Rows rows;
    private final SqliteDeletions deletions;
    private final SqliteChanges changes;
    private final SqliteTransfer transfer;
    private final SqliteRevocations revocations;

    private SqliteMessageStore(StoreFile file, Executor disk) {
        this.file = file;
        database = file.database();
        group = new GroupCommit(database, disk, WRITES_WAITING_MAX, WRITES_TOGETHER_MAX);
        rows = new Rows(database);
        deletions = new SqliteDeletions(database, SqliteDeletions.COUNT_MAX);
        changes = new SqliteChanges(database, deletions);
        transfer = new SqliteTransfer(database, group, rows, deletions);
        revocations = new SqliteRevocations(database, group);
    }

    /**
     * Opens or creates a store. A file that turned out to be damaged is put aside and a new one begun: what was in it comes back from
     * the other members of the swarm, and a node that does not start helps nobody.
     *
     * @param bytesMax the file never grows beyond this
     * @param disk     platform threads that wait for the disk; may be shared with other stores
     * @throws StoreException if the file cannot be opened
     */
    public static SqliteMessageStore open(Path file, long bytesMax, Executor disk) {
        return new SqliteMessageStore(StoreFile.open(file, bytesMax), disk);
    }

    /**
     * Looks for damage if the last process that used the file did not close it; takes as long as reading the file. If there is any,
     * the next start begins a new file. Returns whether everything is well.
     */
    public boolean checkAfterCrash() {
        return file.isSoundAfterCrash();
    }

    @Override
    public Kept put(Account account, Namespace namespace, StoredMessage message) {
        // Made here and not in the transaction: many threads share that one.
        var hash = Rows.binary(message.hash());
        var key = account.bytes();
        var data = message.data().toArray();
        return group.write(connection -> {
            if (namespace.isPublicOutbox()) {
                rows.clearOutbox(connection, key, namespace, hash);
            }
            return rows.insert(connection, key, namespace, hash, message, data)
                    ? new Kept(message.expiryMs(), false)
                    : new Kept(rows.raiseExpiry(connection, message.expiryMs(), hash), true);
        });
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
            var statement = database.prepared(connection, PAGE);
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
        var statement = database.prepared(connection, PLACE);
        statement.setBytes(1, Rows.binary(last));
        statement.setBytes(2, account);
        statement.setInt(3, namespace.value());
        return Rows.number(statement);
    }

    private static Retrieved page(ResultSet rows, int countMax, long costMax) throws SQLException {
        var messages = new ArrayList<StoredMessage>();
        var cost = 0L;
        while (rows.next()) {
            var message = Rows.message(rows, 1);
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
        var deleted = new TreeSet<MessageHash>();
        for (var part : parts(List.copyOf(hashes))) {
            deleted.addAll(deleting((connection, noted) -> changes.delete(connection, key, part, noted)));
        }
        return deleted;
    }

    @Override
    public SortedMap<Namespace, List<MessageHash>> deleteSent(Account account, NamespaceScope scope, long sentUpToMs) {
        var key = account.bytes();
        return deleting((connection, noted) -> changes.deleteSent(connection, key, scope, sentUpToMs, noted));
    }

    /** Deletes something, and remembers that if it is told to. */
    private interface Deleting<T> {
        T apply(Connection connection, boolean noted) throws SQLException;
    }

    /** A full store must not keep anybody from deleting. */
    private <T> T deleting(Deleting<T> work) {
        try {
            return group.write(connection -> work.apply(connection, true));
        } catch (StoreException failure) {
            if (!failure.isFull()) {
                throw failure;
            }
            return group.write(connection -> work.apply(connection, false));
        }
    }

    @Override
    public SortedMap<Namespace, List<MessageHash>> expireBy(Account account, NamespaceScope scope, long expiryMs) {
        var key = account.bytes();
        return group.write(connection -> changes.expireBy(connection, key, scope, expiryMs));
    }

    @Override
    public Expiries expire(Account account, List<Wish> wishes, ExpireMode mode) {
        var key = account.bytes();
        var updated = new TreeMap<MessageHash, Long>();
        var unchanged = new TreeMap<MessageHash, Long>();
        for (var part : parts(wishes)) {
            var done = group.write(connection -> changes.expire(connection, key, part, mode));
            updated.putAll(done.updated());
            unchanged.putAll(done.unchanged());
        }
        unchanged.keySet().removeAll(updated.keySet());
        return new Expiries(updated, unchanged);
    }

    @Override
    public SortedMap<MessageHash, Long> expiries(Account account, Collection<MessageHash> hashes) {
        var key = account.bytes();
        var expiries = new TreeMap<MessageHash, Long>();
        for (var part : parts(List.copyOf(hashes))) {
            expiries.putAll(database.read(connection -> changes.expiries(connection, key, part)));
        }
        return expiries;
    }

    /** A request may name a quarter of a million hashes: others get their turn in between. */
    private static <T> List<List<T>> parts(List<T> all) {
        var parts = new ArrayList<List<T>>();
        for (var from = 0; from < all.size(); from += CHANGE_BATCH) {
            parts.add(all.subList(from, Math.min(from + CHANGE_BATCH, all.size())));
        }
        return parts;
    }

    @Override
    public RevocationStore revocations() {
        return revocations;
    }

    @Override
    public int forgetExpired(Instant now) {
        revocations.forgetUnneeded(now);
        group.update(connection -> deletions.forget(connection, now.toEpochMilli()));
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
                connection -> Rows.number(database.prepared(connection, "SELECT count(*) FROM messages")));
    }

    @Override
    public void visit(Visitor visitor) {
        transfer.visit(visitor);
    }

    @Override
    public List<Held> held(List<Long> numbers) {
        return transfer.held(numbers);
    }

    @Override
    public Optional<Held> find(MessageHash hash) {
        return transfer.find(hash);
    }

    @Override
    public List<Held> takeOver(List<Held> messages) {
        return transfer.takeOver(messages);
    }

    @Override
    public void close() {
        group.close();
        database.close();
    }
}
