package hearth.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file in WAL mode: one writer at a time, and several readers that do not wait for it. Safe for use by many
 * threads. Every failure of the disk or of SQL leaves as {@link StoreException}, with its transaction undone.
 */
public final class Database implements AutoCloseable {

    /**
     * The log is folded into the file whenever it has a thousand pages. It is cut shorter only when it grew far beyond that:
     * writing into room that is there already is what makes a commit cheap.
     */
    private static final int LOG_PAGES_KEPT = 2_000;

    private final Path file;
    private final Options options;
    private final Map<Connection, Handle> handles = new ConcurrentHashMap<>();

    /** Held by whoever uses {@link #writer}. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Handle writer;
    private final Semaphore readSlots;
    private final Queue<Handle> idleReaders = new ConcurrentLinkedQueue<>();
    private boolean leftOpen;
    private volatile boolean closed;

    private Database(Path file, Options options) throws SQLException {
        this.file = file;
        this.options = options;
        readSlots = new Semaphore(options.readers());
        writer = connect();
    }

    /**
     * Opens {@code file}, or creates it readable by its owner only, and brings its schema up to date.
     *
     * @param schemaSteps step {@code i} (one or more statements) turns schema version {@code i} into {@code i + 1}, in a
     *                    transaction of its own. Published steps are never edited, only followed by others
     * @throws StoreException if the file is damaged, from a newer version, or cannot be opened
     */
    public static Database open(Path file, List<String> schemaSteps, Options options) {
        var crashed = createIfAbsent(file);
        try {
            var database = new Database(file, options);
            database.leftOpen = crashed;
            try {
                database.prepareFile(crashed, schemaSteps);
            } catch (SQLException | RuntimeException failure) {
                database.close();
                throw failure;
            }
            return database;
        } catch (SQLException failure) {
            throw StoreException.from("Opening " + file.getFileName(), failure);
        }
    }

    /** Whether the last user of the file did not close it: a crash, a power cut, or a process that was killed. */
    public boolean wasLeftOpen() {
        return leftOpen;
    }

    /**
     * Looks for damage in the whole file, as {@link Options.Check} does at open, while others read and write. Takes as long as
     * reading the file. Returns what was found, or empty if nothing was.
     */
    public Optional<String> damage() {
        return read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
                var found = rows.next() ? rows.getString(1) : "no answer";
                return found.equals("ok") ? Optional.<String>empty() : Optional.of(found);
            }
        });
    }

    /** Returns whether the last user of the file did not close it: SQLite removes an empty log at the last close. */
    private static boolean createIfAbsent(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                return false;
            }
            var log = file.resolveSibling(file.getFileName() + "-wal");
            return Files.exists(log) && Files.size(log) > 0;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Problem.OTHER, "Cannot create or read " + file.getFileName(), failure);
        }
    }

    private void prepareFile(boolean crashed, List<String> schemaSteps) throws SQLException {
        if (options.check() == Options.Check.ALWAYS || (crashed && options.check() == Options.Check.AFTER_CRASH)) {
            var answer = text("PRAGMA quick_check(1)");
            if (!answer.equals("ok")) {
                throw new StoreException(StoreException.Problem.CORRUPT, file.getFileName() + " is damaged");
            }
        }
        var version = Integer.parseInt(text("PRAGMA user_version"));
        if (version < 0) {
            throw new StoreException(StoreException.Problem.CORRUPT, file.getFileName() + " is damaged");
        }
        if (version > schemaSteps.size()) {
            throw new StoreException(
                    StoreException.Problem.NEWER_SCHEMA,
                    file.getFileName() + " has schema version " + version + ", this program knows up to "
                            + schemaSteps.size());
        }
        for (var next = version; next < schemaSteps.size(); next++) {
            var target = next + 1;
            var step = schemaSteps.get(next);
            writer.inTransaction("BEGIN IMMEDIATE", connection -> {
                try (var statement = connection.createStatement()) {
                    statement.executeUpdate(step);
                    return statement.executeUpdate("PRAGMA user_version = " + target);
                }
            });
        }
    }

    private String text(String query) throws SQLException {
        try (var statement = writer.connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private Handle connect() throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) options.busyTimeout().toMillis());
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPageSize(options.pageBytes());
        // Nobody asks for them, and the driver would run a query after every insert.
        config.setGetGeneratedKeys(false);
        var connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        // The statement must be closed before the first commit: `journal_mode` leaves a result set open.
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + (options.powerSafe() ? "FULL" : "NORMAL"));
            statement.execute("PRAGMA cache_size = -" + options.cacheKib());
            statement.execute("PRAGMA journal_size_limit = " + LOG_PAGES_KEPT * pageBytes(statement));
            statement.execute("PRAGMA max_page_count = " + options.bytesMax() / pageBytes(statement));
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        var handle = new Handle(connection);
        handles.put(connection, handle);
        return handle;
    }

    /** The page size of the file, which is not the wished one if the file is older. */
    private static long pageBytes(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("PRAGMA page_size")) {
            return rows.next() ? rows.getLong(1) : Options.DEFAULT.pageBytes();
        }
    }

    /**
     * Runs {@code work} on one unchanging state of the database. It waits while {@link Options#readers()} others read, so
     * it must not start another read.
     */
    public <T> T read(SqlFunction<Connection, T> work) {
        readSlots.acquireUninterruptibly();
        try {
            failIfClosed();
            var idle = idleReaders.poll();
            var handle = idle != null ? idle : reader();
            try {
                return handle.inTransaction("BEGIN", work);
            } finally {
                idleReaders.add(handle);
            }
        } catch (SQLException failure) {
            throw StoreException.from("Reading", failure);
        } finally {
            readSlots.release();
        }
    }

    private Handle reader() throws SQLException {
        var handle = connect();
        handle.prepared("PRAGMA query_only = ON").executeUpdate();
        return handle;
    }

    /**
     * Runs {@code work} in a transaction of its own, one at a time; whatever it throws undoes all it did. Returns after
     * the commit. It must not start another write.
     */
    public <T> T write(SqlFunction<Connection, T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A write inside a write");
        }
        writing.lock();
        try {
            failIfClosed();
            return writer.inTransaction("BEGIN IMMEDIATE", work);
        } catch (SQLException failure) {
            throw StoreException.from("Writing", failure);
        } finally {
            writing.unlock();
        }
    }

    /** {@link #write} for work without a result. */
    public void update(SqlAction<Connection> work) {
        write(connection -> {
            work.accept(connection);
            return true;
        });
    }

    /**
     * A statement prepared once per connection. Inside {@code read} and {@code write} only; the caller closes its result
     * sets, never the statement, and binds every parameter anew.
     */
    public PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        var handle = handles.get(connection);
        if (handle == null) {
            throw new IllegalArgumentException("Not a connection of this database");
        }
        return handle.prepared(sql);
    }

    private void failIfClosed() {
        if (closed) {
            throw new IllegalStateException("The database is closed");
        }
    }

    /** Waits for reads and writes under way, folds the log into the file and closes. Closing again does nothing. */
    @Override
    public void close() {
        writing.lock();
        readSlots.acquireUninterruptibly(options.readers());
        try {
            if (closed) {
                return;
            }
            closed = true;
            // The writer goes last, so that it finds nobody else and folds the log into the file.
            for (var reader : idleReaders) {
                reader.close();
            }
            writer.close();
        } catch (SQLException failure) {
            throw StoreException.from("Closing", failure);
        } finally {
            readSlots.release(options.readers());
            writing.unlock();
        }
    }
}
