package hearth.web;

import hearth.web.trust.Ports;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The ports of a server that is just starting: a request that is faster than its start waits for them. */
final class PortsOnceOpen implements Supplier<Ports> {

    private final CompletableFuture<Ports> ports = new CompletableFuture<>();

    void open(Ports opened) {
        ports.complete(opened);
    }

    @Override
    public Ports get() {
        return ports.join();
    }
}
