package hearth.web.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hidden value in every form that proves the form came from this box and to this browser: a MAC over the
 * browser's session token. The key lives as long as the box runs.
 */
public final class FormTokens {

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    public FormTokens(SecureRandom random) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, MAC);
    }

    /** The value that forms given to this browser carry. */
    public String of(SessionToken browser) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(key);
            var bytes = mac.doFinal(browser.text().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + MAC, e);
        }
    }

    /** Whether {@code presented} is the value for this browser. Takes the same time for any wrong value. */
    public boolean matches(SessionToken browser, String presented) {
        return MessageDigest.isEqual(
                of(browser).getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.UTF_8));
    }
}
