package hearth.client.store;

import hearth.client.conversation.MessageId;
import hearth.client.conversation.Reaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Emojis at messages, each at most once by each of the two. They go with their message. */
public final class ReactionTable {

    /** So many different ones of one person are kept at one message: nobody needs more, and a stranger could send thousands. */
    static final int EACH_MAX = 20;

    private static final String TABLE = "reactions";
    private static final String SAID = "reactions.said";

    private final RowCipher cipher;

    ReactionTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** Whether the emoji is at the message. */
    public boolean has(Tx tx, MessageId message, boolean mine, String emoji) throws SQLException {
        return known(tx, message, mine, emoji).filter(row -> !row.gone()).isPresent();
    }

    /** Whether there can be one more. */
    public boolean hasRoom(Tx tx, MessageId message, boolean mine) throws SQLException {
        return count(tx, message, mine, false) < EACH_MAX;
    }

    /**
     * Puts an emoji to a message, or takes it away. What was said last counts, in whatever order it comes: that an emoji was
     * taken away is remembered. Returns whether anything changed.
     *
     * @param saidMs when its author said so
     */
    public boolean set(Tx tx, MessageId message, boolean mine, String emoji, boolean there, long saidMs)
            throws SQLException {
        var known = known(tx, message, mine, emoji);
        if (known.isPresent()) {
            return known.get().isBefore(saidMs, there) && change(tx, known.get(), there, saidMs);
        }
        if (there ? !hasRoom(tx, message, mine) : count(tx, message, mine, true) >= EACH_MAX) {
            return false;
        }
        var id = tx.nextId(TABLE);
        tx.update(
                "INSERT INTO reactions (id, message, mine, name, secret, gone, said) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                message.value(),
                mine ? 1 : 0,
                name(message, emoji),
                cipher.seal(TABLE, id, emoji.getBytes(StandardCharsets.UTF_8)),
                there ? 0 : 1,
                cipher.seal(SAID, id, RowCipher.bytes(saidMs)));
        return there;
    }

    private boolean change(Tx tx, Known row, boolean there, long saidMs) throws SQLException {
        tx.update(
                "UPDATE reactions SET gone = ?, said = ? WHERE id = ?",
                there ? 0 : 1,
                cipher.seal(SAID, row.id(), RowCipher.bytes(saidMs)),
                row.id());
        return row.gone() == there;
    }

    private long count(Tx tx, MessageId message, boolean mine, boolean gone) throws SQLException {
        return tx.number(
                "SELECT count(*) FROM reactions WHERE message = ? AND mine = ? AND gone = ?",
                message.value(),
                mine ? 1 : 0,
                gone ? 1 : 0);
    }

    /** What was said last about an emoji; at time 0 if it stands there since before times were kept. */
    private record Known(long id, boolean gone, long saidMs) {

        /** At the same moment taking away wins, on every device. */
        boolean isBefore(long otherMs, boolean there) {
            return otherMs > saidMs || (otherMs == saidMs && !there);
        }
    }

    private Optional<Known> known(Tx tx, MessageId message, boolean mine, String emoji) throws SQLException {
        return tx.first(
                row -> new Known(row.getLong("id"), row.getBoolean("gone"), said(row)),
                "SELECT id, gone, said FROM reactions WHERE message = ? AND mine = ? AND name = ?",
                message.value(),
                mine ? 1 : 0,
                name(message, emoji));
    }

    private long said(ResultSet row) throws SQLException {
        var sealed = row.getBytes("said");
        return sealed == null
                ? 0
                : ByteBuffer.wrap(cipher.open(SAID, row.getLong("id"), sealed)).getLong();
    }

    /** Takes away all of a message. */
    public void removeAll(Tx tx, MessageId message) throws SQLException {
        tx.update("DELETE FROM reactions WHERE message = ?", message.value());
    }

    /** Those of all messages of a conversation between two ranks, both included, in the order in which they came. */
    public Map<MessageId, List<Reaction>> between(Tx tx, long conversation, long low, long high) throws SQLException {
        record Row(MessageId message, boolean mine, String emoji) {}
        var rows = tx.list(
                row -> new Row(new MessageId(row.getLong("message")), row.getBoolean("mine"), emoji(row)),
                "SELECT reactions.id AS id, message, mine, reactions.secret AS secret FROM reactions"
                        + " JOIN messages ON messages.id = message"
                        + " WHERE conversation = ? AND rank BETWEEN ? AND ? AND gone = 0 ORDER BY reactions.id",
                conversation,
                low,
                high);
        var byMessage = new HashMap<MessageId, Map<String, Reaction>>();
        for (var row : rows) {
            byMessage
                    .computeIfAbsent(row.message(), _ -> new LinkedHashMap<>())
                    .merge(
                            row.emoji(),
                            new Reaction(row.emoji(), row.mine(), !row.mine()),
                            (one, other) -> new Reaction(
                                    row.emoji(), one.mine() || other.mine(), one.theirs() || other.theirs()));
        }
        var all = new HashMap<MessageId, List<Reaction>>();
        byMessage.forEach((message, reactions) -> all.put(message, new ArrayList<>(reactions.values())));
        return all;
    }

    private byte[] name(MessageId message, String emoji) {
        return cipher.blind("reaction", RowCipher.bytes(message.value()), emoji.getBytes(StandardCharsets.UTF_8));
    }

    private String emoji(ResultSet row) throws SQLException {
        return new String(cipher.open(TABLE, row.getLong("id"), row.getBytes("secret")), StandardCharsets.UTF_8);
    }
}
