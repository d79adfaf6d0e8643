package hearth.web.session;

import hearth.web.household.MemberDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts wrong PINs: so many of a member's, in all of their browsers together, and none is tried any more until the
 * member's password was given. The right PIN takes back only the slips of the browser it was typed in, so that the tries of
 * somebody at another one stay counted. Lives in memory, as the sessions do that a PIN could unlock.
 */
final class PinTries {

    /** The door of every wrong try, by member; guarded by this. */
    private final Map<String, List<MemberDoor>> wrong = new HashMap<>();

    /** Counts a try as a wrong one before it is looked at, so that many at once are not more. False if there is none left. */
    synchronized boolean begin(MemberDoor door) {
        var tries = wrong.computeIfAbsent(door.member().id(), _ -> new ArrayList<>());
        return tries.size() < SignInGate.PIN_TRIES && tries.add(door);
    }

    /** It was the right one. */
    synchronized void right(MemberDoor door) {
        wrong.computeIfPresent(door.member().id(), (_, tries) -> {
            tries.removeIf(door::equals);
            return tries;
        });
    }

    /** How many are left. */
    synchronized int left(String memberId) {
        return SignInGate.PIN_TRIES - wrong.getOrDefault(memberId, List.of()).size();
    }

    /** The member's password was given. */
    synchronized void forget(String memberId) {
        wrong.remove(memberId);
    }
}
