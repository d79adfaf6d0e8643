package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Namespace;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.MonitorRequest;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Store;
import hearth.service.omq.RawClient;
import hearth.service.omq.wire.CurveSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points 20 and 23 of network.md §10.5: subscriptions, and how much one address may ask. */
class LimitConformanceTest {

    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private static Path folder;

    private static Town town = Town.shared();

    @BeforeAll
    static void start() throws Exception {
        town = new Town(folder);
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    // ---- 20 ----

    /** Stored through another member than the one that tells. */
    private static Store stored(Person owner, Namespace namespace, String text) throws Exception {
        var store = owner.store(namespace, text, 2 * HOUR_MS);
        town.ask(Way.DIRECT, town.keeper(owner.account, 1), store).ok();
        return store;
    }

    /** A connection over which a node tells of new messages. */
    private static final class Subscriber implements AutoCloseable {

        private static final Bytes TAG = bytes("tag");

        private final RawClient client;
        private final CurveSession session;

        Subscriber(NodeInfo node) throws Exception {
            client = RawClient.connect(node.omqPort());
            session = client.open(node.x25519());
        }

        private static Bytes bytes(String text) {
            return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the answer. */
        Bt.Dict subscribe(Person owner, boolean withData, Namespace... namespaces) throws Exception {
            var seconds = Town.NOW_MS / 1_000;
            var all = List.of(namespaces);
            var proof = owner.proof(SignedStrings.monitor(owner.account, seconds, withData, all));
            var request = new MonitorRequest(owner.account, all, withData, seconds, proof);
            client.send(session, List.of(bytes("monitor.messages"), TAG, Bytes.wrap(BtCodec.encode(request.toBt()))));
            var answer = client.message(session);
            assertEquals(List.of(bytes("REPLY"), TAG), answer.subList(0, 2));
            return BtCodec.decodeDict(answer.getLast().toArray());
        }

        /** Returns what it is told of {@code store}, which is the next thing it is told. */
        Bt.Dict told(Store store) throws Exception {
            var message = client.message(session);
            assertEquals(bytes("notify.message"), message.getFirst());
            var notice = BtCodec.decodeDict(message.getLast().toArray());
            assertArrayEquals(store.account().bytes(), notice.bytes("@"));
            assertEquals(store.hash().text(), notice.string("h"));
            assertEquals(store.namespace().value(), notice.number("n"));
            assertEquals(store.timestampMs(), notice.number("t"));
            assertEquals(store.expiryMs(), notice.number("z"));
            return notice;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Test
    void point20ASubscriberIsToldOnceOfWhatIsNewForSixtyFiveMinutes() throws Exception {
        var alice = new Person();
        var profile = new Namespace(2);
        var success = Bt.dict(Map.of("success", Bt.of(1)));
        try (var subscriber = new Subscriber(town.keeper(alice.account, 0))) {
            assertEquals(success, subscriber.subscribe(alice, false, Namespace.DIRECT));
            var first = stored(alice, Namespace.DIRECT, "first");
            assertTrue(subscriber.told(first).find("~").isEmpty());

            stored(alice, Namespace.DIRECT, "first"); // the same again: nobody is told
            stored(alice, profile, "nobody asked for that");
            assertEquals(success, subscriber.subscribe(alice, true, profile));
            var second = subscriber.told(stored(alice, Namespace.DIRECT, "second")); // asked for before
            assertEquals("second", second.string("~"));
            subscriber.told(stored(alice, profile, "profile"));

            town.clock.advance(Duration.ofMinutes(65));
            stored(alice, Namespace.DIRECT, "after the end");
            assertEquals(success, subscriber.subscribe(alice, false, Namespace.DIRECT));
            subscriber.told(stored(alice, Namespace.DIRECT, "asked for again"));
        }
    }

    @Test
    void point20ANodeThatDoesNotKeepTheAccountSaysWhichSwarmDoes() throws Exception {
        var alice = new Person();
        try (var subscriber = new Subscriber(town.stranger(alice.account))) {
            var answer = subscriber.subscribe(alice, false, Namespace.DIRECT);

            assertEquals(6, answer.number("errcode"));
            assertEquals(town.swarm(alice.account).id().hex(), answer.string("swarm"));
        }
    }

    // ---- 23 ----

    @ParameterizedTest
    @EnumSource(names = {"DIRECT", "OMQ"})
    void point23OneAddressMayMakeSixHundredRequestsAtOnceAndAnyNumberThroughOnions(Way way) throws Exception {
        var node = town.node(way.ordinal());
        var begin = System.nanoTime();
        var allowed = 0;
        var answer = town.ask(way, node, new GetInfo());
        while (answer.status() == 200) {
            allowed++;
            answer = town.ask(way, node, new GetInfo());
        }

        answer.refused(429, way == Way.OMQ ? "Too many requests, try again later" : "Too Many Requests\n");
        assertTrue(allowed >= 600, allowed + " requests");
        assertTrue(allowed <= 601 + 300 * (System.nanoTime() - begin) / 1e9, allowed + " requests");
        for (var i = 0; i < 50; i++) {
            town.ask(Way.ONE_HOP, node, new GetInfo()).ok();
        }
    }
}
