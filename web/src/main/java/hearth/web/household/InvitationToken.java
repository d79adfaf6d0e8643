package hearth.web.household;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret inside an invitation link: 32 random bytes as 43 characters of URL-safe base64. Whoever holds it may
 * join once. Never prints itself.
 *
 * @param text the 43 characters
 */
public record InvitationToken(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int RANDOM_BYTES = 32;

    public InvitationToken {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an invitation token: 43 characters of URL-safe base64 expected");
        }
    }

    public static InvitationToken generate(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new InvitationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads a token from a link. Empty when it has not the form of one. */
    public static Optional<InvitationToken> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new InvitationToken(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "invitation token";
    }
}
