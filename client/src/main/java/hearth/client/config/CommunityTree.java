package hearth.client.config;

import hearth.client.config.tree.ConfigDict;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.community.CommunityRoom;
import java.util.ArrayList;
import java.util.List;

/**
 * Where configs keep communities: {@code o} → server → { {@code #}: its key, {@code R} → room token → record }.
 */
final class CommunityTree {

    static final String KEY = "o";

    private static final String SERVER_KEY = "#";
    private static final String ROOMS = "R";

    private CommunityTree() {}

    /** One room and its record. The name of the room is that of the record, if it has one that fits. */
    record Room(CommunityRoom address, ConfigDict record) {}

    /** All rooms that can be read, by server and token. */
    static List<Room> rooms(ConfigDict content) {
        var all = new ArrayList<Room>();
        content.dict(KEY).forEach((server, value) -> {
            if (value instanceof ConfigDict entry) {
                var serverKey = entry.octets(SERVER_KEY).orElse(Bytes.EMPTY);
                entry.dict(ROOMS).forEach((token, room) -> {
                    if (room instanceof ConfigDict record) {
                        add(Fields.text(server), serverKey, Fields.text(token), record, all);
                    }
                });
            }
        });
        return all;
    }

    private static void add(String server, Bytes serverKey, String token, ConfigDict record, List<Room> all) {
        try {
            var name = Fields.text(record, "n");
            var shown = name.equalsIgnoreCase(token) ? name : token;
            all.add(new Room(CommunityRoom.of(server, shown, serverKey), record));
        } catch (FormatException _) {
            // A room that nobody can reach; it stays in the config.
        }
    }

    static ConfigDict record(ConfigDict content, CommunityRoom room) {
        return server(content, room.server()).dict(ROOMS).dict(ConfigDict.key(room.token()));
    }

    static ConfigDict with(ConfigDict content, CommunityRoom room, ConfigDict record) {
        var server = server(content, room.server());
        var rooms = server.dict(ROOMS).with(ConfigDict.key(room.token()), record);
        var changed = new Fields(server.with(ROOMS, rooms))
                .octets(SERVER_KEY, room.serverKey())
                .dict();
        return content.with(KEY, content.dict(KEY).with(ConfigDict.key(room.server()), changed));
    }

    /** Without the room; without the server if that was its last one. */
    static ConfigDict without(ConfigDict content, String serverUrl, String token) {
        var server = server(content, serverUrl);
        var rooms = server.dict(ROOMS);
        var rest = rooms.without(ConfigDict.key(token));
        if (rest.size() == rooms.size()) {
            return content;
        }
        var changed = rest.isEmpty() ? ConfigDict.EMPTY : server.with(ROOMS, rest);
        return content.with(KEY, content.dict(KEY).with(ConfigDict.key(serverUrl), changed));
    }

    private static ConfigDict server(ConfigDict content, String url) {
        return content.dict(KEY).dict(ConfigDict.key(url));
    }
}
