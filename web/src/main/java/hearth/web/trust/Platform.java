package hearth.web.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of devices (and one browser) that learn trust in different ways. */
public enum Platform {
    IOS("ios", true),
    ANDROID("android", false),
    WINDOWS("windows", false),
    MACOS("macos", false),
    CHROMEOS("chromeos", false),
    LINUX("linux", false),
    FIREFOX("firefox", false);

    private final String key;
    private final boolean profile;

    Platform(String key, boolean profile) {
        this.key = key;
        this.profile = profile;
    }

    /** The name in addresses and in the message bundle. */
    public String key() {
        return key;
    }

    /** Whether it takes the trust file as a configuration profile rather than as a certificate. */
    public boolean takesProfile() {
        return profile;
    }

    /** The platform of this name. */
    static Optional<Platform> named(String key) {
        return Arrays.stream(values())
                .filter(platform -> platform.key.equals(key))
                .findFirst();
    }

    /**
     * The most likely platform of a browser, from its description of itself. Firefox on computers keeps its own list of
     * whom to trust, so it is a platform; on phones it is a note on the phone's page. An iPad that pretends to be a Mac
     * gets the Mac's page and corrects it by hand.
     */
    static Platform of(String userAgent) {
        var agent = userAgent.toLowerCase(Locale.ROOT);
        if (agent.contains("iphone") || agent.contains("ipad") || agent.contains("ipod")) {
            return IOS;
        }
        if (agent.contains("android")) {
            return ANDROID;
        }
        if (agent.contains("firefox/")) {
            return FIREFOX;
        }
        if (agent.contains("windows")) {
            return WINDOWS;
        }
        if (agent.contains("cros")) {
            return CHROMEOS;
        }
        if (agent.contains("macintosh") || agent.contains("mac os")) {
            return MACOS;
        }
        return LINUX;
    }
}
