package hearth.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.client.Engine;
import hearth.client.EngineEnvironment;
import hearth.client.EngineSettings;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.client.network.NetworkState.Connection;
import hearth.client.network.PageFetcher;
import hearth.client.network.PinnedSeedLink;
import hearth.client.network.SeedLink;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.ProvenNodes;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a network with a ledger believe a list of nodes only if it follows from the genesis. */
class ProvenListTest {

    private static final int NODES = 4;
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private final SecureRandom random = new SecureRandom();
    private final HttpsGuardLink link = new HttpsGuardLink();

    @TempDir
    private Path folder;

    private Neighbourhood nodes;

    /** What seeds do to the answer on its way. */
    private volatile Consumer<ObjectNode> liar = _ -> {};

    @BeforeEach
    void start() throws Exception {
        nodes = neighbourhood("nodes");
    }

    @AfterEach
    void stop() {
        nodes.close();
        link.close();
    }

    private Neighbourhood neighbourhood(String name) throws Exception {
        var started = Neighbourhood.start(Config.of(NODES, folder.resolve(name)), Clock.systemUTC(), random);
        var anybody = new LedgerAddress(Bytes.wrap(new byte[32]));
        assertTrue(started.ledger().give(anybody, Amount.tokens(1)), "There is no first block");
        return started;
    }

    @Test
    void aProvenListIsUsedAndAnUnprovenOneAfterItIsNot() throws Exception {
        try (var engine = engine(nodes, "honest")) {
            TwoEngines.await("all nodes are known", () -> engine.network().nodes() == NODES);
            assertFalse(engine.network().listRefused());

            liar = answer -> answer.put("nodes", withoutFirst(answer));
            TwoEngines.await("the list is refused", () -> engine.network().listRefused());
            assertEquals(NODES, engine.network().nodes(), "The last list that was proven goes on");

            liar = _ -> {};
            TwoEngines.await(
                    "the network is honest again", () -> !engine.network().listRefused());
        }
    }

    @Test
    void theListOfAnotherNetworkIsRefused() throws Exception {
        try (var others = neighbourhood("others")) {
            var profile = new NetworkProfile(
                    "strange",
                    seeds(others),
                    List.of(),
                    false,
                    Optional.empty(),
                    Optional.of(nodes.ledger().service().ledger().state().genesis()));
            try (var engine = engine(profile, "strange")) {
                TwoEngines.await("the list is refused", () -> engine.network().listRefused());
                assertEquals(0, engine.network().nodes());
                TwoEngines.await(
                        "it is not connected", () -> engine.network().connection() instanceof Connection.Offline);
            }
        }
    }

    @Test
    void aNodeThatDidNotSayWhereItIsIsLeftOut() throws Exception {
        liar = answer -> answer.put("places", new byte[] {'l', 'e'});
        try (var engine = engine(nodes, "placeless")) {
            TwoEngines.await("it is not connected", () -> engine.network().connection() instanceof Connection.Offline);
            assertEquals(0, engine.network().nodes());
        }
    }

    /** All nodes but one: no forged signature, only something missing. */
    private static byte[] withoutFirst(ObjectNode answer) {
        try {
            var proven = ProvenNodes.decode(answer.path("nodes").binaryValue());
            return new ProvenNodes(
                            proven.certificate(),
                            proven.root(),
                            proven.nodes().subList(1, proven.nodes().size()))
                    .encode();
        } catch (IOException | FormatException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private Engine engine(Neighbourhood network, String name) {
        return engine(
                new NetworkProfile(
                        "village",
                        seeds(network),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.of(network.ledger().service().ledger().state().genesis())),
                name);
    }

    private static List<Seed> seeds(Neighbourhood network) {
        return network.seeds().stream()
                .map(seed -> Seed.of(seed.url(), seed.spkiPin()))
                .toList();
    }

    private Engine engine(NetworkProfile profile, String name) {
        SeedLink honest = new PinnedSeedLink();
        SeedLink lying = (seed, json, timeout) -> {
            try {
                var answer = Json.parseObject(honest.post(seed, json, timeout));
                liar.accept((ObjectNode) answer.path("result"));
                return Json.bytes(answer);
            } catch (FormatException wrong) {
                throw new IOException(wrong);
            }
        };
        var environment = new EngineEnvironment(
                profile,
                link,
                lying,
                PageFetcher.direct(_ -> false),
                Clock.systemUTC(),
                random,
                Seeds.random(random.nextLong()),
                settings());
        try (var vault = Vault.in(folder.resolve(name), random).create("password".toCharArray(), CHEAP)) {
            return Engine.create(environment, vault, name);
        }
    }

    /** Asks for lists all the time. */
    private static EngineSettings settings() {
        var usual = EngineSettings.DEFAULT;
        return new EngineSettings(
                usual.requestTimeout(),
                usual.waitMax(),
                usual.pollFast(),
                usual.pollSlow(),
                usual.secondLook(),
                usual.pathWarm(),
                usual.pathRotation(),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                usual.pathsWanted(),
                usual.sendersMax(),
                usual.databaseBytesMax());
    }
}
