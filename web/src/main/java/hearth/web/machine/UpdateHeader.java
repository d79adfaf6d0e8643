package hearth.web.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hearth.protocol.FormatException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What an update file says about itself. Nothing of it is believed before the machine has checked the signature; until then
 * it serves to tell updates from other files, and one update from the next.
 *
 * <pre>
 *  0                    1024              1088    4096             4096 + size
 *  | lines "name=value" | Ed25519 over it | zeros | file system ... |
 * </pre>
 *
 * The first line is {@code hearth-update 1}; line ends fill the header up.
 *
 * @param version what it is called
 * @param build   when it was made, in seconds since 1970: a greater one is newer
 * @param size    bytes of its file system
 * @param sha256  hash of its file system, 64 lower-case hex digits
 */
public record UpdateHeader(String version, long build, long size, String sha256) {

    /** Length in bytes, signature not included. */
    public static final int BYTES = 1024;

    /** Where the file system begins. */
    public static final int CONTENT_AT = 4096;

    /** A slot is as large, and so is an update's file system at most. */
    public static final long SIZE_MAX = 512L << 20;

    private static final String FIRST_LINE = "hearth-update 1";
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+~-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Reads the first {@link #BYTES} of a file. Untrusted input: throws {@link FormatException}, nothing else. */
    public static UpdateHeader decode(byte[] bytes) throws FormatException {
        if (bytes.length != BYTES) {
            throw new FormatException("Header has " + bytes.length + " bytes, " + BYTES + " expected");
        }
        var lines = new String(bytes, US_ASCII).split("\n");
        if (lines.length == 0 || !lines[0].equals(FIRST_LINE)) {
            throw new FormatException("Does not begin as an update does");
        }
        var size = Long.parseLong(field(lines, "size", NUMBER));
        if (size > SIZE_MAX) {
            throw new FormatException("Size is more than " + SIZE_MAX + " bytes");
        }
        return new UpdateHeader(
                field(lines, "version", VERSION),
                Long.parseLong(field(lines, "build", NUMBER)),
                size,
                field(lines, "sha256", HASH));
    }

    private static String field(String[] lines, String name, Pattern form) throws FormatException {
        return Arrays.stream(lines)
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .filter(value -> form.matcher(value).matches())
                .findFirst()
                .orElseThrow(() -> new FormatException("The " + name + " is missing or malformed"));
    }

    /** Length of the whole file in bytes. */
    public long fileBytes() {
        return CONTENT_AT + size;
    }
}
