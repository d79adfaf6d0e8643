package hearth.service.omq;

import hearth.protocol.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The requests sent on one connection that wait for their reply, each under a number that is its tag. */
final class Requests {

    /** What became of one request. */
    sealed interface Outcome {

        record Reply(List<Bytes> parts) implements Outcome {}

        /** The other side does not want to; {@code code} is one of the words of network.md §1.9. */
        record Refused(String code) implements Outcome {}

        /** The connection ended; whether the other side did what it was asked is not known. */
        record HungUp() implements Outcome {}

        /** The request never left: the connection had ended already, or, if it is still {@code open}, too much waits on it. */
        record NotSent(boolean open) implements Outcome {}
    }

    /**
     * A request under way.
     *
     * @param outcome completed when there is one; abandon the request if it is not awaited any longer
     */
    record Waiting(long number, CompletableFuture<Outcome> outcome) {
        Bytes tag() {
            return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }
    }

    private final Map<Long, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean over;

    Waiting add() {
        var request = new Waiting(numbers.incrementAndGet(), new CompletableFuture<>());
        waiting.put(request.number(), request.outcome());
        if (over) {
            end();
        }
        return request;
    }

    void abandon(Waiting request) {
        waiting.remove(request.number());
    }

    /** What is waited for instead of a request that never left, whatever became of it meanwhile. */
    Waiting notSent(Waiting request, boolean open) {
        abandon(request);
        return new Waiting(request.number(), CompletableFuture.completedFuture(new Outcome.NotSent(open)));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** A reply to somebody who does not wait any more, or never did, is nothing. */
    void complete(Bytes tag, Outcome outcome) {
        if (tag.length() == Long.BYTES) {
            var request = waiting.remove(tag.buffer().getLong());
            if (request != null) {
                request.complete(outcome);
            }
        }
    }

    /** Nothing comes any more. */
    void end() {
        over = true;
        for (var number : List.copyOf(waiting.keySet())) {
            var request = waiting.remove(number);
            if (request != null) {
                request.complete(new Outcome.HungUp());
            }
        }
    }
}
