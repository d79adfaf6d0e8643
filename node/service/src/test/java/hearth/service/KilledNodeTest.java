package hearth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.Store;
import hearth.service.http.TlsClient;
import hearth.service.store.SqliteMessageStore;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes in processes of their own, which are killed while clients store, and whose disk takes no more. */
@Timeout(300)
class KilledNodeTest {

    private static final Account ALICE = new Account("05" + "a1".repeat(32));

    /** Anyone may store and read here. */
    private static final Namespace OPEN = new Namespace(-10);

    private static final String RPC = "/storage_rpc/v1";
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    private static Store message(RandomGenerator random, int length) {
        var now = System.currentTimeMillis();
        return new Store(ALICE, OPEN, now, now + 3_600_000, Bytes.wrap(Seeds.bytes(random, length)), Optional.empty());
    }

    /** Stores until the node is gone, and remembers what it acknowledged. */
    private static void storeOn(int port, long seed, Queue<MessageHash> acknowledged) {
        var random = Seeds.random(seed);
        try (var client = new TlsClient(port)) {
            while (true) {
                var message = message(random, random.nextInt(1, 20_000));
                if (client.post(RPC, message.toJson()).status() == 200) {
                    acknowledged.add(message.hash());
                }
            }
        } catch (IOException killed) {
            // What was not acknowledged may be there or not.
        }
    }

    private void killAgainAndAgain(int rounds) {
        Seeds.check(1, random -> {
            var acknowledged = new ConcurrentLinkedQueue<MessageHash>();
            for (var round = 0; round < rounds; round++) {
                try (var clients = Executors.newFixedThreadPool(CLIENTS);
                        var node = new NodeInProcess(folder, "")) {
                    var enough = acknowledged.size() + random.nextInt(1, 150);
                    for (var client = 0; client < CLIENTS; client++) {
                        var seed = random.nextLong();
                        clients.execute(() -> storeOn(node.port(), seed, acknowledged));
                    }
                    while (acknowledged.size() < enough) {
                        Thread.sleep(random.nextInt(1, 5));
                    }
                    node.kill();
                }
            }

            try (var disk = Executors.newSingleThreadExecutor();
                    var store = SqliteMessageStore.open(folder.resolve("messages.db"), 1L << 30, disk)) {
                assertTrue(store.checkAfterCrash(), "the database is sound");
                assertEquals(
                        List.of(),
                        acknowledged.stream()
                                .filter(hash -> store.find(hash).isEmpty())
                                .toList());
                assertTrue(store.count() >= acknowledged.size());
            }
        });
    }

    @Test
    void nothingAcknowledgedIsLostWhenANodeIsKilled() {
        killAgainAndAgain(2);
    }

    @Test
    @Tag("slow")
    void nothingAcknowledgedIsLostWhenANodeIsKilledAgainAndAgain() {
        killAgainAndAgain(10);
    }

    /** The limit on the size of files stands for a disk that is full: writing fails in the middle of a file. */
    @Test
    void aNodeWhoseDiskTakesNoMoreRefusesStoresAndServesOn() throws Exception {
        var random = Seeds.random(1);
        var kept = IntStream.builder();
        try (var node = new NodeInProcess(folder, "ulimit -f 8000; ");
                var client = new TlsClient(node.port())) {
            var status = 200;
            String body = "";
            for (var i = 0; status == 200 && i < 500; i++) {
                var answer = client.post(RPC, message(random, 70_000).toJson());
                status = answer.status();
                body = answer.body();
                kept.add(i);
            }

            assertEquals(500, status, "the only member failed");
            for (var member : Json.parse(body).path("swarm")) {
                assertTrue(member.path("failed").booleanValue(), body);
                assertTrue(member.path("query_failure").booleanValue(), body);
            }
            var read = client.post(
                    RPC,
                    "{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + ALICE.hex()
                            + "\",\"namespace\":-10,\"max_count\":3}}");
            assertEquals(200, read.status(), read.body());
            assertEquals(3, Json.parse(read.body()).path("messages").size());
        }

        // With room again it goes on with what it had.
        try (var node = new NodeInProcess(folder, "");
                var client = new TlsClient(node.port())) {
            assertEquals(200, client.post(RPC, message(random, 100).toJson()).status());
        }
        try (var disk = Executors.newSingleThreadExecutor();
                var store = SqliteMessageStore.open(folder.resolve("messages.db"), 1L << 30, disk)) {
            assertEquals(kept.build().count(), store.count(), "all that fitted and the last one");
        }
    }
}
