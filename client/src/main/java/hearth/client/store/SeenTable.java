package hearth.client.store;

import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What came in already: the hash of every message handled, and where each node was read up to (messages.md sections 5.3
 * and 5.5). Dates are kept in whole days, so that the file does not tell when messages arrived.
 */
public final class SeenTable {

    private static final String CURSORS = "cursors";
    private static final int FORMAT = 1;
    private static final long DAY_MS = 86_400_000;

    private final RowCipher cipher;
    private final EarlyReactionTable earlyReactions;

    SeenTable(RowCipher cipher, EarlyReactionTable earlyReactions) {
        this.cipher = cipher;
        this.earlyReactions = earlyReactions;
    }

    /** The first day on which something may be forgotten that must be known until {@code ms}. */
    public static long dayAfter(long ms) {
        return Math.floorDiv(ms, DAY_MS) + 2;
    }

    /** Remembers a hash until {@code untilDay}. Returns whether it is new. */
    public boolean remember(Tx tx, MessageHash hash, long untilDay) throws SQLException {
        return tx.update(
                        "INSERT INTO seen (hash, until_day) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        blind(hash),
                        untilDay)
                > 0;
    }

    /** Whether a hash is remembered. */
    public boolean contains(Tx tx, MessageHash hash) throws SQLException {
        return tx.number("SELECT EXISTS (SELECT 1 FROM seen WHERE hash = ?)", blind(hash)) > 0;
    }

    /** The last hash read from {@code node} in {@code namespace}, unless it has expired at {@code nowMs}. */
    public Optional<MessageHash> cursor(Tx tx, NodeId node, Namespace namespace, long nowMs) throws SQLException {
        record Cursor(String hash, long expiresMs) {}
        var source = source(node, namespace);
        return tx.first(row -> row.getBytes(1), "SELECT secret FROM cursors WHERE source = ?", source)
                .map(secret -> Unpacker.read(
                        cipher.open(CURSORS, source, secret), FORMAT, in -> new Cursor(in.text(), in.number())))
                .filter(cursor -> cursor.expiresMs() > nowMs)
                .flatMap(cursor -> hash(cursor.hash()));
    }

    /** Remembers up to where {@code node} was read. */
    public void setCursor(Tx tx, NodeId node, Namespace namespace, MessageHash hash, long expiresMs)
            throws SQLException {
        var source = source(node, namespace);
        tx.update(
                "INSERT INTO cursors (source, secret) VALUES (?, ?)"
                        + " ON CONFLICT (source) DO UPDATE SET secret = excluded.secret",
                source,
                cipher.seal(
                        CURSORS,
                        source,
                        new Packer(FORMAT).text(hash.text()).number(expiresMs).done()));
    }

    /** Forgets hashes, tombstones and what waited for messages, when their day has come. Returns how many hashes and tombstones went. */
    public int forget(Tx tx, long nowMs) throws SQLException {
        var today = Math.floorDiv(nowMs, DAY_MS);
        earlyReactions.forget(tx, today);
        return tx.update("DELETE FROM seen WHERE until_day < ?", today)
                + tx.update("DELETE FROM tombstones WHERE until_day < ?", today);
    }

    private byte[] blind(MessageHash hash) {
        return cipher.blind("hash", hash.text().getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] source(NodeId node, Namespace namespace) {
        return cipher.blind("cursor", node.bytes(), RowCipher.bytes(namespace.value()));
    }

    private static Optional<MessageHash> hash(String text) {
        try {
            return Optional.of(MessageHash.parse(text));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }
}
