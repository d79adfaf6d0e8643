package hearth.client;

import hearth.client.conversation.SendResult;
import hearth.client.sync.Checkpoints;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Pulls the plug of an engine when it gets somewhere. From then on it gets nowhere: no later step is reached either. */
final class Plug implements Checkpoints {

    private final AtomicBoolean pulled = new AtomicBoolean();
    private final Optional<Step> step;
    private final AtomicInteger left;

    private Plug(Optional<Step> step, int steps) {
        this.step = step;
        left = new AtomicInteger(steps);
    }

    /** Pulled the first time that {@code step} is reached. */
    static Plug atStep(Step step) {
        return new Plug(Optional.of(step), 1);
    }

    /** Pulled after so many steps of whatever kind. */
    static Plug after(int steps) {
        return new Plug(Optional.empty(), steps);
    }

    boolean isPulled() {
        return pulled.get();
    }

    /** Power fails no more, if it has not yet. */
    void calm() {
        left.set(Integer.MAX_VALUE);
    }

    @Override
    public void at(Step reached) {
        if (pulled.get() || (step.map(reached::equals).orElse(true) && left.decrementAndGet() <= 0)) {
            pulled.set(true);
            throw new PowerCut();
        }
    }

    /** Sends, and minds no power cut. Empty if there was one: then the message is on disk all the same. */
    static Optional<SendResult> send(Household.Member from, Household.Member to, String text) {
        return send(() -> from.engine.send(to.id(), text));
    }

    /** The same, however it is sent. */
    static Optional<SendResult> send(Supplier<SendResult> sending) {
        try {
            return Optional.of(sending.get());
        } catch (PowerCut expected) {
            return Optional.empty();
        }
    }

    /** Not an exception that anything recovers from. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("Power failed", null, false, false);
        }
    }
}
