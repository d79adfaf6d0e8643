package hearth.service.omq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.DeleteAll;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.TimedProof;
import hearth.service.TestNodes;
import hearth.service.http.ClientReply;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.meter.NodeMeter;
import hearth.service.registry.ListedNodes;
import hearth.testkit.Seeds;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member of the swarm whom the ledger knows, and who lies: two honest nodes have to live with it. */
@Timeout(180)
class HostileMemberTest {

    private static final String RPC = "/storage_rpc/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SWARM_TIMEOUT = Duration.ofSeconds(1);

    /** Anyone may store and read here. */
    private static final Namespace OPEN = new Namespace(-10);

    private static final Namespace PRIVATE = new Namespace(2);

    /** What the hostile member answers; nothing at all if empty. */
    private volatile Function<OmqCall, Optional<List<Bytes>>> answers = _ -> Optional.of(List.of());

    private final SecureRandom random = new SecureRandom();
    private final NodeKeys keys = NodeKeys.fromSeed(Seeds.bytes(random, 32));
    private final AccountKeys alice = AccountKeys.fromSeed32(Seeds.bytes(random, 32));
    private final Account account = alice.id().account();
    private final EventLoopGroup eventLoops = Transport.best().eventLoops(1, "hostile-io");
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<OmqLink> links = new ArrayList<>();

    @TempDir
    private Path folder;

    private TestNodes nodes;
    private OmqEndpoint endpoint;
    private OmqListener listener;
    private NodeInfo hostile;

    @BeforeEach
    void start() throws IOException {
        nodes = TestNodes.start(
                folder, 2, TestNodes.QUICK.withTimeouts(SWARM_TIMEOUT, Duration.ofSeconds(2), Duration.ofSeconds(2)));
        endpoint = new OmqEndpoint(
                Transport.best(),
                eventLoops,
                keys,
                new ListedNodes(List.of(nodes.info(0), nodes.info(1))),
                OmqLimits.DEFAULT,
                workers,
                random,
                NodeMeter.NONE);
        listener = endpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new OmqCommands() {
            @Override
            public Optional<Access> access(String command) {
                return Optional.of(Access.ANYBODY);
            }

            @Override
            public Optional<List<Bytes>> answer(OmqCall call) {
                return answers.apply(call);
            }
        });
        hostile = info(nodes.info(0).swarm());
        nodes.know(List.of(nodes.info(0), nodes.info(1), hostile));
    }

    @AfterEach
    void stop() {
        links.forEach(OmqLink::close);
        listener.close();
        nodes.close();
        workers.shutdownNow();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private NodeInfo info(SwarmId swarm) {
        return new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, listener.port(), swarm);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Bytes> texts(String... parts) {
        return List.of(parts).stream().map(HostileMemberTest::text).toList();
    }

    private static Bytes bt(Map<String, Bt> dict) {
        return Bytes.wrap(BtCodec.encode(Bt.dict(dict)));
    }

    private Store message(Namespace namespace, String text) {
        var now = System.currentTimeMillis();
        var proof = namespace.isPublicInbox()
                ? Optional.<TimedProof>empty()
                : Optional.of(new TimedProof(now, proof(SignedStrings.store(namespace, now))));
        return new Store(account, namespace, now, now + 3_600_000, text(text), proof);
    }

    private Proof proof(byte[] signed) {
        return Proof.ofPerson(alice.signing().publicKey(), alice.signing().sign(signed));
    }

    private JsonNode post(int node, StorageRequest request) throws Exception {
        var reply = nodes.post(node, RPC, request.toJson());
        assertEquals(200, reply.status(), () -> new String(reply.body().toArray(), StandardCharsets.UTF_8));
        return Json.parseObject(reply.body().toArray());
    }

    private boolean isHeld(int node, MessageHash hash) throws Exception {
        return expiryMs(node, hash).isPresent();
    }

    /** Until when {@code node} keeps a message; empty if it does not. */
    private OptionalLong expiryMs(int node, MessageHash hash) throws Exception {
        var request = "{\"method\":\"retrieve\",\"params\":{\"pubkey\":\"" + account.hex()
                + "\",\"namespace\":-10,\"max_size\":-1}}";
        var reply = Json.parseObject(
                nodes.post(node, RPC, text(request).toArray()).body().toArray());
        for (var message : reply.path("messages")) {
            if (message.path("hash").textValue().equals(hash.text())) {
                return OptionalLong.of(message.path("expiration").longValue());
            }
        }
        return OptionalLong.empty();
    }

    /** What node 0 answers to a request that the hostile member sends it. */
    private List<Bytes> ask(String command, List<Bytes> parts) {
        var node = nodes.info(0);
        var link = endpoint.link(node.host(), node.omqPort(), node.x25519());
        links.add(link);
        return assertInstanceOf(OmqLink.Answer.Reply.class, link.request(command, parts, PATIENCE))
                .parts();
    }

    private List<Bytes> handOn(StorageRequest.Recursive request) {
        return ask("sn.storage_cc", List.of(text(request.method()), Bytes.wrap(BtCodec.encode(request.peerParams()))));
    }

    private static String code(List<Bytes> parts) {
        return new String(parts.getFirst().toArray(), StandardCharsets.US_ASCII);
    }

    // ---- what it answers ----

    @Test
    void whatIsNoResultOfAMemberIsItsFailureAndNobodyElses() throws Exception {
        var large = new byte[9 << 20];
        random.nextBytes(large);
        var hash = new byte[32];
        var nonsense = new ArrayList<>(List.of(
                List.<Bytes>of(),
                List.of(Bytes.EMPTY),
                texts("d"),
                texts("le"),
                texts("i1e"),
                texts("l".repeat(50_000)),
                texts("{\"hash\":\"x\"}"),
                texts("200", "fine", "really"),
                texts("fine", "200"),
                texts("99999999999999999999", "x"),
                texts("-1", "x"),
                List.of(Bytes.wrap(large)),
                Collections.nCopies(60, text("x")),
                List.of(bt(Map.of("hash", Bt.of(7)))),
                List.of(bt(Map.of("expiry", Bt.text("never"), "hash", Bt.of(hash)))),
                List.of(bt(Map.of("swarm", Bt.dict(Map.of(nodes.info(0).id().hex(), Bt.text("failed"))))))));
        for (var i = 0; i < 20; i++) {
            nonsense.add(List.of(Bytes.wrap(Seeds.bytes(random, random.nextInt(300)))));
        }
        for (var reply : nonsense) {
            answers = _ -> Optional.of(reply);
            var store = message(OPEN, "stored beside " + nonsense.indexOf(reply));

            var swarm = post(0, store).path("swarm");

            assertEquals(3, swarm.size(), swarm::toString);
            assertTrue(swarm.path(hostile.id().hex()).path("failed").booleanValue(), swarm::toString);
            for (var honest : List.of(nodes.info(0), nodes.info(1))) {
                assertTrue(isSigned(swarm, honest.id(), store.hash()), swarm::toString);
            }
        }
    }

    private static boolean isSigned(JsonNode swarm, NodeId node, MessageHash hash) {
        var signature = swarm.path(node.hex()).path("signature").textValue();
        return Signature.of(Base64.getDecoder().decode(signature))
                .verifies(Ed25519PublicKey.of(node.bytes()), SignedStrings.stored(hash));
    }

    @Test
    void aForgedResultIsNobodysButTheForgersAndDoesNotVerify() throws Exception {
        var store = message(OPEN, "forged");
        var stolen = new byte[64];
        random.nextBytes(stolen);
        var result = new HashMap<String, Bt>();
        result.put("expiry", Bt.of(store.expiryMs()));
        result.put("hash", Bt.text(store.hash().text()));
        result.put("signature", Bt.of(stolen));
        // Whatever else it claims, the map of results is made by who was asked.
        result.put(nodes.info(1).id().hex(), Bt.dict(Map.of("failed", Bt.of(1))));
        answers = _ -> Optional.of(List.of(bt(result)));

        var swarm = post(0, store).path("swarm");

        assertEquals(3, swarm.size());
        assertFalse(isSigned(swarm, hostile.id(), store.hash()));
        assertTrue(isSigned(swarm, nodes.info(1).id(), store.hash()));
        assertEquals(3, swarm.path(hostile.id().hex()).size(), () -> "only what a result has: " + swarm);
    }

    @Test
    void aResultForAnotherMessageIsNone() throws Exception {
        var other = MessageHash.of(account, OPEN, new byte[] {1});
        answers = _ -> Optional.of(List.of(bt(Map.of(
                "expiry", Bt.of(System.currentTimeMillis()),
                "hash", Bt.text(other.text()),
                "signature", Bt.of(keys.signing().sign(SignedStrings.stored(other)))))));

        var member =
                post(0, message(OPEN, "mine")).path("swarm").path(hostile.id().hex());

        assertTrue(member.path("bad_peer_response").booleanValue(), member::toString);
    }

    @Test
    void aMemberThatShakesHandsAndNeverAnswersCostsTheSwarmTimeoutOnly() throws Exception {
        answers = _ -> Optional.empty();
        var from = System.nanoTime();

        var swarm = post(0, message(OPEN, "patience")).path("swarm");

        assertTrue(swarm.path(hostile.id().hex()).path("timeout").booleanValue(), swarm::toString);
        assertFalse(swarm.path(nodes.info(1).id().hex()).has("failed"), swarm::toString);
        assertTrue(System.nanoTime() - from >= SWARM_TIMEOUT.toNanos());
    }

    @Test
    void aRelayThatAnswersNonsenseIsAnInvalidResponse() throws Exception {
        for (var reply : List.of(
                List.<Bytes>of(),
                texts("200"),
                texts("", ""),
                texts("two hundred", "body"),
                texts("-200", "body"),
                texts("1".repeat(50), "body"))) {
            answers = _ -> Optional.of(reply);

            var answer = throughHostile();

            assertEquals(500, answer.status(), reply::toString);
            assertEquals(text("Invalid response from snode"), answer.body(), reply::toString);
        }
        answers = _ -> Optional.of(texts("299", "odd"));
        assertEquals(500, throughHostile().status(), "A status that nodes do not know");
        answers = _ -> Optional.of(texts("200", "forged", "more"));
        assertEquals(text("forged"), throughHostile().body(), "What the client cannot open it does not believe");
    }

    private ClientReply throughHostile() throws Exception {
        var built = new OnionBuilder(random)
                .toNode(List.of(nodes.info(0), hostile), nodes.info(1), new GetInfo().toJson(), EncType.AES_GCM);
        return nodes.post(0, "/onion_req/v2", built.body().toArray());
    }

    // ---- what it asks ----

    @Test
    void aRequestThatNoClientSignedIsRefused() {
        var unsigned = message(PRIVATE, "unsigned");
        var forged = new TimedProof(
                System.currentTimeMillis(),
                Proof.ofPerson(
                        alice.signing().publicKey(),
                        keys.signing().sign(SignedStrings.store(PRIVATE, System.currentTimeMillis()))));

        assertEquals(
                "401",
                code(handOn(new Store(
                        account,
                        PRIVATE,
                        unsigned.timestampMs(),
                        unsigned.expiryMs(),
                        unsigned.data(),
                        Optional.empty()))));
        assertEquals(
                "401",
                code(handOn(new Store(
                        account,
                        PRIVATE,
                        unsigned.timestampMs(),
                        unsigned.expiryMs(),
                        unsigned.data(),
                        Optional.of(forged)))));
        assertEquals("401", code(handOn(new Delete(account, List.of(unsigned.hash()), false, forged.proof()))));
    }

    @Test
    void aReplayedRequestIsRefusedOrChangesNothing() throws Exception {
        var kept = message(OPEN, "kept");
        answers = _ -> Optional.of(List.of());
        post(0, kept);
        var old = System.currentTimeMillis() - 71_000;
        var scope = new NamespaceScope.All();
        var late = new TimedProof(old, proof(SignedStrings.deleteAll(scope, old)));

        assertEquals("406", code(handOn(new DeleteAll(account, scope, late))));
        assertTrue(isHeld(0, kept.hash()));

        var again = BtCodec.decodeDict(handOn(kept).getFirst().toArray());
        assertEquals(1, again.number("already"));
        assertEquals(kept.expiryMs(), again.number("expiry"));
    }

    @Test
    void onlyWhatASwarmDoesTogetherIsHandedOn() {
        assertEquals("400", code(ask("sn.storage_cc", List.of(text("retrieve"), text("{}")))));
        assertEquals("400", code(ask("sn.storage_cc", List.of(text("batch"), text("de")))));
        assertEquals("400", code(ask("sn.storage_cc", List.of(text("store"), text("de")))));
        assertEquals("400", code(ask("sn.storage_cc", List.of(text("x".repeat(100_000)), text("de")))));
    }

    @Test
    void messagesThatAreNotWhatTheyClaimAreNotKept() throws Exception {
        var now = System.currentTimeMillis();
        var genuine = message(OPEN, "genuine");
        var expired = message(OPEN, "expired");
        var endless = message(OPEN, "endless");
        var swapped = message(OPEN, "swapped");
        var batch = Bt.list(
                item(genuine.hash(), now, now + 60_000, "genuine"),
                item(expired.hash(), now - 120_000, now - 60_000, "expired"),
                item(endless.hash(), now, now + Duration.ofDays(40).toMillis(), "endless"),
                item(swapped.hash(), now, now + 60_000, "something else"));

        assertEquals(List.of(), ask("sn.data", List.of(data(batch))));

        assertTrue(isHeld(0, genuine.hash()));
        assertFalse(isHeld(0, expired.hash()));
        assertFalse(isHeld(0, swapped.hash()));
        var latest = System.currentTimeMillis() + Duration.ofDays(31).toMillis();
        assertTrue(expiryMs(0, endless.hash()).orElseThrow() <= latest, "nothing is kept for ever");
        for (var broken : List.of(
                Bytes.EMPTY,
                text("l"),
                data(Bt.of(1)),
                data(Bt.list(Bt.of(1))),
                data(Bt.list(item(genuine.hash(), now, now + 60_000, "x".repeat(Store.DATA_BYTES_MAX + 1)))))) {
            assertEquals(texts("Malformed batch"), ask("sn.data", List.of(broken)));
        }
    }

    private Bt item(MessageHash hash, long timestampMs, long expiryMs, String data) {
        return Bt.list(
                Bt.of(account.bytes()),
                Bt.text(hash.text()),
                Bt.of(timestampMs),
                Bt.of(expiryMs),
                Bt.text(data),
                Bt.of(OPEN.value()));
    }

    private static Bytes data(Bt list) {
        return Bytes.wrap(HexFormat.of().parseHex("01" + HexFormat.of().formatHex(BtCodec.encode(list))));
    }

    @Test
    void onionRequestsThatNobodyCanReadAreRefusedInTheWordsOfTheNetwork() {
        for (var hop : List.of(Bytes.EMPTY, text("de"), text("d4:data1:xe"), text("{}"))) {
            var refused = ask("sn.onion_request", List.of(hop));
            assertEquals("400", code(refused));
            assertTrue(
                    new String(refused.get(1).toArray(), StandardCharsets.UTF_8)
                            .startsWith("Invalid internal onion request: "),
                    refused::toString);
        }
        var farAway = bt(Map.of(
                "data", Bt.text("x"),
                "enc_type", Bt.text("aes-gcm"),
                "ephemeral_key", Bt.of(keys.x25519().publicKey().bytes()),
                "hop_no", Bt.of(16)));
        assertEquals(texts("400", "onion request max path length exceeded"), ask("sn.onion_request", List.of(farAway)));
    }

    /** As soon as the ledger throws it out it is a stranger, also on the connection that it has. */
    @Test
    void whoIsThrownOutMayAskNothingMore() {
        var node = nodes.info(0);
        var link = endpoint.link(node.host(), node.omqPort(), node.x25519());
        links.add(link);
        assertEquals(new OmqLink.Answer.Reply(texts("pong")), link.request("sn.ping", List.of(), PATIENCE));

        nodes.know(List.of(nodes.info(0), nodes.info(1), info(SwarmId.UNASSIGNED)));

        for (var command : List.of(
                "sn.ping", "sn.storage_cc", "sn.onion_request", "sn.data", "sn.data_ready", "sn.storage_test")) {
            assertEquals(
                    new OmqLink.Answer.Refused("FORBIDDEN_SN"),
                    link.request(command, texts("store", "de"), PATIENCE),
                    command);
        }
    }
}
