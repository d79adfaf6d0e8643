package hearth.client.conversation;

import java.nio.charset.StandardCharsets;

/** Rules for the name an account shows to others (messages.md section 2.5). */
public final class DisplayName {

    /** Length limit in bytes of UTF-8. */
    public static final int BYTES_MAX = 100;

    private DisplayName() {}

    /** Whether {@code name} may be set: after trimming not empty and at most {@value #BYTES_MAX} bytes of UTF-8. */
    public static boolean isAllowed(String name) {
        var bytes = name.strip().getBytes(StandardCharsets.UTF_8).length;
        return bytes > 0 && bytes <= BYTES_MAX;
    }

    /** {@code name} trimmed and cut at a code point so that it fits. What a stranger sends is cut, not refused. */
    public static String truncated(String name) {
        var trimmed = name.strip();
        var bytes = 0;
        var end = 0;
        while (end < trimmed.length()) {
            var codePoint = trimmed.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > BYTES_MAX) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return trimmed.substring(0, end).strip();
    }
}
