package hearth.client.store;

import hearth.client.conversation.MessageId;
import hearth.client.conversation.Reaction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Emojis at messages, each at most once by each of the two. They go with their message. */
public final class ReactionTable {

    /** So many different ones of one person are kept at one message: nobody needs more, and a stranger could send thousands. */
    static final int EACH_MAX = 20;

    private static final String TABLE = "reactions";

    private final RowCipher cipher;

    ReactionTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** Puts an emoji to a message. Returns whether it is new there. */
    public boolean add(Tx tx, MessageId message, boolean mine, String emoji) throws SQLException {
        var count = tx.number(
                "SELECT count(*) FROM reactions WHERE message = ? AND mine = ?", message.value(), mine ? 1 : 0);
        if (count >= EACH_MAX) {
            return false;
        }
        var id = tx.nextId(TABLE);
        return tx.update(
                        "INSERT INTO reactions (id, message, mine, name, secret) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        id,
                        message.value(),
                        mine ? 1 : 0,
                        name(message, emoji),
                        cipher.seal(TABLE, id, emoji.getBytes(StandardCharsets.UTF_8)))
                > 0;
    }

    /** Takes an emoji away. Returns whether it was there. */
    public boolean remove(Tx tx, MessageId message, boolean mine, String emoji) throws SQLException {
        return tx.update(
                        "DELETE FROM reactions WHERE message = ? AND mine = ? AND name = ?",
                        message.value(),
                        mine ? 1 : 0,
                        name(message, emoji))
                > 0;
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
                        + " WHERE conversation = ? AND rank BETWEEN ? AND ? ORDER BY reactions.id",
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
