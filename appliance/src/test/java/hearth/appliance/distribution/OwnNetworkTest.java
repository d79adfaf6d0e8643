package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.client.Engine;
import hearth.client.EngineEnvironment;
import hearth.client.EngineSettings;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.PageFetcher;
import hearth.client.network.PinnedSeedLink;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.Json;
import hearth.protocol.ledger.Invitation;
import hearth.testkit.Seeds;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seven nodes in processes of their own: one founds a network, the others are invited, get tokens and register. A second is a
 * block, and what takes a day in the public network takes six minutes.
 */
class OwnNetworkTest {

    private static final int NODES = 7;
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private final List<Member> members = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path password() {
        return folder.resolve("password");
    }

    /** One node with its owner. */
    private final class Member {

        private final Path config;
        private Optional<Launch.Running> running = Optional.empty();

        Member(int number) throws Exception {
            var place = Files.createDirectory(folder.resolve("node-" + number));
            config = Files.writeString(
                    place.resolve("node.conf"),
                    "node.https-port = " + freePort() + "\nnode.omq-port = " + freePort() + "\n");
        }

        void start() throws Exception {
            var process = Launch.hearth("node", "--config", config.toString())
                    .with("HEARTH_JAVA_OPTS", "-Xmx96m")
                    .start();
            process.firstLine();
            running = Optional.of(process);
        }

        void kill() throws Exception {
            running.orElseThrow().kill();
        }

        JsonNode hearth(String... words) throws Exception {
            var all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--config", config.toString(), "--json"));
            return Json.parseObject(
                    Launch.hearth(all.toArray(String[]::new)).run().hasCode(0).out());
        }

        JsonNode signed(String... words) throws Exception {
            var all = new ArrayList<>(List.of(words));
            all.addAll(List.of("--password-file", password().toString()));
            return hearth(all.toArray(String[]::new));
        }

        JsonNode status() throws Exception {
            return hearth("network", "status");
        }

        String state() throws Exception {
            return status().path("node").path("state").asText();
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (var member : members) {
            if (member.running.isPresent()) {
                member.running.get().close();
            }
        }
    }

    @Test
    @Tag("slow")
    @Timeout(900)
    void sevenBoxesShareALedgerFromTheFirstBlockToTheExpulsionOfOneOfThem() throws Exception {
        Files.writeString(password(), "seven words nobody guesses\n");
        var founder = found();
        var invitation = founder.hearth("network", "invite").path("invitation").asText();
        for (var i = 2; i <= NODES; i++) {
            join(i, founder, invitation);
        }
        requireEverybodyIsListedEverywhere();
        requireMessagesArrive(Invitation.parse(invitation));
        killedNodeRestsAndComesBack(members.get(3), founder);
        absentNodeIsExpelled(members.get(5), founder);
        requireRewardsAddUp();
    }

    private Member found() throws Exception {
        var founder = new Member(1);
        members.add(founder);
        founder.signed(
                "network",
                "found",
                "--name",
                "Elm Street",
                "--token",
                "Elm token",
                "--symbol",
                "ELM",
                "--time-scale",
                "1000:2");
        founder.start();
        return founder;
    }

    private void join(int number, Member founder, String invitation) throws Exception {
        var member = new Member(number);
        members.add(member);
        member.hearth("network", "join", invitation);
        var address = member.signed("wallet", "create").path("address").asText();
        assertEquals(
                "taken",
                founder.signed("wallet", "send", address, "1500")
                        .path("outcome")
                        .asText());
        member.start();
        await("node " + number + " has its tokens", () -> balance(member) == 1500_000_000_000L);
        var from = System.nanoTime();
        assertEquals("taken", member.signed("node", "register").path("outcome").asText());
        await("node " + number + " is active", () -> member.state().equals("active"));
        report("node " + number + ": register to active", from);
    }

    private static long balance(Member member) throws Exception {
        return member.hearth("wallet", "balance").path("balance").asLong();
    }

    private void requireEverybodyIsListedEverywhere() throws Exception {
        for (var member : members) {
            await(
                    "seven nodes are listed",
                    () -> member.hearth("network", "nodes")
                                    .path("service_node_states")
                                    .valueStream()
                                    .filter(node -> node.path("active").asBoolean())
                                    .filter(node -> node.path("storage_port").asInt() > 0)
                                    .filter(node -> !node.path("swarm").asText().equals("ffffffffffffffff"))
                                    .count()
                            == NODES);
        }
    }

    /** Two people whose clients know the nodes of the invitation only. */
    private void requireMessagesArrive(Invitation invitation) throws Exception {
        var random = new SecureRandom();
        var seeds = invitation.seeds().stream()
                .map(seed -> NetworkProfile.Seed.of(seed.url(), seed.pin().base64()))
                .toList();
        try (var link = new HttpsGuardLink()) {
            var environment = new EngineEnvironment(
                    new NetworkProfile("elm-street", seeds, List.of(), false, Optional.empty()),
                    link,
                    new PinnedSeedLink(),
                    PageFetcher.direct(_ -> false),
                    Clock.systemUTC(),
                    random,
                    Seeds.random(random.nextLong()),
                    EngineSettings.DEFAULT);
            try (var ann = engine(environment, "Ann");
                    var ben = engine(environment, "Ben")) {
                ben.send(ann.id(), "hello Ann");
                await("the request is there", () -> ann.requests().size() == 1);
                assertEquals(NODES, ann.network().nodes());
            }
        }
    }

    private Engine engine(EngineEnvironment environment, String name) {
        try (var vault =
                Vault.in(folder.resolve(name), environment.secrets()).create("password".toCharArray(), CHEAP)) {
            return Engine.create(environment, vault, name);
        }
    }

    private static void killedNodeRestsAndComesBack(Member member, Member watcher) throws Exception {
        var id = member.status().path("node").path("id").asText();
        var from = System.nanoTime();
        member.kill();
        await("the killed node is decommissioned", () -> stateOf(id, watcher).equals("decommissioned"));
        report("killed to decommissioned", from);
        var back = System.nanoTime();
        member.start();
        await("it is back", () -> stateOf(id, watcher).equals("active"));
        report("started again to active again", back);
        assertEquals("active", member.state());
    }

    private static void absentNodeIsExpelled(Member member, Member watcher) throws Exception {
        var id = member.status().path("node").path("id").asText();
        var from = System.nanoTime();
        member.kill();
        await("the absent node is deregistered", () -> stateOf(id, watcher).equals("deregistered"));
        report("killed to deregistered", from);
        assertEquals(NODES - 1, watcher.status().path("active").asInt());
    }

    private static String stateOf(String id, Member watcher) throws Exception {
        for (var node : watcher.hearth("network", "nodes").path("service_node_states")) {
            if (node.path("service_node_pubkey").asText().equals(id)) {
                return node.path("state").asText();
            }
        }
        return "gone";
    }

    /** All that nodes earned came out of the pool, to which fees went, and no token came from nowhere. */
    private void requireRewardsAddUp() throws Exception {
        var founder = members.getFirst();
        var ids = new ArrayList<String>();
        founder.hearth("network", "nodes")
                .path("service_node_states")
                .forEach(node -> ids.add(node.path("service_node_pubkey").asText()));
        assertEquals(NODES, ids.size());
        var status = founder.status();
        var earned = 0L;
        for (var id : ids) {
            var own = 0L;
            for (var entry : founder.hearth("node", "history", id).path("history")) {
                if (entry.path("kind").asText().equals("node_rewarded")
                        && entry.path("height").asLong()
                                <= status.path("height").asLong()) {
                    own += entry.path("amount").asLong();
                }
            }
            assertTrue(own > 0, "A node earned nothing");
            earned += own;
        }
        var orders = 2L * (NODES - 1); // tokens for each who joined, and a registration by each of them
        var pool = 10_000L * status.path("staking_requirement").asLong();
        var fees = orders * status.path("minimum_fee").asLong();
        assertEquals(pool + fees - status.path("pool").asLong(), earned);
        assertEquals(
                pool
                        + 1_000_000_000_000_000L
                        + status.path("staking_requirement").asLong(),
                status.path("supply").asLong());
    }

    private static void report(String what, long from) {
        System.out.println(
                what + ": " + Duration.ofNanos(System.nanoTime() - from).toMillis() + " ms");
    }

    private static void await(String what, Callable<Boolean> holds) throws Exception {
        var end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within three minutes: " + what);
            }
            Thread.sleep(200);
        }
    }
}
