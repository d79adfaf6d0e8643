package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.Account;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.GetSwarm;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.NodeStatus;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.RequestParser;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Wait;
import hearth.protocol.swarm.Swarm;
import hearth.service.registry.NodeListing;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Answers storage requests (network.md §3), however they came. Called on threads that may wait; many at once.
 */
public final class StorageService {

    private static final System.Logger LOG = System.getLogger(StorageService.class.getName());

    private final Membership membership;
    private final StoreWork storing;
    private final RetrieveWork retrieving;
    private final NodeListing listing;
    private final Clock clock;
    private final Executor workers;

    public StorageService(
            Membership membership,
            StoreWork storing,
            RetrieveWork retrieving,
            NodeListing listing,
            Clock clock,
            Executor workers) {
        this.membership = membership;
        this.storing = storing;
        this.retrieving = retrieving;
        this.listing = listing;
        this.clock = clock;
        this.workers = workers;
    }

    /** Answers a request of a client: {@code {"method":…,"params":{…}}}. */
    public RpcAnswer answer(byte[] json) {
        try {
            return switch (RequestParser.parse(json)) {
                case Batch batch -> together(batch);
                case StorageRequest.Single single -> one(single);
            };
        } catch (RequestException refused) {
            return RpcAnswer.of(refused);
        }
    }

    private RpcAnswer together(Batch batch) {
        var answers = batch.requests().stream()
                .map(request -> CompletableFuture.supplyAsync(() -> one(request), workers))
                .toList();
        var result = Json.object();
        var results = result.putArray("results");
        answers.forEach(answer -> results.add(answer.join().inBatch()));
        return RpcAnswer.ok(result);
    }

    /** Whatever happens, one request of a batch does not spoil the others. */
    private RpcAnswer one(StorageRequest.Single request) {
        try {
            return dispatch(request);
        } catch (RequestException refused) {
            return RpcAnswer.of(refused);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "A request of method " + request.method() + " failed", bug);
            return RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "request failed");
        }
    }

    private RpcAnswer dispatch(StorageRequest.Single request) throws RequestException {
        return switch (request) {
            case StorageRequest.ForAccount own when !membership.isOurs(own.account()) -> misdirected(own.account());
            case Store store -> {
                RequestChecks.check(store, clock.millis());
                yield storing.fromClient(store);
            }
            case Retrieve retrieve -> {
                RequestChecks.check(retrieve, clock.millis());
                yield retrieving.now(retrieve);
            }
            case Wait wait -> {
                RequestChecks.check(wait, clock.millis());
                yield retrieving.soon(wait);
            }
            case GetSwarm(var account) -> swarm(account);
            case GetInfo() -> RpcAnswer.ok(stamp().on(new NodeStatus(Version.REPORTED, clock.millis()).toJson()));
            case OxendRequest ledger -> ledger(ledger);
        };
    }

    private RpcAnswer misdirected(Account account) {
        var swarm = membership.swarmOf(account).orElse(Swarm.NONE);
        return RpcAnswer.json(Status.MISDIRECTED, stamp().on(swarm.toJson()));
    }

    private RpcAnswer swarm(Account account) {
        return membership
                .swarmOf(account)
                .map(swarm -> RpcAnswer.ok(stamp().on(swarm.toJson())))
                .orElseGet(() -> RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "No swarms known!"));
    }

    private RpcAnswer ledger(OxendRequest request) {
        return switch (request.endpoint()) {
            case OxendRequest.SERVICE_NODES -> {
                var result = Json.object();
                result.set("result", listing.answer(request.query()));
                yield RpcAnswer.ok(stamp().on(result));
            }
            case OxendRequest.NAMES -> RpcAnswer.text(Status.BAD_REQUEST, "Unknown oxend error"); // no ledger yet
            default ->
                RpcAnswer.text(Status.BAD_REQUEST, "Invalid oxend endpoint '" + shortened(request.endpoint()) + "'");
        };
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
    }

    /**
     * Does what another member of the swarm hands on ({@code sn.storage_cc}), after all the checks of a client's request.
     * Returns the parts of the reply: a bt dictionary, or status and text.
     */
    public List<Bytes> forwarded(String method, Bytes params) {
        try {
            var request = RequestParser.parseForwarded(method, params.toArray());
            if (!membership.isOurs(request.account())) {
                return parts(misdirected(request.account()));
            }
            return switch (request) {
                case Store store -> {
                    RequestChecks.check(store, clock.millis());
                    yield reply(storing.fromPeer(store));
                }
            };
        } catch (RequestException refused) {
            return parts(RpcAnswer.of(refused));
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "A forwarded request failed", bug);
            return parts(RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "request failed"));
        }
    }

    private static List<Bytes> reply(MemberReply reply) {
        return switch (reply) {
            case MemberReply.Kept kept -> List.of(Bytes.wrap(BtCodec.encode(kept.toBt())));
            case MemberReply.Refused(var status, var reason) -> parts(RpcAnswer.text(status, reason));
            case MemberReply.StoreFailed _, MemberReply.TimedOut _, MemberReply.Garbled _ ->
                parts(RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, Status.phrase(Status.INTERNAL_SERVER_ERROR)));
        };
    }

    private static List<Bytes> parts(RpcAnswer answer) {
        var code = Integer.toString(answer.status()).getBytes(StandardCharsets.US_ASCII);
        return List.of(Bytes.wrap(code), Bytes.wrap(answer.bytes()));
    }

    private Stamp stamp() {
        return Stamp.at(clock.millis());
    }
}
