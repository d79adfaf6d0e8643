package hearth.web.household;

/**
 * One person of the household.
 *
 * @param id   stays the same when the name changes; letters, digits and hyphens, at most 64; carries no meaning
 * @param name what the others in the house see
 * @param role what this member may do on the box
 */
public record Member(String id, MemberName name, Role role) {

    public boolean isOwner() {
        return role == Role.OWNER;
    }

    /** For logs: who it is stays out of them. */
    @Override
    public String toString() {
        return role.name();
    }
}
