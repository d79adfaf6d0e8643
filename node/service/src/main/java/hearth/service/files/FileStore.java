package hearth.service.files;

import hearth.protocol.Bytes;
import hearth.protocol.attachment.FileId;
import hearth.service.key.OwnerOnly;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import hearth.sqlite.Options;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Files on disk and an index of them. A file is whole on disk before the index knows it, and leaves the index before it
 * leaves the disk; what a power cut leaves without an entry is removed by {@link #removeStrays}. Safe for use by many threads.
 */
final class FileStore implements AutoCloseable {

    /** Numbers that every client can hold exactly. */
    private static final long NUMBERS = 1L << 53;

    private static final int NUMBER_TRIES = 25;
    private static final int EXPIRED_TOGETHER = 256;
    private static final int WRITES_WAITING_MAX = 256;
    private static final int WRITES_TOGETHER_MAX = 64;

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE files(
                id       TEXT    PRIMARY KEY,
                size     INTEGER NOT NULL,
                uploaded INTEGER NOT NULL,    -- ms since the Unix epoch
                expires  INTEGER NOT NULL     -- ms since the Unix epoch
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX files_expires ON files(expires);
            """);

    private static final Options OPTIONS = Options.DEFAULT.withReaders(2).withCacheKib(256);

    private final Path blobs;
    private final Database database;
    private final GroupCommit group;
    private final FileLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong held;

    /** Whoever changes a file and its entry holds the lock that its id stands for. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(32).toList();

    /** No room for another file. */
    static final class FullException extends Exception {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("The file server is full");
        }
    }

    private FileStore(
            Path blobs,
            Database database,
            GroupCommit group,
            FileLimits limits,
            InstantSource clock,
            RandomGenerator random) {
        this.blobs = blobs;
        this.database = database;
        this.group = group;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        held = new AtomicLong(database.read(FileStore::sum));
    }

    /** How many steps its form has gone through; it only grows. */
    static int schemaSteps() {
        return SCHEMA.size();
    }

    /**
     * Opens or creates a store.
     *
     * @param disk   platform threads that wait for the disk
     * @param random chooses the numbers of files that are to have one
     * @throws StoreException if the index cannot be opened
     */
    static FileStore open(Path folder, FileLimits limits, Executor disk, InstantSource clock, RandomGenerator random)
            throws IOException {
        var blobs = folder.resolve("blobs");
        OwnerOnly.createFolder(blobs);
        var database = Database.open(folder.resolve("files.db"), SCHEMA, OPTIONS);
        var group = new GroupCommit(database, disk, WRITES_WAITING_MAX, WRITES_TOGETHER_MAX);
        return new FileStore(blobs, database, group, limits, clock, random);
    }

    private static Long sum(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(sum(size), 0) FROM files")) {
            return rows.getLong(1);
        }
    }

    /** Keeps {@code content} under the id that follows from it. What is there already is kept until the later time. */
    StoredFile put(Bytes content, Duration lifetime) throws IOException, FullException {
        return put(FileId.of(content.toArray()), content, lifetime);
    }

    /** Keeps {@code content} under a number nobody has, as old clients want it. */
    StoredFile putNumbered(Bytes content, Duration lifetime) throws IOException, FullException {
        for (var tries = 0; tries < NUMBER_TRIES; tries++) {
            var id = Long.toString(random.nextLong(1, NUMBERS));
            if (find(id).isEmpty()) {
                return put(id, content, lifetime);
            }
        }
        throw new FullException();
    }

    private StoredFile put(String id, Bytes content, Duration lifetime) throws IOException, FullException {
        var lock = lock(id);
        lock.lock();
        try {
            var there = entry(id).isPresent();
            if (!there) {
                reserve(content.length());
            }
            try {
                // Written again even if it is known: the disk may have lost what the index has.
                OwnerOnly.createFolder(shelf(id));
                OwnerOnly.write(place(id), content.toArray());
                return enter(id, content.length(), lifetime);
            } catch (IOException | RuntimeException failure) {
                if (!there) {
                    held.addAndGet(-content.length());
                }
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    private void reserve(int bytes) throws FullException {
        if (held.addAndGet(bytes) > limits.bytesMax()) {
            held.addAndGet(-bytes);
            throw new FullException();
        }
    }

    private StoredFile enter(String id, int size, Duration lifetime) {
        var now = clock.instant();
        return group.write(connection -> {
            var statement = database.prepared(connection, """
                    INSERT INTO files VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET uploaded = excluded.uploaded, expires = max(expires, excluded.expires)
                    RETURNING *
                    """);
            statement.setString(1, id);
            statement.setLong(2, size);
            statement.setLong(3, now.toEpochMilli());
            statement.setLong(4, now.plus(lifetime).toEpochMilli());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return file(rows);
            }
        });
    }

    /** A file that has not expired. */
    Optional<StoredFile> find(String id) {
        return entry(id).filter(file -> file.expires().isAfter(clock.instant()));
    }

    private Optional<StoredFile> entry(String id) {
        return database.read(connection -> {
            var statement = database.prepared(connection, "SELECT * FROM files WHERE id = ?");
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(file(rows)) : Optional.<StoredFile>empty();
            }
        });
    }

    /** What {@code file} holds; empty if it went in the meantime. */
    Optional<Bytes> content(StoredFile file) throws IOException {
        try {
            return Optional.of(Bytes.wrap(Files.readAllBytes(place(file.id()))));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Lets a file live so long from now, and never shorter than before. */
    Optional<StoredFile> extend(String id, Duration lifetime) {
        var now = clock.instant();
        return group.write(connection -> {
            var statement = database.prepared(
                    connection, "UPDATE files SET expires = max(expires, ?) WHERE id = ? AND expires > ? RETURNING *");
            statement.setLong(1, now.plus(lifetime).toEpochMilli());
            statement.setString(2, id);
            statement.setLong(3, now.toEpochMilli());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(file(rows)) : Optional.<StoredFile>empty();
            }
        });
    }

    /** Removes what has expired; returns how many files that were. */
    int forgetExpired() throws IOException {
        var forgotten = 0;
        for (var ids = expired(); !ids.isEmpty(); ids = expired()) {
            for (var id : ids) {
                forget(id);
                forgotten++;
            }
        }
        return forgotten;
    }

    private List<String> expired() {
        return database.read(connection -> {
            var statement = database.prepared(connection, "SELECT id FROM files WHERE expires <= ? LIMIT ?");
            statement.setLong(1, clock.millis());
            statement.setInt(2, EXPIRED_TOGETHER);
            var ids = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        });
    }

    private void forget(String id) throws IOException {
        var lock = lock(id);
        lock.lock();
        try {
            var size = removeExpired(id);
            if (size.isPresent()) {
                held.addAndGet(-size.get());
                Files.deleteIfExists(place(id));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The size of the file whose entry was removed; empty if it lives on because somebody sent it again. */
    private Optional<Long> removeExpired(String id) {
        var now = clock.millis();
        return group.write(connection -> {
            var statement =
                    database.prepared(connection, "DELETE FROM files WHERE id = ? AND expires <= ? RETURNING size");
            statement.setString(1, id);
            statement.setLong(2, now);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.<Long>empty();
            }
        });
    }

    /** Removes what a power cut left on disk and the index does not know. Looks at the disk only after a crash. */
    void removeStrays() throws IOException {
        if (!database.wasLeftOpen()) {
            return;
        }
        List<Path> found;
        try (var files = Files.walk(blobs)) {
            found = files.filter(Files::isRegularFile).toList();
        }
        for (var file : found) {
            var name = file.getFileName().toString();
            var dot = name.indexOf('.');
            removeIfStray(file, dot < 0 ? name : name.substring(0, dot), dot < 0);
        }
    }

    private void removeIfStray(Path file, String id, boolean whole) throws IOException {
        var lock = lock(id);
        lock.lock();
        try {
            if (!whole || entry(id).isEmpty()) {
                Files.deleteIfExists(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of all files. */
    long held() {
        return held.get();
    }

    private ReentrantLock lock(String id) {
        return locks.get(Math.floorMod(id.hashCode(), locks.size()));
    }

    private Path place(String id) {
        return shelf(id).resolve(id);
    }

    /** Folders by the end of the id: its beginning may be digits only. */
    private Path shelf(String id) {
        return blobs.resolve(id.substring(Math.max(0, id.length() - 2)));
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getString("id"),
                row.getLong("size"),
                Instant.ofEpochMilli(row.getLong("uploaded")),
                Instant.ofEpochMilli(row.getLong("expires")));
    }

    @Override
    public void close() {
        group.close();
        database.close();
    }
}
