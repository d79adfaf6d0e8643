package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Store;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.store.MessageStore;
import hearth.service.store.MessageStore.Held;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Hands a member the requests that it missed, in their order (network.md §3.5). A young one goes as it was. Members refuse one
 * whose signature is older than a minute, so that older messages go as those of a migration, as they are here now: what was
 * deleted or expired in the meantime is not handed over.
 */
final class Delivery {

    /** Members take signatures for a minute; some of it passes on the way. */
    private static final Duration YOUNG = Duration.ofSeconds(45);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DATA_TIMEOUT = Duration.ofSeconds(15);
    private static final int AT_ONCE = 200;

    private final MessageStore store;
    private final Backlog backlog;
    private final PeerLink peers;
    private final Clock clock;

    Delivery(MessageStore store, Backlog backlog, PeerLink peers, Clock clock) {
        this.store = store;
        this.backlog = backlog;
        this.peers = peers;
        this.clock = clock;
    }

    private enum Outcome {
        /** It is there, or will never be taken. */
        SETTLED,
        /** It should go as a message. */
        TOO_OLD,
        /** The member is away. */
        AWAY
    }

    /** Goes on until nothing is owed, the member does not answer, or {@code stopped}. */
    void deliver(NodeInfo member, Layout layout, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            var requests = backlog.missed(member.id(), AT_ONCE);
            if (requests.isEmpty() || !deliver(member, layout, requests)) {
                return;
            }
        }
    }

    /** Returns whether all were settled. */
    private boolean deliver(NodeInfo member, Layout layout, List<Backlog.Missed> requests) {
        var settled = new ArrayList<Backlog.Missed>();
        var old = new ArrayList<Backlog.Missed>();
        var messages = new ArrayList<Held>();
        var away = false;
        for (var request : requests) {
            if (!old.isEmpty() && !request.method().equals(Store.METHOD)) {
                break; // what comes after a message may be about it
            }
            var outcome = isMember(member, request.account(), layout) ? send(member, request) : Outcome.SETTLED;
            if (outcome == Outcome.AWAY) {
                away = true;
                break;
            }
            if (outcome == Outcome.TOO_OLD) {
                old.add(request);
                message(request).ifPresent(messages::add);
            } else {
                settled.add(request);
            }
            if (messages.stream().mapToLong(DataBatch::cost).sum() > Dumping.BATCH_BYTES) {
                break;
            }
        }
        if (messages.isEmpty() || takes(member, messages)) {
            settled.addAll(old);
        } else {
            away = true;
        }
        backlog.settled(settled);
        return !away;
    }

    private static boolean isMember(NodeInfo member, Account account, Layout layout) {
        return layout.swarmOf(account.bytes())
                .filter(swarm -> layout.members(swarm).contains(member.id()))
                .isPresent();
    }

    private Outcome send(NodeInfo member, Backlog.Missed request) {
        var isStore = request.method().equals(Store.METHOD);
        if (isStore && (clock.millis() - request.notedMs() > YOUNG.toMillis() || replacesOthers(request))) {
            return Outcome.TOO_OLD;
        }
        return switch (peers.storageCc(member, request.method(), request.params(), TIMEOUT)) {
            case PeerReply.Parts(var parts) when isStore && isTimeProblem(parts) -> Outcome.TOO_OLD;
            case PeerReply.Parts(var parts) when isTemporary(parts) || isFailure(parts) -> Outcome.AWAY;
            case PeerReply.Parts _ -> Outcome.SETTLED;
            case PeerReply.TimedOut _, PeerReply.Unreachable _ -> Outcome.AWAY;
        };
    }

    private static boolean isTimeProblem(List<Bytes> parts) {
        return parts.size() == 2 && isStatus(parts.getFirst(), Status.NOT_ACCEPTABLE);
    }

    /** The member's store failed, or it is not ready. */
    private static boolean isTemporary(List<Bytes> parts) {
        return parts.size() == 2
                && (isStatus(parts.getFirst(), Status.INTERNAL_SERVER_ERROR)
                        || isStatus(parts.getFirst(), Status.SERVICE_UNAVAILABLE));
    }

    /** The member's disk is full, or fails. */
    private static boolean isFailure(List<Bytes> parts) {
        try {
            return parts.size() == 1
                    && BtCodec.decodeDict(parts.getFirst().toArray())
                            .find("failed")
                            .isPresent();
        } catch (FormatException garbled) {
            return false;
        }
    }

    private static boolean isStatus(Bytes part, int status) {
        return new String(part.toArray(), StandardCharsets.US_ASCII).equals(Integer.toString(status));
    }

    private boolean takes(NodeInfo member, List<Held> messages) {
        return Dumping.isReady(peers, member) && isTaken(peers.data(member, DataBatch.encode(messages), DATA_TIMEOUT));
    }

    static boolean isTaken(PeerReply reply) {
        return reply instanceof PeerReply.Parts(var parts) && parts.isEmpty();
    }

    /** An old message must not drive a newer one out of a public outbox. */
    private static boolean replacesOthers(Backlog.Missed request) {
        try {
            return namespace(request).isPublicOutbox();
        } catch (FormatException impossible) {
            return false; // we wrote it
        }
    }

    private static Namespace namespace(Backlog.Missed request) throws FormatException {
        var params = BtCodec.decodeDict(request.params().toArray());
        return params.find("namespace").isPresent()
                ? new Namespace((int) params.number("namespace"))
                : Namespace.DIRECT;
    }

    private Optional<Held> message(Backlog.Missed request) {
        try {
            var data = BtCodec.decodeDict(request.params().toArray()).bytes("data");
            return store.find(MessageHash.of(request.account(), namespace(request), data));
        } catch (FormatException impossible) {
            return Optional.empty(); // we wrote it
        }
    }
}
