package hearth.client.sync;

import hearth.client.store.OutboxItem;
import hearth.client.store.SeenTable;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;

/** Turns contents into the bytes that are stored, and gives them their times. */
final class Sealing {

    private Sealing() {}

    /** The bytes to store for {@code to}. */
    static byte[] seal(Own own, byte[] content, long sentAtMs, SessionId to) {
        return own.codec().seal(Contents.parse(content), sentAtMs, own.keys(), to);
    }

    /**
     * Seals an item that was written before the network had told the time: its time was this box's, and is corrected
     * now.
     */
    static OutboxItem seal(Tx tx, Own own, OutboxItem item) throws SQLException {
        var peer = own.database()
                .conversations()
                .find(tx, item.conversation())
                .orElseThrow()
                .peer();
        var sentAt = freeTime(tx, own, peer, item.sentAt() + own.time().offset().toMillis(), item.sentAt());
        if (sentAt != item.sentAt()) {
            if (item.message().isPresent()) {
                var message = own.database().messages().find(tx, item.message().get());
                var contact = own.database().conversations().find(tx, item.conversation());
                if (message.isPresent() && contact.isPresent()) {
                    own.database().messages().setSentAt(tx, contact.get(), message.get(), sentAt);
                }
            } else {
                reserve(tx, own, peer, sentAt);
            }
        }
        return item.sealed(sentAt, item.content(), seal(own, item.content(), sentAt, item.to()));
    }

    /** The first time from {@code wanted} on that nothing of this account has towards {@code peer}, except {@code own}. */
    static long freeTime(Tx tx, Own own, SessionId peer, long wanted, long mine) throws SQLException {
        var time = wanted;
        while (time != mine && own.database().messages().isOwnTimeTaken(tx, peer, time)) {
            time++;
        }
        return time;
    }

    /** Keeps a time from being used again: it belongs to something that is no message. */
    static void reserve(Tx tx, Own own, SessionId peer, long sentAtMs) throws SQLException {
        own.database()
                .messages()
                .reserveOwnTime(
                        tx, peer, sentAtMs, SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS));
    }
}
