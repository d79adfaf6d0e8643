package hearth.web.session;

import hearth.web.household.Household;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Pin;
import hearth.web.household.SignInResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where passwords and PINs are tried: a few at a time, slower and slower for whoever keeps failing. */
public final class SignInGate {

    /** What came of a try. */
    public sealed interface Outcome {
        /** The member is in. */
        record Opened(MemberDoor door) implements Outcome {}

        /** Not this name and password together. */
        record Refused() implements Outcome {}

        /** Too many failures: not before this time has passed. Nothing was tried. */
        record Wait(Duration left) implements NotYet {}

        /** Too many people at the door at once. Nothing was tried. */
        record Busy() implements NotYet {}
    }

    /** What came of trying a PIN. */
    public sealed interface PinOutcome {
        /** It is the member's. */
        record Right() implements PinOutcome {}

        /** It is not. So many wrong ones more, and none is tried any more. */
        record Wrong(int left) implements PinOutcome {}

        /** No PIN is tried until the password was given: neither this one, if so, nor others. */
        record Spent() implements PinOutcome {}
    }

    /** Nothing was tried. */
    public sealed interface NotYet extends Outcome, PinOutcome {}

    /** So many wrong PINs of a member, and only the password helps. */
    public static final int PIN_TRIES = 5;

    /** Stretching a password takes tens of MiB of memory: so many at the same time. */
    private static final int AT_ONCE = 2;

    private static final Duration QUEUE_MAX = Duration.ofSeconds(10);
    private static final int MEMBER_FREE_FAILURES = 4;
    private static final int ADDRESS_FREE_FAILURES = 12;
    private static final int KEYS_MAX = 1_000;

    private final Household household;
    private final Throttle byMember;
    private final Throttle byAddress;
    private final PinTries pins = new PinTries();
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    public SignInGate(Household household, Clock clock) {
        this.household = household;
        this.byMember = new Throttle(clock, MEMBER_FREE_FAILURES, KEYS_MAX);
        this.byAddress = new Throttle(clock, ADDRESS_FREE_FAILURES, KEYS_MAX);
    }

    /** Tries a name and a password for a browser at this network address. */
    public Outcome tryToOpen(MemberName name, Password password, String address) {
        return this.<Outcome>inTurn(name, address, notYet -> notYet, () -> open(name, password, address));
    }

    /** Tries a PIN for a browser at this network address, in which this door is open and locked. */
    public PinOutcome tryPin(MemberDoor door, Pin pin, String address) {
        return this.<PinOutcome>inTurn(
                door.member().name(), address, notYet -> notYet, () -> compare(door, pin, address));
    }

    /** How many wrong PINs the member may still give before the password is needed. */
    public int pinTriesLeft(MemberDoor door) {
        return pins.left(door.member().id());
    }

    private <T> T inTurn(MemberName name, String address, Function<NotYet, T> refusal, Supplier<T> work) {
        var early = pause(name, address);
        if (early.isPresent()) {
            return refusal.apply(new Outcome.Wait(early.get()));
        }
        try {
            if (!places.tryAcquire(QUEUE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return refusal.apply(new Outcome.Busy());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return refusal.apply(new Outcome.Busy());
        }
        try {
            // Again: whoever came in a crowd shall not gain from having been let into the queue together.
            var late = pause(name, address);
            return late.isPresent() ? refusal.apply(new Outcome.Wait(late.get())) : work.get();
        } finally {
            places.release();
        }
    }

    private Outcome open(MemberName name, Password password, String address) {
        return switch (household.signIn(name, password)) {
            case SignInResult.Opened(var door) -> {
                byMember.succeeded(name.key());
                pins.forget(door.member().id());
                yield new Outcome.Opened(door);
            }
            case SignInResult.Refused() -> {
                failed(name, address);
                yield new Outcome.Refused();
            }
        };
    }

    /** The right PIN does not loosen the brake on passwords: it proves less than one. */
    private PinOutcome compare(MemberDoor door, Pin pin, String address) {
        if (!pins.begin(door)) {
            return new PinOutcome.Spent();
        }
        if (door.isPin(pin)) {
            pins.right(door);
            return new PinOutcome.Right();
        }
        failed(door.member().name(), address);
        var left = pinTriesLeft(door);
        return left > 0 ? new PinOutcome.Wrong(left) : new PinOutcome.Spent();
    }

    private void failed(MemberName name, String address) {
        byMember.failed(name.key());
        byAddress.failed(address);
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
