package hearth.service.store;

import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Messages in a map, for tests of what stands above the store. Forgets everything when it is closed. */
public final class InMemoryMessageStore implements MessageStore {

    private record Mailbox(Account account, Namespace namespace) {}

    private final Map<Mailbox, Map<MessageHash, StoredMessage>> mailboxes = new LinkedHashMap<>();
    private boolean closed;

    @Override
    public synchronized Kept put(Account account, Namespace namespace, StoredMessage message) {
        var mailbox = mailbox(account, namespace);
        if (namespace.isPublicOutbox()) {
            mailbox.keySet().removeIf(hash -> !hash.equals(message.hash()));
        }
        var known = mailbox.putIfAbsent(message.hash(), message);
        if (known == null) {
            return new Kept(message.expiryMs(), false);
        }
        var expiry = Math.max(known.expiryMs(), message.expiryMs());
        mailbox.put(known.hash(), new StoredMessage(known.hash(), known.timestampMs(), expiry, known.data()));
        return new Kept(expiry, true);
    }

    @Override
    public synchronized Retrieved after(
            Account account, Namespace namespace, Optional<MessageHash> last, int countMax, long costMax) {
        if (countMax < 1) {
            throw new IllegalArgumentException("countMax is " + countMax + ", it must be at least 1");
        }
        var all = new ArrayList<>(mailbox(account, namespace).values());
        var hashes = all.stream().map(StoredMessage::hash).toList();
        var page = new ArrayList<StoredMessage>();
        var cost = 0L;
        for (var message : all.subList(last.map(hashes::indexOf).orElse(-1) + 1, all.size())) {
            cost += RetrieveLimit.cost(MessageHash.LENGTH, message.data().length());
            if (page.size() == countMax || (cost > costMax && !page.isEmpty())) {
                return new Retrieved(page, true);
            }
            page.add(message);
        }
        return new Retrieved(page, false);
    }

    private Map<MessageHash, StoredMessage> mailbox(Account account, Namespace namespace) {
        if (closed) {
            throw new IllegalStateException("The store is closed");
        }
        return mailboxes.computeIfAbsent(new Mailbox(account, namespace), _ -> new LinkedHashMap<>());
    }

    @Override
    public synchronized int forgetExpired(Instant now) {
        var gone = 0;
        for (var mailbox : mailboxes.values()) {
            var before = mailbox.size();
            mailbox.values().removeIf(message -> message.expiryMs() <= now.toEpochMilli());
            gone += before - mailbox.size();
        }
        return gone;
    }

    @Override
    public synchronized long count() {
        return mailboxes.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
