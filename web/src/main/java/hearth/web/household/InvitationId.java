package hearth.web.household;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an invitation inside the house, for showing and withdrawing it. Knowing it does not let anybody in.
 *
 * @param text letters, digits and hyphens, at most 64
 */
public record InvitationId(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{1,64}");

    public InvitationId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an invitation id: 1 to 64 letters, digits and hyphens expected");
        }
    }

    public static Optional<InvitationId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new InvitationId(text)) : Optional.empty();
    }
}
