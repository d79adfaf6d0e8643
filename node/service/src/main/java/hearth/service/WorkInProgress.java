package hearth.service;

import hearth.protocol.Bytes;
import hearth.service.http.HttpAnswer;
import hearth.service.http.HttpCall;
import hearth.service.http.HttpHandler;
import hearth.service.meter.NodeMeter;
import hearth.service.omq.Access;
import hearth.service.omq.OmqCall;
import hearth.service.omq.OmqCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the requests being answered, so that what they use is closed after them. */
final class WorkInProgress implements HttpHandler, OmqCommands, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpHandler handler;
    private final OmqCommands commands;
    private final NodeMeter meter;
    private final Semaphore idle = new Semaphore(Integer.MAX_VALUE);

    WorkInProgress(HttpHandler handler, OmqCommands commands, NodeMeter meter) {
        this.handler = handler;
        this.commands = commands;
        this.meter = meter;
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        if (!idle.tryAcquire()) {
            return HttpAnswer.text(503, "Service node is not ready: shutting down\n");
        }
        try {
            var answer = handler.answer(call);
            meter.received(NodeMeter.Port.HTTPS, call.body().length());
            meter.sent(NodeMeter.Port.HTTPS, answer.body().length());
            return answer;
        } finally {
            idle.release();
        }
    }

    @Override
    public Optional<Access> access(String command) {
        return commands.access(command);
    }

    /** No reply at all while the node stops: who asked finds the connection cut. */
    @Override
    public Optional<List<Bytes>> answer(OmqCall call) {
        if (!idle.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return commands.answer(call);
        } finally {
            idle.release();
        }
    }

    /** Waits a moment for the requests under way; whoever comes after that is refused. */
    @Override
    public void close() {
        try {
            if (idle.tryAcquire(Integer.MAX_VALUE, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        idle.drainPermits();
    }
}
