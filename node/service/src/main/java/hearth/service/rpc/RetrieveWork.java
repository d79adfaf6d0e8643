package hearth.service.rpc;

import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.MessageHash;
import hearth.protocol.rpc.GetExpiries;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RevokedSubaccounts;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Wait;
import hearth.service.store.Arrivals;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;

/** Reads messages, at once or when the first one comes (network.md §3.6.2). The requests given to it passed all checks. */
public final class RetrieveWork {

    private final MessageStore store;
    private final Arrivals arrivals;
    private final Clock clock;
    private final StoreWatcher watcher;

    public RetrieveWork(MessageStore store, Arrivals arrivals, Clock clock, StoreWatcher watcher) {
        this.store = store;
        this.arrivals = arrivals;
        this.clock = clock;
        this.watcher = watcher;
    }

    RpcAnswer now(Retrieve request) {
        try {
            return ok(read(request));
        } catch (StoreException failure) {
            return failed(request, failure);
        }
    }

    /** Answers at once if there is something, or if too many wait already. */
    RpcAnswer soon(Wait request) {
        var retrieve = request.retrieve();
        var watch = arrivals.watch(retrieve.account(), retrieve.namespace());
        if (watch.isEmpty()) {
            return now(retrieve);
        }
        try (var waiting = watch.get()) {
            var found = read(retrieve);
            if (found.messages().isEmpty() && waiting.await(request.atMost())) {
                found = read(retrieve);
            }
            return ok(found);
        } catch (StoreException failure) {
            return failed(retrieve, failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return RpcAnswer.text(Status.SERVICE_UNAVAILABLE, "Service node is not ready: shutting down\n");
        }
    }

    /** Whatever is no hash is not there. The answer has no stamp, as in every node. */
    RpcAnswer expiries(GetExpiries request) {
        var hashes = new ArrayList<MessageHash>();
        for (var text : request.messages()) {
            hash(text).ifPresent(hashes::add);
        }
        try {
            var result = Json.object();
            var expiries = result.putObject("expiries");
            store.expiries(request.account(), hashes).forEach((hash, expiry) -> expiries.put(hash.text(), expiry));
            return RpcAnswer.ok(result);
        } catch (StoreException failure) {
            watcher.storeFailed(failure);
            return RpcAnswer.text(
                    Status.INTERNAL_SERVER_ERROR,
                    "Internal Server Error. Could not retrieve expiries for " + request.account());
        }
    }

    private static Optional<MessageHash> hash(String text) {
        try {
            return Optional.of(MessageHash.parse(text));
        } catch (FormatException none) {
            return Optional.empty();
        }
    }

    RpcAnswer revoked(RevokedSubaccounts request) {
        try {
            var result = Json.object();
            var tokens = result.putArray(RevokedSubaccounts.METHOD);
            store.revocations()
                    .revoked(request.account())
                    .forEach(token -> tokens.add(token.bytes().base64()));
            return RpcAnswer.ok(Stamp.at(clock.millis()).on(result));
        } catch (StoreException failure) {
            watcher.storeFailed(failure);
            return RpcAnswer.text(
                    Status.INTERNAL_SERVER_ERROR,
                    "Internal Server Error. Could not retrieve revoked subaccounts for " + request.account());
        }
    }

    /** What expired is not given, although the store may have it for a moment longer. */
    private Retrieved read(Retrieve request) {
        var limit = request.limit();
        var last = request.last();
        var now = clock.millis();
        while (true) {
            var found = store.after(request.account(), request.namespace(), last, limit.count(), limit.budget());
            var fresh = found.messages().stream()
                    .filter(message -> message.expiryMs() > now)
                    .toList();
            if (!fresh.isEmpty() || !found.more()) {
                return new Retrieved(fresh, found.more());
            }
            last = Optional.of(found.messages().getLast().hash()); // a page without any would stop a client
        }
    }

    private RpcAnswer ok(Retrieved found) {
        return RpcAnswer.ok(Stamp.at(clock.millis()).on(found.toJson()));
    }

    private RpcAnswer failed(Retrieve request, StoreException failure) {
        watcher.storeFailed(failure);
        return RpcAnswer.text(
                Status.INTERNAL_SERVER_ERROR,
                "Internal Server Error. Could not retrieve messages for " + request.account());
    }
}
