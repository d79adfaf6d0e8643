package hearth.service.omq;

import static hearth.service.omq.TestNode.parts;
import static hearth.service.omq.TestNode.soon;
import static hearth.service.omq.TestNode.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.id.SwarmId;
import hearth.service.http.Transport;
import hearth.service.meter.NodeMeter;
import hearth.service.omq.OmqLink.Answer;
import hearth.service.registry.ListedNodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes and a stranger talk over loopback. */
class OmqLinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final SwarmId SWARM = new SwarmId(7);

    private final ListedNodes registry = new ListedNodes(List.of());
    private final List<TestNode> nodes = new ArrayList<>();

    private TestNode one;
    private TestNode other;

    @BeforeEach
    void start() throws IOException {
        one = node(1, OmqLimits.DEFAULT);
        other = node(2, OmqLimits.DEFAULT).listen(0);
        registry.replace(List.of(one.info(SWARM), other.info(SWARM)));
    }

    private TestNode node(int seed, OmqLimits limits) {
        var node = new TestNode(seed, registry, limits);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aNodeGetsTheReplyToItsRequest() {
        assertEquals(
                new Answer.Reply(parts("a", "", "b")),
                one.link(other).request("sn.echo", parts("a", "", "b"), PATIENCE));
    }

    @Test
    void theTransportOfTheJdkAloneDoesTheSame() throws IOException {
        var portable = new TestNode(3, registry, OmqLimits.DEFAULT, Transport.PORTABLE);
        nodes.add(portable);
        portable.listen(0);

        assertEquals(new Answer.Reply(parts("a")), one.link(portable).request("storage.echo", parts("a"), PATIENCE));
        assertEquals(new Answer.Reply(parts("a")), portable.link(other).request("storage.echo", parts("a"), PATIENCE));
    }

    @Test
    void aRequestIsSentWithoutWaitingOnceThereIsAConnection() {
        var link = one.link(other);

        var before = link.send("sn.echo", parts("a"), PATIENCE);
        link.request("sn.echo", parts("a"), PATIENCE);
        var first = link.send("sn.echo", parts("b"), PATIENCE).orElseThrow();
        var second = link.send("sn.echo", parts("c"), PATIENCE).orElseThrow();

        assertEquals(Optional.empty(), before);
        assertEquals(new Answer.Reply(parts("c")), second.get());
        assertEquals(new Answer.Reply(parts("b")), first.get());
    }

    @Test
    void aRequestThatWasSentWithoutWaitingIsWaitedForNoLongerThanAllowed() {
        var link = one.link(other);
        link.request("sn.echo", parts("a"), PATIENCE);

        var request =
                link.send("storage.hold", parts("a"), Duration.ofMillis(50)).orElseThrow();

        assertEquals(new Answer.TimedOut(), request.get());
    }

    @Test
    void partsOfAllLengthsArrive() {
        var link = one.link(other);
        for (var length : new int[] {0, 1, 221, 222, 223, 255, 256, 1_000, 70_000, 9_000_000}) {
            assertEquals(
                    new Answer.Reply(List.of(zeros(length))),
                    link.request("sn.echo", List.of(zeros(length)), PATIENCE));
        }
    }

    @Test
    void manyRequestsAtOnceGetTheirOwnReplies() {
        var link = one.link(other);
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<CompletableFuture<Answer>>();
            for (var i = 0; i < 500; i++) {
                var text = "request " + i;
                replies.add(
                        CompletableFuture.supplyAsync(() -> link.request("sn.echo", parts(text), PATIENCE), askers));
            }
            for (var i = 0; i < replies.size(); i++) {
                assertEquals(
                        new Answer.Reply(parts("request " + i)), replies.get(i).join());
            }
        }
        assertEquals(1, other.listener().connections());
    }

    @Test
    void aStrangerMayAskWhatEverybodyMayAskAndNothingElse() {
        var stranger = node(9, OmqLimits.DEFAULT);
        var link = stranger.link(other);

        assertEquals(new Answer.Reply(parts("a")), link.request("storage.echo", parts("a"), PATIENCE));
        assertEquals(new Answer.Refused("FORBIDDEN_SN"), link.request("sn.echo", parts("a"), PATIENCE));
        assertEquals(1, other.answered.get());
    }

    @Test
    void aNodeOfNoSwarmIsAStranger() {
        registry.replace(List.of(one.info(SwarmId.UNASSIGNED), other.info(SWARM)));

        assertEquals(new Answer.Refused("FORBIDDEN_SN"), one.link(other).request("sn.echo", parts("a"), PATIENCE));
    }

    @Test
    void whoLeavesTheRegistryIsAStrangerOnItsOldConnectionToo() {
        var link = one.link(other);
        assertInstanceOf(Answer.Reply.class, link.request("sn.echo", parts("a"), PATIENCE));

        registry.replace(List.of(other.info(SWARM)));

        assertEquals(new Answer.Refused("FORBIDDEN_SN"), link.request("sn.echo", parts("a"), PATIENCE));
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertEquals(new Answer.Refused("UNKNOWNCOMMAND"), one.link(other).request("sn.other", parts("a"), PATIENCE));
    }

    @Test
    void aBugInACommandIsAnAnswerWithoutDetails() {
        assertEquals(
                new Answer.Reply(parts("500", "request failed")),
                one.link(other).request("storage.fail", List.of(), PATIENCE));
    }

    @Test
    void whoListensWithAnotherKeyIsNotReached() {
        var wrongKey = one.endpoint.link(
                TestNode.HOST,
                other.port(),
                node(8, OmqLimits.DEFAULT).keys.x25519().publicKey());

        assertInstanceOf(Answer.Unreachable.class, wrongKey.request("storage.echo", List.of(), PATIENCE));
        assertEquals(0, other.answered.get());
    }

    @Test
    void aClosedPortIsUnreachableAtOnceAndIsFoundAgainWhenItOpens() throws IOException, InterruptedException {
        var port = other.port();
        other.stopListening();
        var link = one.endpoint.link(TestNode.HOST, port, other.keys.x25519().publicKey());
        for (var i = 0; i < 5; i++) {
            assertInstanceOf(Answer.Unreachable.class, link.request("sn.echo", parts("a"), PATIENCE));
        }

        other.listen(port);

        assertTrue(soon(() -> link.request("sn.echo", parts("a"), PATIENCE) instanceof Answer.Reply));
    }

    @Test
    void aNodeThatWasAwayIsDialledAgain() throws IOException, InterruptedException {
        var link = one.link(other);
        assertInstanceOf(Answer.Reply.class, link.request("sn.echo", parts("a"), PATIENCE));
        var port = other.port();
        other.stopListening();

        other.listen(port);

        assertTrue(soon(() -> link.request("sn.echo", parts("a"), PATIENCE) instanceof Answer.Reply));
    }

    @Test
    void aConnectionThatEndsTakesItsRequestsAlong() throws InterruptedException {
        var link = one.link(other);
        var asking = CompletableFuture.supplyAsync(() -> link.request("storage.hold", parts("a"), PATIENCE));
        assertTrue(soon(() -> other.answered.get() == 1));

        other.stopListening();

        assertEquals(new Answer.Unreachable("The other side hung up"), asking.join());
    }

    @Test
    void aClosedLinkTakesItsRequestsAlongAndAsksNothingMore() throws InterruptedException {
        var link = one.link(other);
        var asking = CompletableFuture.supplyAsync(() -> link.request("storage.hold", parts("a"), PATIENCE));
        assertTrue(soon(() -> other.answered.get() == 1));

        link.close();

        assertInstanceOf(Answer.Unreachable.class, asking.join());
        assertEquals(new Answer.Unreachable("Closed"), link.request("sn.echo", parts("a"), PATIENCE));
        assertTrue(soon(() -> other.listener().connections() == 0));
    }

    @Test
    void noReplyInTimeIsATimeOutAndALateOneHarmsNobody() {
        var link = one.link(other);

        assertEquals(new Answer.TimedOut(), link.request("storage.hold", parts("a"), Duration.ofMillis(100)));
        other.held.countDown();

        assertEquals(new Answer.Reply(parts("b")), link.request("sn.echo", parts("b"), PATIENCE));
    }

    @Test
    void aPortWhereNobodySpeaksIsATimeOut() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var link = one.endpoint.link(
                    TestNode.HOST, silent.getLocalPort(), other.keys.x25519().publicKey());

            assertEquals(new Answer.TimedOut(), link.request("sn.echo", parts("a"), Duration.ofMillis(200)));
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsGivenUp() throws IOException {
        var hasty = node(4, times(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1)));
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var link = hasty.endpoint.link(
                    TestNode.HOST, silent.getLocalPort(), other.keys.x25519().publicKey());

            assertEquals(new Answer.Unreachable("No handshake in time"), link.request("sn.echo", parts("a"), PATIENCE));
        }
    }

    private static OmqLimits times(Duration handshake, Duration silence, Duration idle) {
        return OmqLimits.DEFAULT.withTimes(handshake, silence.dividedBy(2), silence, idle);
    }

    @Test
    void heartbeatsKeepAQuietConnection() throws IOException, InterruptedException {
        var limits = times(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMinutes(1));
        var quiet = node(5, limits);
        var listening = node(6, limits).listen(0);
        var asking = CompletableFuture.supplyAsync(
                () -> quiet.link(listening).request("storage.hold", parts("a"), PATIENCE));
        assertTrue(soon(() -> listening.answered.get() == 1));

        Thread.sleep(1_200); // three times as long as a silence may last
        listening.held.countDown();

        assertEquals(new Answer.Reply(parts("a")), asking.join());
    }

    @Test
    void aConnectionWithoutRequestsIsGivenBack() throws IOException, InterruptedException {
        var brief = node(7, times(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));
        var link = brief.link(other);
        assertInstanceOf(Answer.Reply.class, link.request("storage.echo", parts("a"), PATIENCE));

        assertTrue(soon(() -> other.listener().connections() == 0));

        assertInstanceOf(Answer.Reply.class, link.request("storage.echo", parts("a"), PATIENCE));
    }

    @Test
    void moreRequestsThanOneMayHaveAtOnceAreTurnedAway() throws IOException, InterruptedException {
        var busy = node(10, OmqLimits.DEFAULT.withInFlight(1, 2)).listen(0);
        var link = one.link(busy);
        registry.replace(List.of(other.info(SWARM))); // now the asker is a stranger
        var held = new ArrayList<CompletableFuture<Answer>>();
        for (var i = 0; i < 2; i++) {
            held.add(CompletableFuture.supplyAsync(() -> link.request("storage.hold", parts("a"), PATIENCE)));
        }
        assertTrue(soon(() -> busy.answered.get() == 2));

        assertEquals(
                new Answer.Reply(parts("503", "Server busy, try again later")),
                link.request("storage.echo", parts("a"), PATIENCE));

        busy.held.countDown();
        held.forEach(asking -> assertEquals(new Answer.Reply(parts("a")), asking.join()));
        assertTrue(soon(() -> link.request("storage.echo", parts("a"), PATIENCE).equals(new Answer.Reply(parts("a")))));
    }

    @Test
    void aMessageOfTheLargestSizeArrivesAndALargerOneCostsItsConnection() throws IOException {
        var limits = OmqLimits.DEFAULT.withBytes(100_000, 1 << 20, 1 << 20);
        var small = node(11, limits).listen(0);
        var link = one.link(small);
        var largest = zeros(100_000);
        var room = zeros(OmqLimits.HEAD_BYTES - "storage.echo".length() - 8);

        assertEquals(
                new Answer.Reply(List.of(largest, room)),
                link.request("storage.echo", List.of(largest, room), PATIENCE));
        assertInstanceOf(Answer.Unreachable.class, link.request("storage.echo", List.of(zeros(100_001)), PATIENCE));
        assertInstanceOf(
                Answer.Unreachable.class,
                link.request("storage.echo", List.of(largest, zeros(room.length() + 1)), PATIENCE));
        assertEquals(1, small.answered.get());
    }

    @Test
    void moreThanMayWaitIsNotSent() {
        var limits = OmqLimits.DEFAULT.withBytes(100_000, 1 << 20, 100_000);
        var link = node(12, limits).link(other);

        assertEquals(
                new Answer.Unreachable("Too much waits to be sent"),
                link.request("storage.echo", List.of(zeros(100_000)), PATIENCE));
        assertInstanceOf(Answer.Reply.class, link.request("storage.echo", List.of(zeros(99_000)), PATIENCE));
    }

    @Test
    void aMessageOfMorePartsThanThereMayBeCostsItsConnection() {
        var link = one.link(other);
        var many = new ArrayList<Bytes>();
        for (var i = 0; i < OmqLimits.PARTS_MAX - 2; i++) {
            many.add(zeros(1));
        }
        assertEquals(new Answer.Reply(many), link.request("sn.echo", many, PATIENCE));

        many.add(zeros(1));

        assertInstanceOf(Answer.Unreachable.class, link.request("sn.echo", many, PATIENCE));
    }

    @Test
    void bytesOfMessagesAreCountedOnBothSides() throws Exception {
        var counted = new ConcurrentHashMap<String, Integer>();
        var meter = new NodeMeter() {
            @Override
            public void received(Port port, int bytes) {
                counted.merge(port + " in", bytes, Integer::sum);
            }

            @Override
            public void sent(Port port, int bytes) {
                counted.merge(port + " out", bytes, Integer::sum);
            }
        };
        try (var counting = new TestNode(13, registry, OmqLimits.DEFAULT, Transport.best(), meter).listen(0)) {
            one.link(counting).request("storage.echo", List.of(zeros(1_000)), PATIENCE);

            var in = "storage.echo".length() + Long.BYTES + 1_000;
            var out = "REPLY".length() + Long.BYTES + 1_000;
            assertTrue(soon(() -> counted.equals(Map.of("OMQ in", in, "OMQ out", out))), counted::toString);
        }
    }

    @Test
    void theEndOfAConnectionIsTold() throws InterruptedException {
        var link = one.link(other);
        link.request("storage.subscribe", List.of(), PATIENCE);
        var gone = new CompletableFuture<Void>();
        var caller = other.subscriber.orElseThrow();
        assertEquals(one.keys.id(), caller.node().orElseThrow().id());
        assertTrue(caller.address().isLoopbackAddress());
        caller.whenGone(() -> gone.complete(null));

        link.close();

        gone.join();
        var late = new CompletableFuture<Void>();
        caller.whenGone(() -> late.complete(null));
        assertTrue(late.isDone());
        assertEquals(false, caller.push("notify.message", parts("a")));
    }
}
