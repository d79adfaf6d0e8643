package hearth.web.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of the one cookie: 32 random bytes as 43 characters of URL-safe base64. A browser has one before it signs
 * in, so that forms can be tied to it, and gets another one when it does. Never prints itself.
 *
 * @param text the 43 characters
 */
public record SessionToken(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int RANDOM_BYTES = 32;

    public SessionToken {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a session token: 43 characters of URL-safe base64 expected");
        }
    }

    static SessionToken generate(SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads a cookie value. Empty when it has not the form of one. */
    public static Optional<SessionToken> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "session token";
    }
}
