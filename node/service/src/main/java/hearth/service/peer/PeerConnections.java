package hearth.service.peer;

import hearth.service.http.ClientConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Connections to one peer: a bounded number, the one used last first, so that those not needed grow old and close. */
final class PeerConnections {

    /** Opens a connection. */
    interface Opener {
        ClientConnection open(Duration timeout) throws IOException;
    }

    private final Opener opener;
    private final Semaphore slots;
    private final Deque<ClientConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    PeerConnections(Opener opener, int connectionsMax) {
        this.opener = opener;
        slots = new Semaphore(connectionsMax);
    }

    /** A connection for one request, to be given back whatever happens. Waits when too many are in use. */
    ClientConnection take(Duration timeout) throws IOException {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!slots.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("Too many requests to this node at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for a connection");
        }
        try {
            for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
                if (kept.isOpen()) {
                    return kept;
                }
            }
            var fresh = opener.open(Duration.ofNanos(deadline - System.nanoTime()));
            fresh.whenClosed(() -> idle.remove(fresh));
            return fresh;
        } catch (IOException | RuntimeException failure) {
            slots.release();
            throw failure;
        }
    }

    void giveBack(ClientConnection connection) {
        if (connection.isOpen() && !closed) {
            idle.addFirst(connection);
        }
        slots.release();
        if (closed || !connection.isOpen()) {
            connection.close();
            idle.remove(connection);
        }
    }

    /** Closes the idle ones; those in use close when they are given back. */
    void close() {
        closed = true;
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }
}
