package hearth.client.sync;

import hearth.client.conversation.MessageId;
import hearth.client.store.Contact;
import hearth.client.store.OutboxItem;
import hearth.client.store.SeenTable;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns contents into the bytes that are stored, and gives them their times. */
final class Sealing {

    /** Further apart than this, two times are not two readings of the same one. */
    private static final long JITTER_MS_MAX = 60_000;

    /** How many messages are asked for the latest time: the last one almost always has it. */
    private static final int LOOK_BACK = 3;

    private Sealing() {}

    /** The bytes to store for {@code to}. */
    static byte[] seal(Own own, byte[] content, long sentAtMs, SessionId to) {
        return own.codec().seal(Contents.parse(content), sentAtMs, own.keys(), to);
    }

    /**
     * Seals what was written before the network had told the time: it has this box's time, which is corrected now. Whatever
     * that clock has been through meanwhile, it stays in its order, after what was sealed before and before now; so does what
     * was given up.
     */
    static void sealWaiting(Tx tx, Own own, Contact contact) throws SQLException {
        var waiting = own.database().outbox().of(tx, contact.row()).stream()
                .filter(item -> !item.isSealed())
                .toList();
        var messages = waiting.stream().flatMap(item -> item.message().stream()).collect(Collectors.toSet());
        var last = lastTime(tx, own, contact, messages);
        var now = own.time().nowMs();
        for (var time : corrected(waiting, own.time().offset().toMillis(), now).entrySet()) {
            var item = time.getKey();
            var wanted = last < now + JITTER_MS_MAX ? Math.max(time.getValue(), last + 1) : time.getValue();
            last = freeTime(tx, own, contact.peer(), wanted, item.sentAt());
            if (last != item.sentAt()) {
                correct(tx, own, contact, item, last);
            }
            own.database()
                    .outbox()
                    .save(tx, item.sealed(last, item.content(), seal(own, item.content(), last, item.to())));
        }
    }

    /** Gives what was given up for its age the time of now, as if it had just been written: the old one would not do. */
    static void renew(Tx tx, Own own, Contact contact, OutboxItem item) throws SQLException {
        var moment = Moment.now(own.time());
        var time = timeForNew(tx, own, contact, moment);
        correct(tx, own, contact, item, time);
        var sealed = moment.isNetworkTime() ? seal(own, item.content(), time, item.to()) : new byte[0];
        own.database().outbox().save(tx, item.sealed(time, item.content(), sealed));
    }

    /** The later an item was written, the likelier the clock was the same as now: nothing is later than what follows it. */
    private static Map<OutboxItem, Long> corrected(List<OutboxItem> items, long offsetMs, long nowMs) {
        var times = new LinkedHashMap<OutboxItem, Long>();
        var latest = nowMs;
        for (var item : items.reversed()) {
            var time = Math.min(item.sentAt() + offsetMs, latest);
            times.putFirst(item, time);
            latest = time - 1;
        }
        return times;
    }

    private static void correct(Tx tx, Own own, Contact contact, OutboxItem item, long sentAt) throws SQLException {
        if (item.message().isEmpty()) {
            reserve(tx, own, contact.peer(), sentAt);
            return;
        }
        var message = own.database().messages().find(tx, item.message().get());
        if (message.isPresent()) {
            own.database().messages().setSentAt(tx, contact, message.get(), sentAt);
            tx.afterwards(() ->
                    own.changes().messageChanged(contact.id(), message.get().id()));
        }
    }

    /** The time for something that is written now. */
    static long timeForNew(Tx tx, Own own, Contact contact, Moment moment) throws SQLException {
        return freeTime(tx, own, contact.peer(), after(lastTime(tx, own, contact, Set.of()), moment.ms()), -1);
    }

    /** Two readings of the network's time may differ by a little; what is written later must not seem to be earlier. */
    private static long after(long last, long wanted) {
        return last >= wanted && last - wanted < JITTER_MS_MAX ? last + 1 : wanted;
    }

    /** The latest time that this account has given a message here, those of {@code without} aside; 0 for none. */
    private static long lastTime(Tx tx, Own own, Contact contact, Set<MessageId> without) throws SQLException {
        return own.database().messages().lastOutgoing(tx, contact, LOOK_BACK + without.size()).stream()
                .filter(message -> !without.contains(message.id()))
                .mapToLong(StoredMessage::sentAt)
                .max()
                .orElse(0);
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
                .refuse(tx, peer, false, sentAtMs, SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS));
    }
}
