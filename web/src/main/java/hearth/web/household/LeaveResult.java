package hearth.web.household;

/** What came of taking an account off the box. */
public sealed interface LeaveResult {

    /** It is gone from the box. {@code confirmed} nodes have said that they have nothing of it any more; 0 if none was asked. */
    record Gone(int confirmed) implements LeaveResult {}

    /**
     * Only {@code confirmed} of {@code members} nodes said so: the account is still on the box, and runs on. 0 members: the
     * network was not reached.
     */
    record Unfinished(int confirmed, int members) implements LeaveResult {}

    /** There is no such account, or it is being taken off already. */
    record NotThere() implements LeaveResult {}
}
