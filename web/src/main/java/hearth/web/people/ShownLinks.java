package hearth.web.people;

import hearth.web.household.InvitationId;
import hearth.web.household.InvitationToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The invitation links made in one session, so that the owner can show a code again. The box itself keeps no tokens:
 * with the session they are gone, and a new invitation is needed.
 */
final class ShownLinks {

    /** Far more than a household needs at once; the box bounds open invitations anyway. */
    private static final int MAX = 100;

    private final Map<InvitationId, InvitationToken> tokens = new ConcurrentHashMap<>();

    void put(InvitationId id, InvitationToken token) {
        if (tokens.size() < MAX) {
            tokens.put(id, token);
        }
    }

    Optional<InvitationToken> get(InvitationId id) {
        return Optional.ofNullable(tokens.get(id));
    }

    void remove(InvitationId id) {
        tokens.remove(id);
    }
}
