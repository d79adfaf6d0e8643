package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hearth neighbourhood}: nodes for whoever wants to talk to some. */
class NeighbourhoodProcessTest {

    @TempDir
    private Path folder;

    @Test
    void theListNamesNodesThatAnswer() throws Exception {
        var list = folder.resolve("nodes.json");
        try (var nodes = neighbourhood("3", list).start()) {
            assertTrue(nodes.firstLine().startsWith("3 nodes are up"), nodes.firstLine());

            var entries = Json.parse(Files.readAllBytes(list));
            var keys = new HashSet<String>();
            for (var entry : entries) {
                assertIsComplete(entry);
                keys.add(entry.get("pubkey_ed25519").textValue());
                var reply = NodeCall.post(entry.get("port_https").intValue(), "/storage_rpc/v1", """
                        {"method":"info","params":{}}""");
                assertEquals(200, reply.status());
                assertTrue(reply.body().contains("\"timestamp\":"), reply.body());
            }
            assertEquals(3, keys.size());
            assertEquals(3, entries.size());

            nodes.terminate();

            assertTrue(nodes.endsWithin(Duration.ofSeconds(5)), "It takes longer than 5 s");
            nodes.await().hasCode(0);
        }
    }

    @Test
    void nodesKeepKeysAndPortsOverARestart() throws Exception {
        var first = folder.resolve("first.json");
        var second = folder.resolve("second.json");
        for (var list : List.of(first, second)) {
            try (var nodes = neighbourhood("2", list).start()) {
                nodes.firstLine();
                nodes.kill();
            }
        }

        assertEquals(Files.readString(first), Files.readString(second));
    }

    @Test
    void anImpossibleNumberOfNodesIsRefused() throws Exception {
        neighbourhood("0", folder.resolve("nodes.json")).run().hasCode(3).says("--nodes", "1 to 99");
    }

    @Test
    void aListThatCannotBeWrittenIsSaid() throws Exception {
        var list = folder.resolve("missing").resolve("nodes.json");

        neighbourhood("1", list).run().hasCode(4).says("cannot be written", list.toString());
    }

    private Launch neighbourhood(String nodes, Path list) {
        return Launch.hearth(
                "neighbourhood",
                "--data",
                folder.resolve("data").toString(),
                "--nodes",
                nodes,
                "--out",
                list.toString());
    }

    private static void assertIsComplete(JsonNode entry) {
        for (var key : List.of("pubkey_x25519", "pubkey_ed25519", "pubkey_legacy")) {
            assertTrue(entry.path(key).asText("").matches("[0-9a-f]{64}"), key);
        }
        assertEquals("127.0.0.1", entry.path("ip").textValue());
        assertTrue(entry.path("port_https").asInt() > 1_023);
        assertTrue(entry.has("port_omq") && entry.has("swarm_id"), entry.toString());
    }
}
