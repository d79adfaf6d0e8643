package hearth.client.sync;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses in texts, and which of them may have a preview (messages.md section 6.5). Pure. */
public final class LinkText {

    private static final Pattern ADDRESS = Pattern.compile("https://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);
    private static final int LENGTH_MAX = 4_096;
    private static final int HOST_LENGTH_MAX = 2_048;
    private static final String ENDS = ".,;:!?)]}'’»”";

    private LinkText() {}

    /** The first address of a text that may have a preview. */
    public static Optional<String> first(String text) {
        var found = ADDRESS.matcher(text);
        while (found.find()) {
            var address = trimmed(found.group());
            if (isPreviewable(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** Whether this is one of the addresses of a text, with or without the marks at its end: others may count them in. */
    static boolean isIn(String text, String address) {
        return ADDRESS.matcher(text)
                .results()
                .anyMatch(found ->
                        found.group().equals(address) || trimmed(found.group()).equals(address));
    }

    /** Marks that end a sentence do not belong to an address. */
    private static String trimmed(String address) {
        var end = address.length();
        while (end > 0 && ENDS.indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(0, end);
    }

    /** Says whether an address may have a preview: https, a real host of one script, no name and password, nothing odd. */
    public static boolean isPreviewable(String address) {
        if (address.length() > LENGTH_MAX) {
            return false;
        }
        try {
            var uri = new URI(address);
            var host = uri.getHost();
            if (host == null) {
                host = uri.getRawAuthority();
            }
            return "https".equalsIgnoreCase(uri.getScheme())
                    && host != null
                    && uri.getRawUserInfo() == null
                    && host.length() <= HOST_LENGTH_MAX
                    && host.indexOf('@') < 0
                    && host.indexOf('%') < 0
                    && host.split("\\.", -1).length >= 2
                    && !host.startsWith(".")
                    && !host.contains("..")
                    && isOneScript(host);
        } catch (URISyntaxException odd) {
            return false;
        }
    }

    /** Letters of two scripts in one host may look like another host. */
    private static boolean isOneScript(String host) {
        var ascii = host.chars().anyMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
        return !ascii || host.chars().allMatch(c -> c < 0x80);
    }
}
