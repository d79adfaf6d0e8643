package hearth.service.rpc;

import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Wait;
import hearth.service.store.Arrivals;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import java.time.Clock;

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

    private Retrieved read(Retrieve request) {
        var limit = request.limit();
        return store.after(request.account(), request.namespace(), request.last(), limit.count(), limit.budget());
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
