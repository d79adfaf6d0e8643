package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.service.omq.wire.CurveSession;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages that wait to be sent on one connection: put in by any thread, taken out by its event loop. */
final class Outbox {

    private final Queue<List<Bytes>> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;

    Outbox(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** False if too much is waiting already. */
    boolean add(List<Bytes> message) {
        var size = sizeOf(message);
        if (bytes.addAndGet(size) > bytesMax) {
            bytes.addAndGet(-size);
            return false;
        }
        messages.add(message);
        return true;
    }

    @Nullable
    List<Bytes> poll() {
        var message = messages.poll();
        if (message != null) {
            bytes.addAndGet(-sizeOf(message));
        }
        return message;
    }

    void clear() {
        while (poll() != null) {
            // each one leaves its place
        }
    }

    /** What a message needs on the wire, about. */
    static int sizeOf(List<Bytes> message) {
        var size = 0;
        for (var part : message) {
            size += part.length() + CurveSession.OVERHEAD_BYTES;
        }
        return size;
    }
}
