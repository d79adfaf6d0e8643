package hearth.client.store;

import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.util.List;

/**
 * Emojis that came before the message they are about: members of a swarm hand things on in any order. They wait for it, not
 * for ever and not in any number.
 */
public final class EarlyReactionTable {

    /** So many wait that are said by the same person, or by this account to them: the last ones. */
    static final int EACH_MAX = 100;

    private static final String TABLE = "early_reactions";
    private static final int FORMAT = 1;

    private final RowCipher cipher;

    EarlyReactionTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * An emoji, or that it was taken away.
     *
     * @param mine   said by this account, on another device
     * @param saidMs when its author said so
     */
    public record Early(boolean mine, String emoji, boolean there, long saidMs) {}

    /**
     * Keeps what was said about the message that was sent at that time, by {@code peer} or to them.
     *
     * @param untilDay it may be forgotten after that day
     */
    public void add(Tx tx, SessionId peer, boolean incoming, long sentAt, Early early, long untilDay)
            throws SQLException {
        var id = tx.nextId(TABLE);
        var who = who(peer, early.mine());
        tx.update(
                "INSERT INTO early_reactions (id, who, about, until_day, secret) VALUES (?, ?, ?, ?, ?)",
                id,
                who,
                about(peer, incoming, sentAt),
                untilDay,
                cipher.seal(TABLE, id, pack(early)));
        tx.update(
                "DELETE FROM early_reactions WHERE who = ? AND id <="
                        + " (SELECT id FROM early_reactions WHERE who = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
                who,
                who,
                EACH_MAX);
    }

    /** Hands out what waits for that message, in the order in which it came, and forgets it. */
    public List<Early> take(Tx tx, SessionId peer, boolean incoming, long sentAt) throws SQLException {
        var about = about(peer, incoming, sentAt);
        var found = tx.list(
                row -> unpack(cipher.open(TABLE, row.getLong("id"), row.getBytes("secret"))),
                "SELECT id, secret FROM early_reactions WHERE about = ? ORDER BY id",
                about);
        if (!found.isEmpty()) {
            tx.update("DELETE FROM early_reactions WHERE about = ?", about);
        }
        return found;
    }

    /** Forgets what has waited too long. {@code today}: days since 1970. */
    void forget(Tx tx, long today) throws SQLException {
        tx.update("DELETE FROM early_reactions WHERE until_day < ?", today);
    }

    private byte[] who(SessionId peer, boolean mine) {
        return cipher.blind("reaction.early.who", peer.bytes(), new byte[] {(byte) (mine ? 1 : 0)});
    }

    private byte[] about(SessionId peer, boolean incoming, long sentAt) {
        return cipher.blind(
                "reaction.early.about", peer.bytes(), new byte[] {(byte) (incoming ? 1 : 0)}, RowCipher.bytes(sentAt));
    }

    private static byte[] pack(Early early) {
        return new Packer(FORMAT)
                .bool(early.mine())
                .text(early.emoji())
                .bool(early.there())
                .number(early.saidMs())
                .done();
    }

    private static Early unpack(byte[] plain) {
        return Unpacker.read(plain, FORMAT, in -> new Early(in.bool(), in.text(), in.bool(), in.number()));
    }
}
