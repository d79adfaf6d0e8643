package hearth.web.household;

/** What came of making the owner. */
public sealed interface CreateOwnerResult {

    /** The box has a name and an owner, and the owner's door is open. The caller closes it. */
    record Created(MemberDoor door) implements CreateOwnerResult {}

    /** Somebody was faster: this box already has an owner. Nothing was changed. */
    record AlreadyOwned() implements CreateOwnerResult {}
}
