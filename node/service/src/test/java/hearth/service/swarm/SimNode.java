package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.store.InMemoryMessageStore;
import hearth.service.store.MessageStore.Held;
import hearth.sqlite.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A node of a {@link SimNetwork}. Its store and its debts survive a crash, everything else does not. */
final class SimNode {

    /** The power goes in the middle of a call. */
    static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final long SIGNATURE_MS = 60_000;
    private static final long TOLERANCE_MS = 10_000;
    private static final List<Bytes> KEPT = List.of(text("de"));

    final NodeId id;
    private final SimNetwork network;
    Disk store = new Disk();
    final InMemoryBacklog backlog = new InMemoryBacklog(200);
    private final Link link = new Link();
    private SwarmKeeper keeper;
    boolean up = true;

    /** How far its clock is from the right time. */
    Duration clockOff = Duration.ZERO;

    /** Its own. */
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return network.clock.instant().plus(clockOff);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    /** A store that can be full. */
    static final class Disk extends InMemoryMessageStore {

        private boolean full;

        private void requireRoom() {
            if (full) {
                throw new StoreException(StoreException.Problem.FULL, "Full");
            }
        }

        @Override
        public synchronized Kept put(Account account, Namespace namespace, StoredMessage message) {
            requireRoom();
            return super.put(account, namespace, message);
        }

        @Override
        public synchronized List<Held> takeOver(List<Held> messages) {
            requireRoom();
            return super.takeOver(messages);
        }
    }

    SimNode(NodeId id, SimNetwork network) {
        this.id = id;
        this.network = network;
        keeper = keeper();
    }

    private SwarmKeeper keeper() {
        return new SwarmKeeper(id, network.registry, store, backlog, link, clock, network::nanoTime, task -> {
            try {
                task.run();
            } catch (CrashException powerCut) {
                up = false;
            }
        });
    }

    void fillDisk() {
        store.full = true;
    }

    void makeRoom() {
        if (store.full) {
            store.full = false;
            keeper.askAgain();
        }
    }

    void crash() {
        up = false;
    }

    void restart() {
        up = true;
        keeper = keeper();
    }

    /** Its disk is new and empty. */
    void loseDisk() {
        store = new Disk();
        restart();
    }

    void tick() {
        store.forgetExpired(clock.instant());
        if (up) {
            keeper.tick();
        }
    }

    boolean owesNothing() {
        return backlog.countMissed() == 0 && backlog.membersWithoutDump().isEmpty();
    }

    boolean has(MessageHash hash) {
        return store.find(hash).isPresent();
    }

    /** Does what a node does with a client's store. Returns whether it lived to acknowledge it. */
    boolean storeForClient(Held held, boolean signed, List<NodeId> members) {
        try {
            var params = params(held, signed);
            var kept = keep(held).equals(KEPT);
            for (var member : members) {
                if (!member.equals(id)) {
                    var reply = link.storageCc(network.info(member), "store", params, Duration.ofSeconds(5));
                    if (reply.equals(new PeerReply.Parts(KEPT))) {
                        kept = true;
                    } else {
                        keeper.missed(member, held.account(), "store", params);
                    }
                }
            }
            return kept && up;
        } catch (CrashException powerCut) {
            up = false;
            return false;
        }
    }

    private Bytes params(Held held, boolean signed) {
        var params = new HashMap<String, Bt>();
        params.put("pubkey", Bt.of(held.account().bytes()));
        params.put("timestamp", Bt.of(held.message().timestampMs()));
        params.put("expiry", Bt.of(held.message().expiryMs()));
        params.put("data", Bt.of(held.message().data().toArray()));
        params.put("namespace", Bt.of(held.namespace().value()));
        if (signed) {
            params.put("sig_timestamp", Bt.of(network.clock.millis()));
        }
        return Bytes.wrap(BtCodec.encode(Bt.dict(params)));
    }

    private List<Bytes> storageCc(Bytes bytes) {
        try {
            var params = BtCodec.decodeDict(bytes.toArray());
            var account = Account.of(params.bytes("pubkey"));
            if (!network.members(account).contains(id)) {
                return List.of(text("421"), text("{}"));
            }
            if (params.find("sig_timestamp").isPresent()
                    && Math.abs(clock.millis() - params.number("sig_timestamp")) > SIGNATURE_MS) {
                return List.of(text("406"), text("store signature timestamp too far from current time"));
            }
            var namespace = new Namespace((int) params.number("namespace"));
            var data = params.bytes("data");
            var message = new StoredMessage(
                    MessageHash.of(account, namespace, data),
                    params.number("timestamp"),
                    params.number("expiry"),
                    Bytes.wrap(data));
            if (message.timestampMs() > clock.millis() + TOLERANCE_MS
                    || message.expiryMs() < clock.millis() - TOLERANCE_MS) {
                return List.of(text("406"), text("Timestamp error: check your clock"));
            }
            return keep(new Held(account, namespace, message));
        } catch (FormatException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private List<Bytes> keep(Held held) {
        try {
            store.put(held.account(), held.namespace(), held.message());
            return KEPT;
        } catch (StoreException full) {
            return List.of(text("d6:failedi1e13:query_failurei1ee"));
        }
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Calls other nodes as the network allows at this moment. */
    private final class Link implements PeerLink {

        private interface Call {
            List<Bytes> answer(SimNode peer);
        }

        private PeerReply call(NodeInfo peer, Call call) {
            if (!up || network.chance(20_000)) {
                up = false;
                throw new CrashException();
            }
            var target = network.node(peer.id());
            if (target.isEmpty() || !target.get().up || network.isCut(id, peer.id())) {
                return network.chance(2) ? new PeerReply.TimedOut() : new PeerReply.Unreachable("Away");
            }
            var answer = call.answer(target.get());
            if (network.chance(100)) {
                return new PeerReply.TimedOut(); // it was done, but nobody knows
            }
            return new PeerReply.Parts(answer);
        }

        @Override
        public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
            return call(peer, target -> target.storageCc(params));
        }

        /** Whoever asks it goes another way then, which is simulated. */
        @Override
        public Optional<Supplier<PeerReply>> sendStorageCc(
                NodeInfo peer, String method, Bytes params, Duration timeout) {
            return Optional.empty();
        }

        @Override
        public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
            return call(peer, target -> target.keeper.data(network.info(id), batch));
        }

        @Override
        public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
            return call(peer, target -> target.keeper.dataReady(network.info(id), question));
        }

        @Override
        public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
            throw new AssertionError("No onions here");
        }

        @Override
        public PeerReply ping(NodeInfo peer, Duration timeout) {
            throw new AssertionError("No pings here");
        }

        @Override
        public void close() {}
    }
}
