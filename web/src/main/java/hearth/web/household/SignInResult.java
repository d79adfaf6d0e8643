package hearth.web.household;

/** What came of knocking at a member's door. */
public sealed interface SignInResult {

    /** The door is open. The caller closes it when the member leaves. */
    record Opened(MemberDoor door) implements SignInResult {}

    /** No such member, or not their password. Which of the two is not said. */
    record Refused() implements SignInResult {}
}
