package hearth.client.store;

import hearth.client.conversation.MessageId;
import hearth.client.store.MessageTimer.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What time disappearing messages have left (messages.md section 7). A timer goes with its message. In clear stands only the
 * day on which it ends, so that the file does not tell when messages were read.
 */
public final class TimerTable {

    private static final String TABLE = "timers";
    private static final int FORMAT = 1;
    private static final long DAY_MS = 86_400_000;
    private static final String COLUMNS = "message, timers.state AS state, timers.secret AS secret";

    private final RowCipher cipher;

    TimerTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** Sets the timer of a message. */
    public void put(Tx tx, MessageTimer timer) throws SQLException {
        tx.update(
                "INSERT INTO timers (message, state, day, secret) VALUES (?, ?, ?, ?) ON CONFLICT (message)"
                        + " DO UPDATE SET state = excluded.state, day = excluded.day, secret = excluded.secret",
                timer.message().value(),
                timer.state().code(),
                Math.floorDiv(timer.deadlineMs(), DAY_MS),
                cipher.seal(
                        TABLE,
                        timer.message().value(),
                        new Packer(FORMAT).number(timer.deadlineMs()).done()));
    }

    /** The timer of a message, if it has one. */
    public Optional<MessageTimer> find(Tx tx, MessageId message) throws SQLException {
        return tx.first(this::timer, "SELECT " + COLUMNS + " FROM timers WHERE message = ?", message.value());
    }

    /** Up to {@code limit} timers in a state. */
    public List<MessageTimer> in(Tx tx, State state, int limit) throws SQLException {
        return tx.list(this::timer, "SELECT " + COLUMNS + " FROM timers WHERE state = ? LIMIT ?", state.code(), limit);
    }

    /** Timers that run and end on the day of {@code nowMs}, before or soon after. */
    public List<MessageTimer> ending(Tx tx, long nowMs) throws SQLException {
        return tx.list(
                this::timer,
                "SELECT " + COLUMNS + " FROM timers WHERE day <= ? AND state IN (2, 3) ORDER BY day",
                Math.floorDiv(nowMs, DAY_MS) + 1);
    }

    /** Up to {@code limit} timers that wait for messages to be read which are read. */
    public List<MessageTimer> read(Tx tx, int limit) throws SQLException {
        return tx.list(
                this::timer,
                "SELECT " + COLUMNS + " FROM timers JOIN messages ON messages.id = message"
                        + " JOIN conversations ON conversations.id = conversation"
                        + " WHERE timers.state = 0 AND rank <= read_rank LIMIT ?",
                limit);
    }

    /** Another device read everything up to {@code rank}. Returns whether that concerns any timer. */
    public boolean readElsewhere(Tx tx, Contact contact, long rank) throws SQLException {
        return tx.update(
                        "UPDATE timers SET state = 1 WHERE state = 0 AND message IN"
                                + " (SELECT id FROM messages WHERE conversation = ? AND incoming = 1 AND rank <= ?)",
                        contact.row(),
                        rank)
                > 0;
    }

    private MessageTimer timer(ResultSet row) throws SQLException {
        var message = row.getLong("message");
        var state = row.getInt("state");
        return Unpacker.read(
                cipher.open(TABLE, message, row.getBytes("secret")),
                FORMAT,
                in -> new MessageTimer(new MessageId(message), State.of(state), in.number()));
    }
}
