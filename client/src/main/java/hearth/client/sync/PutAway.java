package hearth.client.sync;

import hearth.client.store.MetaTable;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whom other devices removed or hid, and when, so that older messages of them do not bring them back (messages.md section
 * 2.7). Only of people about whom that is known for certain: of anybody else no message is older than a removal.
 */
final class PutAway {

    private static final String MERGED = "contacts.merged";
    private static final String FIRST = "contacts.first";
    private static final String PEOPLE = "contacts.putaway";

    /** Clocks differ, and what was sent just before may not have been known to the device that put its sender away. */
    private static final long TOLERANCE_MS = 120_000;

    private PutAway() {}

    /** Contacts of other devices that were stored at {@code atMs} were merged; {@code first}: into none of this box. */
    static void merged(Tx tx, MetaTable meta, long atMs, boolean first) throws SQLException {
        meta.putText(tx, MERGED, Long.toString(atMs));
        if (first) {
            meta.putText(tx, FIRST, Long.toString(atMs));
        }
    }

    /** What was merged last put these people away. */
    static void note(Tx tx, MetaTable meta, Collection<SessionId> people, long nowMs) throws SQLException {
        if (people.isEmpty()) {
            return;
        }
        var all = people(tx, meta);
        // No swarm has a message that is as old.
        all.values().removeIf(at -> at < nowMs - Sender.TTL_MS);
        var at = time(tx, meta, MERGED);
        people.forEach(person -> all.put(person.hex(), at));
        meta.putText(
                tx,
                PEOPLE,
                all.entrySet().stream()
                        .map(entry -> entry.getKey() + ' ' + entry.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /**
     * Whether a message is older than what put away the conversation that it belongs to, which is hidden or unknown now.
     * Who was put away before this box knew anything is not known: there both times must be older than the first contacts,
     * since somebody new may have waited for a connection.
     */
    static boolean isAfter(Tx tx, MetaTable meta, SessionId peer, long sentAtMs, long storedAtMs) throws SQLException {
        return sentAtMs <= people(tx, meta).getOrDefault(peer.hex(), 0L) - TOLERANCE_MS
                || Math.max(sentAtMs, storedAtMs) <= time(tx, meta, FIRST) - TOLERANCE_MS;
    }

    private static long time(Tx tx, MetaTable meta, String name) throws SQLException {
        return meta.text(tx, name).map(Long::parseLong).orElse(0L);
    }

    private static Map<String, Long> people(Tx tx, MetaTable meta) throws SQLException {
        var all = new LinkedHashMap<String, Long>();
        meta.text(tx, PEOPLE)
                .ifPresent(text -> text.lines()
                        .map(line -> line.split(" ", 2))
                        .forEach(line -> all.put(line[0], Long.parseLong(line[1]))));
        return all;
    }
}
