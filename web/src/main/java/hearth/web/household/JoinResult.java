package hearth.web.household;

/** What came of using an invitation. */
public sealed interface JoinResult {

    /** A new member lives here, and their door is open. The caller closes it. */
    record Joined(MemberDoor door) implements JoinResult {}

    /** Somebody of that name lives here already; the invitation is still good. */
    record NameTaken() implements JoinResult {}

    /** The invitation cannot be used any more (or never could); {@code state} is not {@code Open}. */
    record NotOpen(InvitationState state) implements JoinResult {}
}
