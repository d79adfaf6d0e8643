package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.rpc.GetActiveNodes;
import hearth.protocol.rpc.GetExpiries;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.GetSwarm;
import hearth.protocol.rpc.NodeStatus;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RequestChecks;
import hearth.protocol.rpc.RequestChecks.Origin;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.RequestParser;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RevokedSubaccounts;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Wait;
import hearth.protocol.swarm.Swarm;
import hearth.service.meter.NodeMeter;
import hearth.service.registry.NodeListing;
import hearth.sqlite.StoreException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Answers storage requests (network.md §3), however they came. Called on threads that may wait; many at once.
 */
public final class StorageService {

    private static final System.Logger LOG = System.getLogger(StorageService.class.getName());

    private final Membership membership;
    private final RequestChecks checks;
    private final LocalWork local;
    private final SwarmWork swarm;
    private final RetrieveWork retrieving;
    private final LedgerWork ledger;
    private final MetaWork meta;
    private final Clock clock;
    private final NodeMeter meter;

    public StorageService(
            Membership membership,
            RequestChecks checks,
            LocalWork local,
            SwarmWork swarm,
            RetrieveWork retrieving,
            NodeListing listing,
            Clock clock,
            Executor workers,
            NodeMeter meter) {
        this.meter = meter;
        this.membership = membership;
        this.checks = checks;
        this.local = local;
        this.swarm = swarm;
        this.retrieving = retrieving;
        this.clock = clock;
        ledger = new LedgerWork(membership.registry(), listing);
        meta = new MetaWork(this::answer, ledger::height, workers);
    }

    /** Answers a request of a client: {@code {"method":…,"params":{…}}}. */
    public RpcAnswer answer(byte[] json) {
        try {
            return answer(RequestParser.parse(json));
        } catch (RequestException refused) {
            return unreadable(refused);
        }
    }

    /**
     * Answers a request of a client whose parameters, JSON or bt, came apart from its method ({@code storage.*} of OMQ). Returns the
     * parts of the answer, which speak the language of the request.
     */
    public List<Bytes> answer(String method, Bytes params) {
        var bytes = params.toArray();
        var bt = bytes.length > 0 && bytes[0] == 'd';
        try {
            return answer(RequestParser.parse(method, bytes)).parts(bt);
        } catch (RequestException refused) {
            return unreadable(refused).parts(bt);
        }
    }

    private RpcAnswer unreadable(RequestException refused) {
        var answer = RpcAnswer.of(refused);
        meter.answered(NodeMeter.UNKNOWN, answer.status(), 0);
        return answer;
    }

    private RpcAnswer answer(StorageRequest request) {
        var from = System.nanoTime();
        var answer = tried(request);
        meter.answered(request.method(), answer.status(), System.nanoTime() - from);
        return answer;
    }

    /** Whatever happens, one request of a batch does not spoil the others. */
    private RpcAnswer tried(StorageRequest request) {
        try {
            return switch (request) {
                case StorageRequest.Meta several -> meta.answer(several);
                case StorageRequest.Single single -> one(single);
            };
        } catch (RequestException refused) {
            return RpcAnswer.of(refused);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "A request of method " + request.method() + " failed", bug);
            return RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "request failed");
        }
    }

    private RpcAnswer one(StorageRequest.Single request) throws RequestException {
        if (request instanceof StorageRequest.ForAccount own) {
            if (!membership.isOurs(own.account())) {
                return misdirected(own.account());
            }
            check(own, Origin.CLIENT);
        }
        return switch (request) {
            case StorageRequest.Recursive recursive -> swarm.everywhere(recursive);
            case Retrieve retrieve -> retrieving.now(retrieve);
            case Wait wait -> retrieving.soon(wait);
            case GetExpiries get -> retrieving.expiries(get);
            case RevokedSubaccounts list -> retrieving.revoked(list);
            case GetSwarm(var account) -> swarmOf(account);
            case GetInfo() -> RpcAnswer.ok(stamp().on(new NodeStatus(Version.REPORTED, clock.millis()).toJson()));
            case GetActiveNodes() -> ledger.activeNodes();
            case OxendRequest question -> ledger.answer(question, stamp());
        };
    }

    /** Whether a subaccount was revoked stands in the store, which may fail. */
    private void check(StorageRequest.ForAccount request, Origin origin) throws RequestException {
        try {
            checks.check(request, clock.millis(), origin);
        } catch (StoreException failure) {
            throw new RequestException(Status.INTERNAL_SERVER_ERROR, "request failed");
        }
    }

    private RpcAnswer misdirected(Account account) {
        var right = membership.swarmOf(account).orElse(Swarm.NONE);
        return RpcAnswer.json(Status.MISDIRECTED, stamp().on(right.toJson()));
    }

    private RpcAnswer swarmOf(Account account) {
        return membership
                .swarmOf(account)
                .map(found -> RpcAnswer.ok(stamp().on(found.toJson())))
                .orElseGet(() -> RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "No swarms known!"));
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
            check(request, Origin.PEER);
            return local.apply(request).toPeer();
        } catch (RequestException refused) {
            return parts(RpcAnswer.of(refused));
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "A forwarded request failed", bug);
            return parts(RpcAnswer.text(Status.INTERNAL_SERVER_ERROR, "request failed"));
        }
    }

    private static List<Bytes> parts(RpcAnswer answer) {
        var code = Integer.toString(answer.status()).getBytes(StandardCharsets.US_ASCII);
        return List.of(Bytes.wrap(code), Bytes.wrap(answer.bytes()));
    }

    private Stamp stamp() {
        return Stamp.at(clock.millis());
    }
}
