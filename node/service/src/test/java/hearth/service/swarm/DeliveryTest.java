package hearth.service.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.store.InMemoryMessageStore;
import hearth.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of one debt, by what the member answers. */
class DeliveryTest {

    private static final long NOW_MS = 1_700_000_000_000L;
    private static final Account ALICE = new Account("05" + "a1".repeat(32));
    private static final NodeInfo MEMBER = new NodeInfo(
            new NodeId("77".repeat(32)), X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 1, new SwarmId(5));
    private static final PeerReply.Parts TAKEN = new PeerReply.Parts(List.of());

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(NOW_MS));
    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final InMemoryBacklog backlog = new InMemoryBacklog(10);
    private final List<String> sent = new ArrayList<>();
    private PeerReply ready = parts("OK");

    private static PeerReply.Parts parts(String... parts) {
        return new PeerReply.Parts(List.of(parts).stream()
                .map(part -> Bytes.wrap(part.getBytes(StandardCharsets.US_ASCII)))
                .toList());
    }

    /** Always answers the same to a request, and to messages. */
    private final class Answering implements PeerLink {

        private final PeerReply toRequests;
        private final PeerReply toMessages;

        Answering(PeerReply toRequests, PeerReply toMessages) {
            this.toRequests = toRequests;
            this.toMessages = toMessages;
        }

        @Override
        public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
            sent.add(method);
            return toRequests;
        }

        @Override
        public Optional<Supplier<PeerReply>> sendStorageCc(
                NodeInfo peer, String method, Bytes params, Duration timeout) {
            throw new AssertionError("Debts are paid one after the other");
        }

        @Override
        public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
            sent.add("data");
            return toMessages;
        }

        @Override
        public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
            throw new AssertionError("No onion request was expected");
        }

        @Override
        public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
            return ready;
        }

        @Override
        public PeerReply ping(NodeInfo peer, Duration timeout) {
            throw new AssertionError("No ping was expected");
        }

        @Override
        public void close() {}
    }

    private void owe() {
        var request = Store.direct(ALICE, NOW_MS, 3_600_000, "owed".getBytes(StandardCharsets.US_ASCII));
        var message = new StoredMessage(request.hash(), NOW_MS, request.expiryMs(), request.data());
        store.put(ALICE, request.namespace(), message);
        backlog.add(MEMBER.id(), ALICE, Store.METHOD, Bytes.wrap(BtCodec.encode(request.peerParams())), NOW_MS);
    }

    /** Returns how many requests are still owed. */
    private long deliver(PeerReply toRequests, PeerReply toMessages) {
        var delivery = new Delivery(store, backlog, new Answering(toRequests, toMessages), clock);
        delivery.deliver(MEMBER, Layout.of(List.of(MEMBER)), () -> false);
        return backlog.countMissed();
    }

    @Test
    void whatAMemberCannotKeepAtPresentIsOwedFurther() {
        for (var reply : List.of(
                new PeerReply.TimedOut(),
                parts("d6:failedi1e13:query_failurei1ee"),
                parts("500", "request failed"),
                parts("503", "Service node is not ready: shutting down"))) {
            backlog.forget(MEMBER.id());
            owe();

            assertEquals(1, deliver(reply, TAKEN), reply.toString());
        }
    }

    @Test
    void whatAMemberTookOrWillNeverTakeIsSettled() {
        for (var reply : List.of(parts("d4:hash1:xe"), parts("401", "store signature verification failed"))) {
            owe();

            assertEquals(0, deliver(reply, TAKEN), reply.toString());
        }
        assertEquals(List.of("store", "store"), sent);
    }

    @Test
    void whatTheClockOfAMemberRefusesGoesAsAMessage() {
        owe();

        assertEquals(0, deliver(parts("406", "Timestamp error: check your clock"), TAKEN));
        assertEquals(List.of("store", "data"), sent);
    }

    @Test
    void messagesAreNotSentToAMemberThatIsNotReady() {
        owe();
        clock.advance(Duration.ofMinutes(1));
        ready = parts("Cannot store");

        assertEquals(1, deliver(new PeerReply.TimedOut(), TAKEN));
        assertEquals(List.of(), sent);
    }

    @Test
    void anOldRequestGoesAsAMessageAtOnce() {
        owe();
        clock.advance(Duration.ofMinutes(1));

        assertEquals(1, deliver(new PeerReply.TimedOut(), parts("Cannot store")), "a full disk");
        assertEquals(0, deliver(new PeerReply.TimedOut(), TAKEN));
        assertEquals(List.of("data", "data"), sent);
    }
}
