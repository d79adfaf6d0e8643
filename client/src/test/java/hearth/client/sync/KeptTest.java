package hearth.client.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.client.store.AccountDatabase;
import hearth.client.store.RowCipher;
import hearth.protocol.crypto.SymmetricKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {

    @TempDir
    Path folder;

    private AccountDatabase database;
    private final Kept<String> kept = new Kept<>("first");

    @BeforeEach
    void open() {
        var key = SymmetricKey.of(new byte[32]);
        database = AccountDatabase.open(folder, new RowCipher(key, key, new SecureRandom()), 1L << 30);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheLastCommitWroteStaysWhateverFollowsAnEarlierOneLater() throws InterruptedException {
        var committed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = Thread.ofVirtual()
                .start(() -> database.update(tx -> {
                    tx.afterwards(() -> {
                        committed.countDown();
                        await(goOn);
                    });
                    kept.set(tx, "older");
                }));
        committed.await();
        database.update(tx -> kept.set(tx, "newer"));

        goOn.countDown();
        slow.join();

        assertEquals("newer", kept.get());
    }

    @Test
    void whatWasUndoneIsNeverShown() {
        assertThrows(
                IllegalStateException.class,
                () -> database.update(tx -> {
                    kept.set(tx, "undone");
                    throw new IllegalStateException("No");
                }));

        assertEquals("first", kept.get());
        database.update(tx -> kept.set(tx, "next"));
        assertEquals("next", kept.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
