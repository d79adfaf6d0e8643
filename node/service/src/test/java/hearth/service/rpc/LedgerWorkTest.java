package hearth.service.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.name.NameRecord;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.swarm.SwarmMap;
import hearth.service.registry.NameRegistry;
import hearth.service.registry.NodeListing;
import hearth.service.registry.NodeRegistry;
import hearth.service.registry.TestHistory;
import hearth.testkit.Seeds;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code oxend_request} finds out, with a ledger that knows the name of network.md App. A.6. */
class LedgerWorkTest {

    private static final String ENCRYPTED =
            "d9bca6752665f2254ec7522f98aa5f2dfb13c9fa1ad1e39cd3d7a89a0df04719e348da537bc310" + "a53e3b59ca24639b9b42";
    private static final String NONCE = "73e8243f3fadd471be36c6df3d62f863f9bb3a9d1cc696c0";
    private static final NodeInfo NODE =
            new NodeInfo(NodeId.of(new byte[32]), X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 2, new SwarmId(7));

    private final NodeRegistry registry = new NodeRegistry() {
        @Override
        public List<NodeInfo> nodes() {
            return List.of(NODE);
        }

        @Override
        public Optional<NodeInfo> find(NodeId id) {
            return Optional.empty();
        }

        @Override
        public SwarmMap swarms() {
            return SwarmMap.of(nodes());
        }

        @Override
        public NameRegistry names() {
            return (type, hash) -> type == NameRegistry.ACCOUNT && hash.base64().equals(NameRecord.hash("jagerman"))
                    ? Optional.of(entry())
                    : Optional.empty();
        }
    };

    private Optional<TestHistory> tests = Optional.empty();

    private static NameRegistry.Entry entry() {
        return new NameRegistry.Entry(
                Bytes.wrap(HexFormat.of().parseHex(ENCRYPTED)),
                Optional.of(Bytes.wrap(HexFormat.of().parseHex(NONCE))));
    }

    private JsonNode ask(String endpoint, String query) throws FormatException, RequestException {
        var ledger = new LedgerWork(registry, new NodeListing(registry, Seeds.random(1), _ -> tests));
        var answer = ledger.answer(new OxendRequest(endpoint, Json.parse(query)), Stamp.at(5));
        assertEquals(200, answer.status());
        return ((RpcAnswer.Body.Tree) answer.body()).tree();
    }

    @Test
    void aRegisteredNameIsFoundByItsHash() throws Exception {
        for (var hash :
                List.of(NameRecord.hash("jagerman"), NameRecord.hash("jagerman").replace("=", ""))) {
            var found = ask("ons_resolve", "{\"type\":0,\"name_hash\":\"" + hash + "\"}");

            assertEquals(5, found.path("t").intValue());
            assertEquals(2, found.path("hf").size());
            assertEquals(2, found.path("result").size());
            assertEquals(ENCRYPTED, found.path("result").path("encrypted_value").textValue());
            assertEquals(NONCE, found.path("result").path("nonce").textValue());
            assertEquals(
                    SessionId.parse("05fb466d312e1666ad1c84c4ee55b7e034151c0e366a313d95d11436a5f36e1e75"),
                    NameRecord.open(
                            "jagerman",
                            HexFormat.of().parseHex(ENCRYPTED),
                            HexFormat.of().parseHex(NONCE)));
        }
    }

    @Test
    void aNameThatIsNotRegisteredHasAnEmptyResult() throws Exception {
        var unknown = NameRecord.hash("nobody");

        assertEquals(
                Json.object(),
                ask("ons_resolve", "{\"type\":0,\"name_hash\":\"" + unknown + "\"}")
                        .path("result"));
        assertEquals(
                Json.object(),
                ask("ons_resolve", "{\"type\":2,\"name_hash\":\"" + NameRecord.hash("jagerman") + "\"}")
                        .path("result"));
    }

    @Test
    void whatIsNoQuestionForANameIsRefused() {
        for (var query : List.of(
                "{}",
                "{\"type\":0}",
                "{\"type\":0,\"name_hash\":7}",
                "{\"type\":0,\"name_hash\":\"jagerman\"}",
                "{\"type\":\"session\",\"name_hash\":\"" + NameRecord.hash("jagerman") + "\"}",
                "[]",
                "\"\"")) {
            assertEquals(
                    400,
                    assertThrows(RequestException.class, () -> ask("ons_resolve", query), query)
                            .status());
        }
        assertEquals(
                "Invalid oxend endpoint 'get_block'",
                assertThrows(RequestException.class, () -> ask("get_block", "{}"))
                        .getMessage());
    }

    @Test
    void theListShowsWhatTheNodesOwnTestsFound() throws Exception {
        var untested = ask("get_service_nodes", "{}")
                .path("result")
                .path("service_node_states")
                .get(0);
        assertFalse(untested.has("storage_server_reachable"));

        tests = Optional.of(TestHistory.NONE.passed(Instant.ofEpochSecond(10)));
        var passed = ask("get_service_nodes", "{}")
                .path("result")
                .path("service_node_states")
                .get(0);
        assertTrue(passed.path("storage_server_reachable").booleanValue());
        assertEquals(10, passed.path("storage_server_last_reachable").intValue());
        assertEquals(0, passed.path("storage_server_first_unreachable").intValue());

        tests = Optional.of(tests.get().failed(Instant.ofEpochSecond(20)).failed(Instant.ofEpochSecond(30)));
        var failed = ask(
                        "get_service_nodes",
                        "{\"fields\":[\"storage_server_reachable\","
                                + "\"storage_server_first_unreachable\",\"storage_server_last_unreachable\"]}")
                .path("result")
                .path("service_node_states")
                .get(0);
        assertEquals(
                "{\"storage_server_reachable\":false,\"storage_server_first_unreachable\":20,"
                        + "\"storage_server_last_unreachable\":30}",
                failed.toString());
    }
}
