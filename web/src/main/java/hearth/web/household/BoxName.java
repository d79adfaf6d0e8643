package hearth.web.household;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a box on the home network: one DNS label, lower case, as in {@code maple-house.local}.
 *
 * @param text 1 to 32 letters a–z, digits and hyphens; no hyphen at either end
 */
public record BoxName(String text) {

    public static final int LENGTH_MAX = 32;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

    public BoxName {
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a box name: up to " + LENGTH_MAX
                    + " letters a-z, digits and hyphens expected, no hyphen at the ends");
        }
    }

    /** Reads what a person typed: spaces become hyphens, upper case becomes lower case. Empty when it still is no name. */
    public static Optional<BoxName> parse(String typed) {
        var text = typed.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        return LABEL.matcher(text).matches() ? Optional.of(new BoxName(text)) : Optional.empty();
    }

    /** The name under which browsers on the home network find the box. */
    public String host() {
        return text + ".local";
    }

    @Override
    public String toString() {
        return text;
    }
}
