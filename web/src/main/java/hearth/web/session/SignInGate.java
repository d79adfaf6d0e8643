package hearth.web.session;

import hearth.web.household.Household;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.SignInResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where passwords are tried: a few at a time, slower and slower for whoever keeps failing. */
public final class SignInGate {

    /** What came of a try. */
    public sealed interface Outcome {
        /** The member is in. */
        record Opened(MemberDoor door) implements Outcome {}

        /** Not this name and password together. */
        record Refused() implements Outcome {}

        /** Too many failures: not before this time has passed. Nothing was tried. */
        record Wait(Duration left) implements Outcome {}

        /** Too many people at the door at once. Nothing was tried. */
        record Busy() implements Outcome {}
    }

    /** Stretching a password takes tens of MiB of memory: so many at the same time. */
    private static final int AT_ONCE = 2;

    private static final Duration QUEUE_MAX = Duration.ofSeconds(10);
    private static final int MEMBER_FREE_FAILURES = 4;
    private static final int ADDRESS_FREE_FAILURES = 12;
    private static final int KEYS_MAX = 1_000;

    private final Household household;
    private final Throttle byMember;
    private final Throttle byAddress;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    public SignInGate(Household household, Clock clock) {
        this.household = household;
        this.byMember = new Throttle(clock, MEMBER_FREE_FAILURES, KEYS_MAX);
        this.byAddress = new Throttle(clock, ADDRESS_FREE_FAILURES, KEYS_MAX);
    }

    /** Tries a name and a password for a browser at this network address. */
    public Outcome tryToOpen(MemberName name, Password password, String address) {
        var early = pause(name, address);
        if (early.isPresent()) {
            return new Outcome.Wait(early.get());
        }
        try {
            if (!places.tryAcquire(QUEUE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome.Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Busy();
        }
        try {
            // Again: whoever came in a crowd shall not gain from having been let into the queue together.
            var late = pause(name, address);
            if (late.isPresent()) {
                return new Outcome.Wait(late.get());
            }
            return switch (household.signIn(name, password)) {
                case SignInResult.Opened(var door) -> {
                    byMember.succeeded(name.key());
                    yield new Outcome.Opened(door);
                }
                case SignInResult.Refused() -> {
                    byMember.failed(name.key());
                    byAddress.failed(address);
                    yield new Outcome.Refused();
                }
            };
        } finally {
            places.release();
        }
    }

    private Optional<Duration> pause(MemberName name, String address) {
        return longer(byMember.pause(name.key()), byAddress.pause(address));
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }
}
