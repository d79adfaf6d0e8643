package hearth.web.household;

/** What has become of an invitation. */
public sealed interface InvitationState {

    /** Waiting for its person. */
    record Open(Invitation invitation) implements InvitationState {}

    /** Somebody joined with it. */
    record Used() implements InvitationState {}

    /** Its time ran out. */
    record Expired() implements InvitationState {}

    /** The owner took it back. */
    record Withdrawn() implements InvitationState {}

    /** This box never gave it out, or forgot it long ago. */
    record Unknown() implements InvitationState {}
}
