package hearth.web.household;

import java.time.Instant;

/**
 * An invitation that can still be used.
 *
 * @param id      names it inside the house
 * @param name    whom it is meant for; the person may choose another name when joining
 * @param role    what the person will be
 * @param expires from this moment on it is useless
 */
public record Invitation(InvitationId id, MemberName name, Role role, Instant expires) {}
