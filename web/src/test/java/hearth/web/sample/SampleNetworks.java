package hearth.web.sample;

import hearth.web.ledger.Networks;
import java.util.Optional;

/** Networks in memory: one invitation is known, and founding always works. */
public final class SampleNetworks implements Networks {

    /** The invitation that leads somewhere. */
    public static final String VALLEY = "HEARTH-NETWORK-1-VALLEY";

    private Optional<String> next = Optional.empty();
    private Optional<Founding> founded = Optional.empty();

    /** What was founded last. */
    public synchronized Optional<Founding> founded() {
        return founded;
    }

    @Override
    public Current current() {
        return new Current("harbour", Kind.COMMUNITY, "ab".repeat(32));
    }

    @Override
    public Optional<String> invitation() {
        return Optional.of("HEARTH-NETWORK-1-" + "HARBOUR345".repeat(40));
    }

    @Override
    public synchronized FoundResult found(Founding founding) {
        founded = Optional.of(founding);
        next = Optional.of(founding.network());
        return new FoundResult.Founded();
    }

    @Override
    public synchronized JoinResult join(String invitation) {
        if (!invitation.strip().equals(VALLEY)) {
            return invitation.startsWith("HEARTH") ? new JoinResult.NobodyAnswered() : new JoinResult.NotAnInvitation();
        }
        next = Optional.of("valley");
        return new JoinResult.Joined("valley");
    }

    @Override
    public synchronized Optional<String> next() {
        return next;
    }

    @Override
    public synchronized void stay() {
        next = Optional.empty();
    }
}
