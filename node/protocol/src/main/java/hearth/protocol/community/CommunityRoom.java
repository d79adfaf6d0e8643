package hearth.protocol.community;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.KeyText;
import java.util.Locale;
import java.util.Optional;

/**
 * One room of a community.
 *
 * @param server    address of the server, canonical ({@link CommunityUrl})
 * @param room      the room's token as its owner writes it; upper and lower case are the same room
 * @param serverKey the server's X25519 key, 32 bytes
 */
public record CommunityRoom(String server, String room, Bytes serverKey) {

    /** The longest token, in characters. */
    public static final int ROOM_LENGTH_MAX = 64;

    private static final int KEY_BYTES = 32;
    private static final String KEY_MARK = "?public_key=";
    private static final String ROOM_MARK = "/r/";

    public CommunityRoom {
        if (serverKey.length() != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Key of a community has " + serverKey.length() + " bytes, it must have " + KEY_BYTES);
        }
        try {
            server = CommunityUrl.canonical(server);
            canonicalRoom(room);
        } catch (FormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What stands in an address that may lack its key, nothing of it checked but the server's address. */
    public record Parts(String server, String room, Optional<Bytes> serverKey) {}

    /** A room from what a person typed. Throws if the address of the server or the token is malformed. */
    public static CommunityRoom of(String server, String room, Bytes serverKey) throws FormatException {
        canonicalRoom(room);
        if (serverKey.length() != KEY_BYTES) {
            throw new FormatException("Key of a community has " + serverKey.length() + " bytes, not " + KEY_BYTES);
        }
        return new CommunityRoom(CommunityUrl.canonical(server), room, serverKey);
    }

    /**
     * Reads an address like {@code https://host/room?public_key=…}, also with {@code /r/} in front of the room; the key
     * as 64 hex, 52 base32z or 43 or 44 base64 characters.
     */
    public static CommunityRoom parse(String url) throws FormatException {
        var parts = split(url);
        if (parts.serverKey.isEmpty()) {
            throw new FormatException("Address of a community has no key");
        }
        return of(parts.server, parts.room, parts.serverKey.get());
    }

    /** Takes an address apart without checking the room; the key may be missing. */
    public static Parts split(String url) throws FormatException {
        var rest = url;
        var key = Optional.<Bytes>empty();
        var keyAt = rest.lastIndexOf(KEY_MARK);
        if (keyAt >= 0) {
            key = Optional.of(Bytes.wrap(KeyText.parse(rest.substring(keyAt + KEY_MARK.length()))));
            rest = rest.substring(0, keyAt);
        }
        var room = "";
        var roomAt = rest.lastIndexOf(ROOM_MARK);
        if (roomAt >= 0) {
            room = rest.substring(roomAt + ROOM_MARK.length());
            rest = rest.substring(0, roomAt);
        } else if (rest.lastIndexOf('/') >= 0) {
            roomAt = rest.lastIndexOf('/');
            room = rest.substring(roomAt + 1);
            rest = rest.substring(0, roomAt);
        }
        return new Parts(CommunityUrl.canonical(rest), room, key);
    }

    /** The token in lower case. Throws if it is empty, too long, or has a character that tokens do not have. */
    public static String canonicalRoom(String room) throws FormatException {
        var lower = room.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.length() > ROOM_LENGTH_MAX) {
            throw new FormatException("Room of a community has 1 to " + ROOM_LENGTH_MAX + " characters");
        }
        for (var i = 0; i < room.length(); i++) {
            var c = room.charAt(i);
            var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && c != '-' && c != '_') {
                throw new FormatException("Room of a community has a character that rooms cannot have");
            }
        }
        return lower;
    }

    /** The token in lower case: what names the room in configs. */
    public String token() {
        return room.toLowerCase(Locale.ROOT);
    }

    /** The address to share, with the key in hex. */
    public String url() {
        return server + '/' + room + KEY_MARK + serverKey.hex();
    }

    /** Nothing of where somebody talks belongs in logs. */
    @Override
    public String toString() {
        return "CommunityRoom";
    }
}
