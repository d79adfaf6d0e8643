package hearth.service.store;

import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of a message store: its tables, and what becomes of it when it is damaged. */
final class StoreFile {

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
            """, """
            CREATE TABLE deletions(
                id        INTEGER PRIMARY KEY,  -- the first eight bytes of a message's hash
                timestamp INTEGER NOT NULL,     -- of the message, ms since the Unix epoch
                expiry    INTEGER NOT NULL      -- of the message, ms since the Unix epoch
            ) STRICT;
            CREATE INDEX deletions_expiry ON deletions(expiry);
            """);

    /** Looking through the whole file would keep a full node from serving for a minute: {@link #isSoundAfterCrash} does that later. */
    private static final Options OPTIONS =
            Options.DEFAULT.withPageBytes(8_192).withReaders(2).withCheck(Options.Check.NEVER);

    private final Path file;
    private final Database database;

    private StoreFile(Path file, Database database) {
        this.file = file;
        this.database = database;
    }

    /** How many steps its form has gone through; it only grows. */
    static int schemaSteps() {
        return SCHEMA.size();
    }

    /**
     * Opens or creates {@code file}. One that turned out to be damaged is put aside and a new one begun: what was in it comes back
     * from the other members of the swarm, and a node that does not start helps nobody.
     */
    static StoreFile open(Path file, long bytesMax) {
        try {
            return StoreFiles.open(file, path -> openOnly(path, bytesMax), _ -> {});
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Problem.OTHER, "Cannot put the damaged " + file.getFileName() + " aside");
        }
    }

    private static StoreFile openOnly(Path file, long bytesMax) {
        try {
            if (Files.deleteIfExists(mark(file))) {
                throw new StoreException(StoreException.Problem.CORRUPT, file.getFileName() + " was found damaged");
            }
        } catch (IOException failure) {
            throw new StoreException(StoreException.Problem.OTHER, "Cannot read the folder of " + file.getFileName());
        }
        return new StoreFile(file, Database.open(file, SCHEMA, OPTIONS.withBytesMax(bytesMax)));
    }

    Database database() {
        return database;
    }

    /** Its being there says that the next start is to begin a new file. */
    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + ".is-damaged");
    }

    /** Looks for damage if the last process that used the file did not close it, and marks the file if there is any. */
    boolean isSoundAfterCrash() {
        if (!database.wasLeftOpen() || !isDamaged()) {
            return true;
        }
        try {
            Files.writeString(mark(file), "");
            return false;
        } catch (IOException failure) {
            throw new StoreException(StoreException.Problem.OTHER, "Cannot mark " + file.getFileName() + " as damaged");
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
}
