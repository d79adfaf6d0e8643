package hearth.web.page;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14).
 *
 * @param from   first byte
 * @param length number of bytes; 0 for a part that does not exist
 */
record ByteRange(long from, long length) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The one part that a header asks for of a file of so many bytes; empty if it asks for several, or for none. */
    static Optional<ByteRange> parse(String header, long total) {
        var range = RANGE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            var last = Math.min(total, Long.parseLong(range.group(2)));
            return Optional.of(new ByteRange(total - last, last));
        }
        var from = Long.parseLong(range.group(1));
        var to = range.group(2).isEmpty() ? total - 1 : Math.min(total - 1, Long.parseLong(range.group(2)));
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(from, Math.max(0, to - from + 1)));
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The value of {@code Content-Range}. */
    String header(long total) {
        return "bytes " + from + '-' + (from + length - 1) + '/' + total;
    }
}
