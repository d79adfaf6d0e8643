package hearth.service.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.MonitorRequest;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.Subaccount;
import hearth.protocol.rpc.SubaccountToken;
import hearth.service.key.NodeKeys;
import hearth.service.registry.ListedNodes;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorsTest {

    private static final long NOW_MS = 1_700_000_000_000L;
    private static final AccountKeys ALICE = AccountKeys.fromSeed32(new byte[32]);
    private static final Account ACCOUNT = ALICE.id().account();
    private static final Namespace PROFILE = new Namespace(2);

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(NOW_MS));
    private final NodeKeys node = NodeKeys.fromSeed(Seeds.bytes(Seeds.random(1), 32));
    private final ListedNodes registry = new ListedNodes(List.of(info(node, 0)));
    private final Monitors monitors = new Monitors(new Membership(node.id(), registry), clock, 3);
    private final Listener listener = new Listener();

    private static NodeInfo info(NodeKeys keys, long swarm) {
        return new NodeInfo(keys.id(), keys.x25519().publicKey(), "127.0.0.1", 1, 0, new SwarmId(swarm));
    }

    private static final class Listener implements Monitors.Subscriber {

        final List<Bt.Dict> arrived = new ArrayList<>();
        final List<Bt.Dict> ended = new ArrayList<>();

        @Override
        public void arrived(Bytes notice) {
            arrived.add(dict(notice));
        }

        @Override
        public void ended(Bytes notice) {
            ended.add(dict(notice));
        }
    }

    private static Bt.Dict dict(Bytes bytes) {
        try {
            return BtCodec.decodeDict(bytes.toArray());
        } catch (FormatException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private Bt.Dict request(boolean withData, Namespace... namespaces) {
        var seconds = clock.millis() / 1_000;
        var signed = SignedStrings.monitor(ACCOUNT, seconds, withData, List.of(namespaces));
        var proof = Proof.ofPerson(ALICE.signing().publicKey(), ALICE.signing().sign(signed));
        return new MonitorRequest(ACCOUNT, List.of(namespaces), withData, seconds, proof).toBt();
    }

    private Bt.Dict subscribe(Bt.Dict request) {
        return dict(monitors.subscribe(listener, Bytes.wrap(BtCodec.encode(request))));
    }

    private static Bt.Dict success() {
        return Bt.dict(Map.of("success", Bt.of(1)));
    }

    private StoredMessage arrives(Namespace namespace, String text) {
        var data = text.getBytes(StandardCharsets.UTF_8);
        var message =
                new StoredMessage(MessageHash.of(ACCOUNT, namespace, data), NOW_MS, NOW_MS + 60_000, Bytes.wrap(data));
        monitors.arrived(ACCOUNT, namespace, message);
        return message;
    }

    @Test
    void aSubscriberIsToldOfMessagesInItsNamespaces() {
        assertEquals(success(), subscribe(request(false, Namespace.DIRECT)));

        var message = arrives(Namespace.DIRECT, "hello");
        arrives(PROFILE, "not subscribed");

        assertEquals(
                List.of(Bt.dict(Map.of(
                        "@", Bt.of(ACCOUNT.bytes()),
                        "h", Bt.text(message.hash().text()),
                        "n", Bt.of(0),
                        "t", Bt.of(NOW_MS),
                        "z", Bt.of(NOW_MS + 60_000)))),
                listener.arrived);
    }

    @Test
    void dataAreSentToThoseWhoWantThem() throws FormatException {
        subscribe(request(true, Namespace.DIRECT));

        arrives(Namespace.DIRECT, "hello");

        assertEquals("hello", listener.arrived.getFirst().string("~"));
    }

    @Test
    void renewingMergesNamespacesAndNeverTakesDataAway() throws FormatException {
        subscribe(request(true, Namespace.DIRECT));
        subscribe(request(false, PROFILE));

        arrives(Namespace.DIRECT, "one");
        arrives(PROFILE, "two");

        assertEquals(2, listener.arrived.size());
        assertEquals("two", listener.arrived.getLast().string("~"));
        assertEquals(1, monitors.subscriptions());
    }

    @Test
    void aSubscriptionEndsAfterSixtyFiveMinutesUnlessItIsRenewed() {
        subscribe(request(false, Namespace.DIRECT));

        clock.advance(Duration.ofMinutes(65).minusMillis(1));
        arrives(Namespace.DIRECT, "just in time");
        clock.advance(Duration.ofMillis(1));
        arrives(Namespace.DIRECT, "too late");
        assertEquals(1, listener.arrived.size());
        monitors.sweep();
        assertEquals(0, monitors.subscriptions());

        subscribe(request(false, Namespace.DIRECT));
        clock.advance(Duration.ofMinutes(60));
        subscribe(request(false, Namespace.DIRECT));
        clock.advance(Duration.ofMinutes(60));
        arrives(Namespace.DIRECT, "renewed");
        assertEquals(2, listener.arrived.size());
    }

    @Test
    void namespacesOfAnOldSubscriptionAreNotMergedIntoANewOne() {
        subscribe(request(false, PROFILE));
        clock.advance(MonitorRequest.LIFE);
        subscribe(request(false, Namespace.DIRECT));

        arrives(PROFILE, "of the old one");

        assertEquals(List.of(), listener.arrived);
    }

    @Test
    void aConnectionThatIsGoneIsToldNothing() {
        subscribe(request(false, Namespace.DIRECT));

        monitors.forget(listener);
        arrives(Namespace.DIRECT, "unheard");

        assertEquals(List.of(), listener.arrived);
        assertEquals(0, monitors.subscriptions());
    }

    @Test
    void severalSubscriptionsAreAnsweredInTheirOrder() throws FormatException {
        var bad = new HashMap<String, Bt>();
        bad.put("n", Bt.list(Bt.of(0)));

        var reply = BtCodec.decode(monitors.subscribe(
                        listener,
                        Bytes.wrap(BtCodec.encode(
                                Bt.list(request(false, Namespace.DIRECT), Bt.dict(bad), Bt.text("no dictionary")))))
                .toArray());

        var replies = ((Bt.List) reply).items();
        assertEquals(success(), replies.get(0));
        assertEquals(2, ((Bt.Dict) replies.get(1)).number("errcode"));
        assertEquals(1, ((Bt.Dict) replies.get(2)).number("errcode"));
    }

    @Test
    void whatIsWrongHasItsCode() throws FormatException {
        assertEquals(1, refused("x"));
        assertEquals(1, refused("i5e"));
        assertEquals(2, refused("de"));
        assertEquals(2, changed("P", Bt.of(new byte[31])));
        assertEquals(2, changed("p", Bt.of(ACCOUNT.bytes())));
        assertEquals(3, changed("n", Bt.list()));
        assertEquals(3, changed("n", Bt.list(Bt.of(2), Bt.of(2))));
        assertEquals(3, changed("n", Bt.list(Bt.of(2), Bt.of(0))));
        assertEquals(3, changed("n", Bt.list(Bt.of(32_768))));
        assertEquals(4, changed("t", Bt.of(5)));
        assertEquals(5, changed("s", Bt.of(new byte[64])));
        assertEquals(5, changed("d", Bt.of(1)));
        assertEquals(1, changed("T", Bt.of(new byte[36])));
        assertEquals(0, monitors.subscriptions());
    }

    private long refused(String body) throws FormatException {
        return dict(monitors.subscribe(listener, Bytes.of(body.getBytes(StandardCharsets.US_ASCII))))
                .number("errcode");
    }

    private long changed(String key, Bt value) throws FormatException {
        var dict = new HashMap<String, Bt>();
        request(false, Namespace.DIRECT).entries().forEach((name, each) -> dict.put(name.text(), each));
        dict.put(key, value);
        return subscribe(Bt.dict(dict)).number("errcode");
    }

    @Test
    void aSubaccountThatMayReadSubscribesToAGroup() throws FormatException {
        var group = Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(5), 32));
        var member = Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(6), 32));
        var account = Account.parse("03" + group.publicKey().hex());
        var seconds = clock.millis() / 1_000;
        var namespaces = List.of(new Namespace(11));
        var signature = Signature.of(member.sign(SignedStrings.monitor(account, seconds, false, namespaces)));
        for (var flags : new int[] {SubaccountToken.READ, SubaccountToken.WRITE}) {
            var token = SubaccountToken.of(3, flags, member.publicKey());
            var subaccount =
                    new Subaccount(token, Signature.of(group.sign(token.bytes().toArray())));
            var proof = new Proof(signature, Optional.empty(), Optional.of(subaccount));

            var reply = subscribe(new MonitorRequest(account, namespaces, false, seconds, proof).toBt());

            assertEquals(
                    flags == SubaccountToken.READ ? success() : Bt.of(5),
                    flags == SubaccountToken.READ
                            ? reply
                            : reply.find("errcode").orElseThrow());
        }
    }

    @Test
    void anotherSwarmIsNamedAndASubscriptionEndsWhenItsAccountMovesAway() throws FormatException {
        subscribe(request(false, Namespace.DIRECT));
        var elsewhere = NodeKeys.fromSeed(Seeds.bytes(Seeds.random(2), 32));
        registry.replace(List.of(info(elsewhere, 7)));

        monitors.sweep();
        arrives(Namespace.DIRECT, "unheard");

        var ended = listener.ended.getFirst();
        assertEquals(6, ended.number("errcode"));
        assertEquals("7", ended.string("swarm"));
        assertEquals(Bt.of(ACCOUNT.bytes()), ended.find("@").orElseThrow());
        assertEquals(List.of(), listener.arrived);
        assertEquals(6, subscribe(request(false, Namespace.DIRECT)).number("errcode"));
    }

    @Test
    void subscriptionsAreBoundedUntilOldOnesEnd() throws FormatException {
        var others = IntStream.range(0, 3).mapToObj(_ -> new Listener()).toList();
        var body = Bytes.wrap(BtCodec.encode(request(false, Namespace.DIRECT)));
        others.forEach(other -> monitors.subscribe(other, body));

        assertEquals(1, subscribe(request(false, Namespace.DIRECT)).number("errcode"));

        clock.advance(MonitorRequest.LIFE);
        assertEquals(success(), subscribe(request(false, Namespace.DIRECT)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Monitors(new Membership(NodeId.of(new byte[32]), registry), clock, 0));
    }
}
