package hearth.web.household;

/** What came of inviting somebody. */
public sealed interface InviteResult {

    /** The link made from {@code token} is good until {@code invitation.expires()}, once. */
    record Invited(Invitation invitation, InvitationToken token) implements InviteResult {}

    /** Somebody of that name lives here already, or is invited. */
    record NameTaken() implements InviteResult {}

    /** As many invitations as the box allows are open; {@code max} of them. */
    record TooMany(int max) implements InviteResult {}

    /** This member may not invite people. */
    record NotAllowed() implements InviteResult {}
}
