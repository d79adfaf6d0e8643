package hearth.appliance.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The parts of something that runs. They are begun in order, some of them side by side, and closed in reverse order;
 * {@link #close} may come at any time, even while parts still start, and lets no further one begin.
 */
public final class Parts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Parts.class.getName());
    /** How long {@link #close} waits for a part that is still starting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One part, perhaps still starting. */
    public static final class Part<T extends AutoCloseable> {

        private final String name;
        private final FutureTask<T> task;

        private Part(String name, Callable<T> start) {
            this.name = name;
            this.task = new FutureTask<>(start);
        }

        /** The part once it has started. Throws what its start threw. */
        public T get() throws Exception {
            try {
                return task.get();
            } catch (ExecutionException failure) {
                switch (failure.getCause()) {
                    case Exception cause -> throw cause;
                    case Error cause -> throw cause;
                    case null, default -> throw failure;
                }
            }
        }
    }

    private final List<Part<?>> begun = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this

    /** Begins to start a part on a thread of its own. Throws when everything is being closed already. */
    public <T extends AutoCloseable> Part<T> begin(String name, Callable<T> start) throws StoppingException {
        var part = register(name, start);
        Thread.ofVirtual().name("start-" + name).start(part.task);
        return part;
    }

    /** Starts a part here and now. */
    public <T extends AutoCloseable> T start(String name, Callable<T> start) throws Exception {
        var part = register(name, start);
        part.task.run();
        return part.get();
    }

    private synchronized <T extends AutoCloseable> Part<T> register(String name, Callable<T> start)
            throws StoppingException {
        if (closed) {
            throw new StoppingException();
        }
        var part = new Part<>(name, start);
        begun.add(part);
        return part;
    }

    /** Closes all parts in reverse order. One that fails to close does not keep the others. Closing twice does nothing. */
    @Override
    public void close() {
        for (var part : takeAll().reversed()) {
            close(part);
        }
    }

    private synchronized List<Part<?>> takeAll() {
        closed = true;
        var all = List.copyOf(begun);
        begun.clear();
        return all;
    }

    private static void close(Part<?> part) {
        try {
            part.task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (ExecutionException | CancellationException _) {
            LOG.log(System.Logger.Level.DEBUG, "{0} had not started", part.name);
        } catch (TimeoutException _) {
            LOG.log(System.Logger.Level.WARNING, "{0} was still starting and is left behind", part.name);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.log(System.Logger.Level.WARNING, part.name + " did not stop cleanly", failure);
        }
    }
}
