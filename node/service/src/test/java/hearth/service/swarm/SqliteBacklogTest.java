package hearth.service.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBacklogTest extends BacklogContract {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();

    @Override
    Backlog open() {
        return SqliteBacklog.open(folder.resolve("debts.db"), disk, MISSED_MAX);
    }

    @AfterEach
    void stop() {
        disk.close();
    }

    @Test
    void everythingSurvivesARestart() {
        backlog.add(A, ALICE, "store", params("one"), NOW);
        backlog.oweDump(B);
        backlog.dumped(backlog.dump(B).orElseThrow(), 5);
        backlog.layout(Layout.of(List.of(node(A, 7))));
        backlog.close();

        backlog = open();

        assertEquals(1, backlog.missed(A, 10).size());
        assertEquals(5, backlog.dump(B).orElseThrow().upTo());
        assertEquals(
                Set.of(A), backlog.layout().orElseThrow().members(node(A, 7).swarm()));
    }

    @Test
    void requestsBeyondTheirSizeAreNotNoted() {
        var large = Bytes.wrap(new byte[MEBIBYTE]);
        for (var i = 0; i < SqliteBacklog.MISSED_BYTES_MAX / MEBIBYTE; i++) {
            assertTrue(backlog.add(A, ALICE, "store", large, NOW));
        }

        assertFalse(backlog.add(A, ALICE, "store", params("x"), NOW));
        assertTrue(backlog.add(B, ALICE, "store", large, NOW));
    }
}
