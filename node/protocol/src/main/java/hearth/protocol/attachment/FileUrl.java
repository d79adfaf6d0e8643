package hearth.protocol.attachment;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.community.CommunityUrl;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where an encrypted file lies: {@code scheme://host[:port]/file/id[#p=key&d]} (messages.md section 8.5). The address
 * only names the server; it is reached by onion request to its key.
 *
 * @param server    scheme, host and port, canonical
 * @param id        44 characters of base64url, or up to 16 digits
 * @param serverKey the server's key as the sender wrote it, 32 bytes; empty for the default server
 * @param stream    whether the file has the form of {@link StreamAttachment}
 */
public record FileUrl(String server, String id, Optional<Bytes> serverKey, boolean stream) {

    /** Length of ids that are made from the content. */
    public static final int ID_LENGTH = 44;

    private static final int DIGITS_MAX = 16;
    private static final int KEY_BYTES = 32;
    private static final int URL_LENGTH_MAX = 1024;
    private static final String PATH = "/file/";
    private static final String OLD_PATH = "/files/";

    public FileUrl {
        if (!isId(id)) {
            throw new IllegalArgumentException("Id of a file has " + ID_LENGTH + " characters of base64url, or digits");
        }
        if (serverKey.isPresent() && serverKey.get().length() != KEY_BYTES) {
            throw new IllegalArgumentException("Key of a file server must have " + KEY_BYTES + " bytes");
        }
    }

    /** Reads an address from a message. Throws if it is none of a file server. */
    public static FileUrl parse(String text) throws FormatException {
        if (text.length() > URL_LENGTH_MAX) {
            throw new FormatException("Address of a file has more than " + URL_LENGTH_MAX + " characters");
        }
        var fragmentAt = text.indexOf('#');
        var address = fragmentAt < 0 ? text : text.substring(0, fragmentAt);
        var slash = address.lastIndexOf('/');
        var path = address.endsWith(PATH) ? -1 : pathStart(address, slash);
        if (path < 0 || !isId(address.substring(slash + 1))) {
            throw new FormatException("Address of a file does not end in /file/ and an id");
        }
        var key = Optional.<Bytes>empty();
        var stream = false;
        if (fragmentAt >= 0) {
            for (var part : text.substring(fragmentAt + 1).split("&", -1)) {
                if (part.startsWith("p=")) {
                    key = Optional.of(key(part.substring(2)));
                }
                stream |= part.equals("d") || part.startsWith("d=");
            }
        }
        return new FileUrl(
                CommunityUrl.canonical(address.substring(0, path)), address.substring(slash + 1), key, stream);
    }

    private static int pathStart(String address, int slash) {
        if (slash < 0) {
            return -1;
        }
        var folder = address.substring(0, slash + 1);
        if (folder.endsWith(PATH)) {
            return folder.length() - PATH.length();
        }
        return folder.endsWith(OLD_PATH) ? folder.length() - OLD_PATH.length() : -1;
    }

    private static Bytes key(String hex) throws FormatException {
        try {
            var key = HexFormat.of().parseHex(hex);
            if (key.length == KEY_BYTES) {
                return Bytes.wrap(key);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new FormatException("Key of a file server has " + 2 * KEY_BYTES + " hex characters");
    }

    /** Says whether {@code id} can be that of a file. */
    public static boolean isId(String id) {
        if (id.length() == ID_LENGTH) {
            return id.chars().allMatch(FileUrl::isBase64Url);
        }
        return !id.isEmpty() && id.length() <= DIGITS_MAX && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** The address to write into a message. */
    public String text() {
        var text = new StringBuilder(server).append(PATH).append(id);
        var mark = '#';
        if (serverKey.isPresent()) {
            text.append(mark).append("p=").append(serverKey.get().hex());
            mark = '&';
        }
        if (stream) {
            text.append(mark).append('d');
        }
        return text.toString();
    }

    /** Whoever has an address can fetch the file: it stays out of logs. */
    @Override
    public String toString() {
        return "FileUrl";
    }
}
