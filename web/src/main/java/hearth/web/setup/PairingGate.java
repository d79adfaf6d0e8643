package hearth.web.setup;

import hearth.web.household.BoxName;
import hearth.web.machine.Machine;
import hearth.web.page.Visit;
import hearth.web.session.Throttle;
import java.time.Clock;
import java.time.Duration;

/** Where pairing codes are tried: slower and slower for whoever keeps guessing, and for all of them together. */
public final class PairingGate {

    /** What came of a try. */
    sealed interface Outcome {

        /** The code is right, or none is asked for. */
        record Open() implements Outcome {}

        record Wrong() implements Outcome {}

        /** Too many failures: not before this time has passed. Nothing was tried. */
        record Wait(Duration left) implements Outcome {}
    }

    private static final int FREE_FAILURES = 4;
    private static final int FREE_FAILURES_OF_ALL = 20;
    private static final int KEYS_MAX = 1_000;
    private static final String EVERYBODY = "everybody";

    private final Machine machine;
    private final Throttle byAddress;
    private final Throttle byAll;

    public PairingGate(Machine machine, Clock clock) {
        this.machine = machine;
        byAddress = new Throttle(clock, FREE_FAILURES, KEYS_MAX);
        byAll = new Throttle(clock, FREE_FAILURES_OF_ALL, 1);
    }

    /** Whether this visitor has to know the code. */
    boolean asks(Visit visit) {
        return machine.asksForCode(visit.isAtHome());
    }

    /** Tries what a visitor typed. */
    Outcome check(Visit visit) {
        if (!asks(visit)) {
            return new Outcome.Open();
        }
        var address = visit.networkKey();
        var pause = byAll.pause(EVERYBODY).or(() -> byAddress.pause(address));
        if (pause.isPresent()) {
            return new Outcome.Wait(pause.get());
        }
        if (machine.isCode(visit.form().line("code"))) {
            return new Outcome.Open();
        }
        byAddress.failed(address);
        byAll.failed(EVERYBODY);
        return new Outcome.Wrong();
    }

    /** The box has an owner now. */
    void owned(BoxName name) {
        machine.owned(name);
    }
}
