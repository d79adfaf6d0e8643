package hearth.service.ledger.order;

import hearth.service.ledger.Ledger;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A box alone: what it says is final. Makes a block when something waits for one, and when one is due. */
final class LocalOrdering {

    private final Chain chain;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final int blockMillis;
    private long last;

    LocalOrdering(Chain chain, Clock clock, LongSupplier nanoTime) {
        this.chain = chain;
        this.clock = clock;
        this.nanoTime = nanoTime;
        blockMillis = chain.state().genesis().rules().blockMillis();
        last = millis();
    }

    /** Makes the blocks that there are to make. Says in how many milliseconds the next is due. */
    long wake() {
        if (!chain.pool().isEmpty() || millis() - last >= blockMillis) {
            var block = chain.next(clock.millis(), chain.pool().next());
            chain.append(block, Ledger.apply(chain.state(), block));
            last = millis();
        }
        return chain.pool().isEmpty() ? last + blockMillis - millis() : 0;
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }
}
