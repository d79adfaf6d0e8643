package hearth.service.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RequestParser;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.key.NodeKeys;
import hearth.service.meter.NodeMeter;
import hearth.service.peer.PeerReply;
import hearth.service.registry.ListedNodes;
import hearth.service.registry.NodeListing;
import hearth.service.store.Arrivals;
import hearth.service.store.InMemoryMessageStore;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One node among two others that answer whatever a test says. */
class SwarmWorkTest {

    private static final long NOW_MS = 1_700_000_000_000L;
    private static final Account ALICE = new Account("05" + "a1".repeat(32));

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(NOW_MS));
    private final NodeKeys own = keys(1);
    private final NodeKeys one = keys(2);
    private final NodeKeys two = keys(3);
    private final MessageStore store = new InMemoryMessageStore();
    private final List<String> missed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private static NodeKeys keys(int seed) {
        return NodeKeys.fromSeed(Seeds.bytes(Seeds.random(seed), 32));
    }

    private static NodeInfo info(NodeKeys keys) {
        return new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, 0, new SwarmId(0));
    }

    /** The node, with {@code peers} as what the others answer. */
    private StorageService node(MessageStore held, BiFunction<NodeId, Bytes, PeerReply> peers) {
        var registry = new ListedNodes(List.of(info(own), info(one), info(two)));
        var membership = new Membership(own.id(), registry);
        var watcher = new StoreWatcher() {
            @Override
            public void storeFailed(StoreException failure) {
                failures.add(failure.problem().name());
            }

            @Override
            public void storeWorked() {}
        };
        var arrivals = new Arrivals(1);
        var local = new LocalWork(own, held, arrivals, new Monitors(membership, clock, 1), clock, watcher);
        var link = new ScriptedLink(
                (peer, params) -> peers.apply(peer.id(), params),
                peer -> peer.id().equals(one.id()));
        return new StorageService(
                membership,
                new RequestChecks(held.revocations()),
                local,
                new SwarmWork(
                        membership,
                        local,
                        link,
                        Duration.ofSeconds(1),
                        (member, account, method, _) -> missed.add(member + " " + account + ' ' + method),
                        clock,
                        Runnable::run),
                new RetrieveWork(held, arrivals, clock, watcher),
                new NodeListing(registry, Seeds.random(1), _ -> Optional.empty()),
                clock,
                Runnable::run,
                NodeMeter.NONE);
    }

    private static Store message() {
        return Store.direct(ALICE, NOW_MS, 60_000, "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode tree(RpcAnswer answer) {
        return ((RpcAnswer.Body.Tree) answer.body()).tree();
    }

    private PeerReply kept(NodeKeys member) {
        var hash = message().hash();
        var signature = Signature.of(member.signing().sign(SignedStrings.stored(hash)));
        return new PeerReply.Parts(new MemberReply.Kept(hash, NOW_MS + 60_000, true, signature).toPeer());
    }

    @Test
    void everyMemberHasItsElementWhateverBecameOfIt() {
        var node = node(store, (peer, _) -> peer.equals(one.id()) ? kept(one) : new PeerReply.Parts(List.of()));

        var answer = node.answer(message().toJson());

        var swarm = tree(answer).path("swarm");
        assertEquals(200, answer.status());
        assertEquals(3, swarm.size());
        assertTrue(swarm.path(own.id().hex()).has("signature"));
        assertEquals(NOW_MS, swarm.path(own.id().hex()).path("t").longValue());
        assertTrue(swarm.path(one.id().hex()).path("already").booleanValue());
        assertEquals(
                "{\"failed\":true,\"bad_peer_response\":true}",
                swarm.path(two.id().hex()).toString());
        assertEquals(List.of(), missed);
    }

    @Test
    void whoDidNotAnswerIsNotedSoThatItGetsTheRequestLater() {
        var node = node(
                store,
                (peer, _) -> peer.equals(one.id()) ? new PeerReply.TimedOut() : new PeerReply.Unreachable("refused"));

        var swarm = tree(node.answer(message().toJson())).path("swarm");

        for (var away : List.of(one, two)) {
            assertEquals(
                    "{\"failed\":true,\"timeout\":true}",
                    swarm.path(away.id().hex()).toString());
            assertTrue(missed.contains(away.id() + " " + ALICE + " store"));
        }
    }

    @Test
    void aRefusalOfAMemberIsPassedOnWithItsCodeAsText() {
        var refusal = new PeerReply.Parts(List.of(
                Bytes.of("406".getBytes(StandardCharsets.US_ASCII)),
                Bytes.of("Timestamp error: check your clock".getBytes(StandardCharsets.US_ASCII))));

        var swarm =
                tree(node(store, (_, _) -> refusal).answer(message().toJson())).path("swarm");

        assertEquals(
                "{\"failed\":true,\"code\":\"406\",\"reason\":\"Timestamp error: check your clock\"}",
                swarm.path(one.id().hex()).toString());
    }

    private static PeerReply refusal(String code) {
        return new PeerReply.Parts(List.of(
                Bytes.of(code.getBytes(StandardCharsets.US_ASCII)),
                Bytes.of("no".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void whoseDiskIsFullOrWhoseClockIsWrongGetsTheRequestLater() {
        var full = new PeerReply.Parts(new MemberReply.StoreFailed().toPeer());
        for (var reply : List.of(full, refusal("406"), refusal("500"), refusal("503"))) {
            missed.clear();

            node(store, (_, _) -> reply).answer(message().toJson());

            assertEquals(2, missed.size(), reply.toString());
        }
        missed.clear();
        node(store, (_, _) -> refusal("401")).answer(message().toJson());
        assertEquals(List.of(), missed);
    }

    @Test
    void aStoreThatFailsIsAFailureOfOneMemberAndOfAllIsAnError() {
        var broken = new FailingStore();

        var some = node(broken, (peer, _) -> kept(peer.equals(one.id()) ? one : two))
                .answer(message().toJson());
        var none = node(broken, (_, _) -> new PeerReply.TimedOut())
                .answer(message().toJson());

        assertEquals(200, some.status());
        assertEquals(500, none.status());
        for (var answer : List.of(some, none)) {
            var mine = tree(answer).path("swarm").path(own.id().hex());
            assertTrue(mine.path("failed").booleanValue());
            assertTrue(mine.path("query_failure").booleanValue());
        }
        assertEquals(List.of("FULL", "FULL"), failures);
    }

    @Test
    void whatAMemberHandsOnIsDoneHereOnly() throws Exception {
        var asked = new ArrayList<NodeId>();
        var node = node(store, (peer, _) -> {
            asked.add(peer);
            return new PeerReply.TimedOut();
        });

        var parts = node.forwarded("store", Bytes.wrap(BtCodec.encode(message().peerParams())));

        var reply = (MemberReply.Kept) MemberReply.fromPeer(message(), parts);
        assertEquals(message().hash(), reply.hash());
        assertTrue(reply.isSignedBy(own.id()));
        assertEquals(List.of(), asked);
        assertEquals(1, store.count());
    }

    @Test
    void whatIsWrongWithAForwardedRequestIsSaidInTwoParts() {
        var node = node(store, (_, _) -> new PeerReply.TimedOut());

        assertEquals(
                List.of("400", "invalid request: received invalid forwarded non-forwardable request"),
                texts(node.forwarded("info", Bytes.EMPTY)));
        assertEquals(List.of("400", "no method fly"), texts(node.forwarded("fly", Bytes.EMPTY)));
        assertEquals(
                List.of("400", "invalid request: Required field 'pubkey' or 'pubKey' missing"),
                texts(node.forwarded("store", Bytes.wrap(BtCodec.encode(Bt.dict(Map.of()))))));
        var late = Store.direct(ALICE, NOW_MS + 60_000, 60_000, new byte[1]);
        assertEquals(
                List.of("406", "Timestamp error: check your clock"),
                texts(node.forwarded("store", Bytes.wrap(BtCodec.encode(late.peerParams())))));
    }

    private static List<String> texts(List<Bytes> parts) {
        return parts.stream()
                .map(part -> new String(part.toArray(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aRequestOverOmqHasItsParametersApartAndItsAnswerInTheSameLanguage() throws Exception {
        var node = node(store, (_, _) -> new PeerReply.TimedOut());
        var bt = BtCodec.encode(message().peerParams());

        var asBt = node.answer("store", Bytes.wrap(bt));
        var asJson = node.answer("info", Bytes.EMPTY);
        var refused = node.answer("fly", Bytes.EMPTY);
        var neither = node.answer("info", Bytes.of(new byte[] {'['}));

        var dict = BtCodec.decodeDict(asBt.getFirst().toArray());
        assertEquals(1, asBt.size());
        assertEquals(64, dict.dict("swarm").dict(own.id().hex()).bytes("signature").length);
        assertEquals(
                NOW_MS,
                Json.parse(asJson.getFirst().toArray()).path("timestamp").longValue());
        assertEquals(List.of("400", "no method fly"), texts(refused));
        assertEquals(List.of("400", "invalid body: expected json or bt_dict"), texts(neither));
        assertEquals("info", RequestParser.parse(new GetInfo().toJson()).method());
    }

    /** Its disk is full. */
    private static final class FailingStore extends InMemoryMessageStore {
        @Override
        public synchronized Kept put(Account account, Namespace namespace, StoredMessage message) {
            throw new StoreException(StoreException.Problem.FULL, "No room");
        }
    }
}
