package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Namespace;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.MonitorRequest;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static String subscribe(NodeInfo node, Person owner, boolean withData, Namespace... namespaces)
            throws Exception {
        var seconds = Town.NOW_MS / 1_000;
        var all = List.of(namespaces);
        var proof = owner.proof(SignedStrings.monitor(owner.account, seconds, withData, all));
        var request = new MonitorRequest(owner.account, all, withData, seconds, proof);
        return new String(town.subscribe(node, BtCodec.encode(request.toBt())), StandardCharsets.ISO_8859_1);
    }

    /** Stored through another member than the one that tells. */
    private static Store stored(Person owner, Namespace namespace, String text) throws Exception {
        var store = owner.store(namespace, text, 2 * HOUR_MS);
        town.ask(Way.DIRECT, town.keeper(owner.account, 1), store).ok();
        return store;
    }

    private static Bt.Dict told(Store store) throws Exception {
        var notice = BtCodec.decodeDict(town.notice());
        assertArrayEquals(store.account().bytes(), notice.bytes("@"));
        assertEquals(store.hash().text(), notice.string("h"));
        assertEquals(store.namespace().value(), notice.number("n"));
        assertEquals(store.timestampMs(), notice.number("t"));
        assertEquals(store.expiryMs(), notice.number("z"));
        return notice;
    }

    @Test
    void point20ASubscriberIsToldOnceOfWhatIsNewForSixtyFiveMinutes() throws Exception {
        var alice = new Person();
        var node = town.keeper(alice.account, 0);
        var profile = new Namespace(2);
        var success = "d7:successi1ee";

        assertTrue(
                subscribe(town.stranger(alice.account), alice, false, profile).contains("7:errcodei6e"));
        assertEquals(success, subscribe(node, alice, false, Namespace.DIRECT));
        var first = stored(alice, Namespace.DIRECT, "first");
        assertTrue(told(first).find("~").isEmpty());

        stored(alice, Namespace.DIRECT, "first"); // the same again: nobody is told
        stored(alice, profile, "nobody asked for that");
        assertEquals(success, subscribe(node, alice, true, profile));
        var second = told(stored(alice, Namespace.DIRECT, "second")); // asked for before
        assertEquals("second", second.string("~"));
        told(stored(alice, profile, "profile"));

        town.clock.advance(Duration.ofMinutes(65));
        stored(alice, Namespace.DIRECT, "after the end");
        assertEquals(success, subscribe(node, alice, false, Namespace.DIRECT));
        told(stored(alice, Namespace.DIRECT, "asked for again"));
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
