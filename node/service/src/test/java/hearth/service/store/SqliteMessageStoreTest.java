package hearth.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.StoredMessage;
import hearth.sqlite.Database;
import hearth.sqlite.GroupCommit;
import hearth.sqlite.Options;
import hearth.sqlite.StoreException;
import hearth.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageStoreTest extends MessageStoreContract {

    private static final long ROOMY = 1L << 30;

    @TempDir
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();

    @Override
    MessageStore open() {
        return SqliteMessageStore.open(folder.resolve("messages.db"), ROOMY, disk);
    }

    @AfterEach
    void stopThreads() {
        disk.close();
    }

    @Test
    void messagesAreThereAfterReopening() {
        put(Namespace.DIRECT, "durable");
        store.close();

        store = open();

        assertEquals(1, store.count());
    }

    @Test
    void aFullStoreRefusesAndGoesOnReadingForgettingAndThenStoring() {
        var fitted = 0;
        try (var small = SqliteMessageStore.open(folder.resolve("small.db"), 512 << 10, disk)) {
            var refused = false;
            while (!refused) {
                try {
                    var message = message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(fitted), 2_000));
                    small.put(ALICE, Namespace.DIRECT, message.expiringAt(fitted));
                    fitted++;
                } catch (StoreException full) {
                    refused = true;
                    assertTrue(full.isFull());
                }
            }
            assertEquals(fitted, small.count());
            assertEquals(
                    fitted,
                    small.after(ALICE, Namespace.DIRECT, Optional.empty(), Integer.MAX_VALUE, PLENTY)
                            .messages()
                            .size());

            assertEquals(fitted / 2, small.forgetExpired(Instant.ofEpochMilli(fitted / 2 - 1)));
            small.put(ALICE, Namespace.DIRECT, message(ALICE, Namespace.DIRECT, "there is room again"));
        }

        assertTrue(fitted > 100, "fitted " + fitted);
    }

    @Test
    void fromAFullStoreEverythingCanBeDeleted() {
        try (var small = SqliteMessageStore.open(folder.resolve("small.db"), 512 << 10, disk)) {
            var hashes = new ArrayList<MessageHash>();
            assertThrows(StoreException.class, () -> {
                for (var i = 0; ; i++) {
                    var message = message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 20));
                    small.put(ALICE, Namespace.DIRECT, message);
                    hashes.add(message.hash());
                }
            });

            for (var hash : hashes) {
                assertEquals(Set.of(hash), small.delete(ALICE, List.of(hash)));
            }

            assertEquals(0, small.count());
        }
    }

    @Test
    void ofTooManyDeletionsThoseThatEndFirstAreForgotten() {
        try (var database = Database.open(
                        folder.resolve("deletions.db"),
                        List.of("CREATE TABLE deletions(id INTEGER PRIMARY KEY, timestamp INTEGER, expiry INTEGER)"),
                        Options.DEFAULT);
                var group = new GroupCommit(database, disk, 10, 10)) {
            var deletions = new SqliteDeletions(database, 2);

            var remembered = group.write(connection -> {
                for (var i = 0; i < 4; i++) {
                    deletions.note(connection, hash(i), SENT, EXPIRY + i);
                }
                deletions.forget(connection, SENT);
                var found = new ArrayList<Integer>();
                for (var i = 0; i < 4; i++) {
                    if (deletions.contain(connection, hash(i), SENT)) {
                        found.add(i);
                    }
                }
                return found;
            });

            assertEquals(List.of(2, 3), remembered);
        }
    }

    private static byte[] hash(int first) {
        var hash = new byte[32];
        hash[0] = (byte) first;
        return hash;
    }

    /** Leaves a file as a process does that was killed: with its log, and {@code damaged} in the middle or not. */
    private Path leftOpen(boolean damaged) throws Exception {
        for (var i = 0; i < 100; i++) {
            putDirect(message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 1_000)));
        }
        store.close();
        store = open();
        put(new Namespace(3), "in the log");
        var copy = Files.createDirectory(folder.resolve("copy")).resolve("messages.db");
        Files.copy(folder.resolve("messages.db-wal"), copy.resolveSibling("messages.db-wal"));
        var bytes = Files.readAllBytes(folder.resolve("messages.db"));
        if (damaged) {
            System.arraycopy(Seeds.bytes(Seeds.random(9), 32_768), 0, bytes, bytes.length / 2, 32_768);
        }
        Files.write(copy, bytes);
        return copy;
    }

    @Test
    void aDamagedFileServesAsFarAsItCanAndIsPutAsideAtTheNextStart() throws Exception {
        var file = leftOpen(true);

        try (var damaged = SqliteMessageStore.open(file, ROOMY, disk)) {
            assertFalse(damaged.checkAfterCrash());
        }
        try (var fresh = SqliteMessageStore.open(file, ROOMY, disk)) {
            assertEquals(0, fresh.count());
            assertTrue(fresh.checkAfterCrash());
        }
        assertTrue(Files.exists(file.resolveSibling("messages.db.damaged")));
        try (var again = SqliteMessageStore.open(file, ROOMY, disk)) {
            assertTrue(again.checkAfterCrash());
        }
    }

    @Test
    void aFileThatIsNoStoreAtAllIsPutAsideAtOnce() throws Exception {
        var file = folder.resolve("other.db");
        Files.write(file, Seeds.bytes(Seeds.random(1), 20_000));

        try (var fresh = SqliteMessageStore.open(file, ROOMY, disk)) {
            assertEquals(0, fresh.count());
        }

        assertEquals(20_000, Files.size(folder.resolve("other.db.damaged")));
    }

    @Test
    void aCrashAloneIsNoDamage() throws Exception {
        var file = leftOpen(false);

        try (var crashed = SqliteMessageStore.open(file, ROOMY, disk)) {
            assertTrue(crashed.checkAfterCrash());
            assertEquals(101, crashed.count());
        }
    }

    @Test
    void hashesAndAccountsThatBeginAlikeAreToldApart() {
        var other = new Account(ALICE.hex().substring(0, 20) + "ff".repeat(23));
        var mine = put(Namespace.DIRECT, "mine");
        var others = message(other, Namespace.DIRECT, "other");
        var alike = new StoredMessage(
                new MessageHash(mine.hash().text().substring(0, 12) + "A".repeat(31)), SENT, EXPIRY, others.data());

        assertFalse(store.put(other, Namespace.DIRECT, alike).already());

        assertEquals(2, store.count());
        assertEquals(
                List.of(mine),
                store.after(ALICE, Namespace.DIRECT, Optional.empty(), 10, PLENTY)
                        .messages());
        assertEquals(
                List.of(alike),
                store.after(other, Namespace.DIRECT, Optional.empty(), 10, PLENTY)
                        .messages());
        assertEquals(Set.of(), store.delete(other, List.of(mine.hash())));
        assertEquals(Set.of(alike.hash()), store.delete(other, List.of(alike.hash(), mine.hash())));
        assertEquals(1, store.count());
    }

    @Test
    void aMessageOfAThousandBytesInAMailboxOfItsOwnTakesAtMost1350BytesOfDisk() throws Exception {
        var messages = 5_000;
        var writers = new Thread[8];
        for (var w = 0; w < writers.length; w++) {
            var writer = w;
            writers[w] = Thread.ofVirtual().start(() -> {
                var random = Seeds.random(writer);
                for (var i = 0; i < messages / writers.length; i++) {
                    var account = new Account("05" + HexFormat.of().formatHex(Seeds.bytes(random, 32)));
                    store.put(
                            account, Namespace.DIRECT, message(account, Namespace.DIRECT, Seeds.bytes(random, 1_000)));
                }
            });
        }
        for (var writer : writers) {
            writer.join();
        }
        store.close();

        var each = Files.size(folder.resolve("messages.db")) / messages;

        assertTrue(each <= 1_350, each + " bytes per message");
    }
}
