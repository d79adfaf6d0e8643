package hearth.service.store;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RevokeSubaccount;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.SubaccountToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Messages in a map, for tests of what stands above the store. Forgets everything when it is closed. */
public class InMemoryMessageStore implements MessageStore {

    private record Mailbox(Account account, Namespace namespace) {}

    /** Where a message lies, and what a visitor is shown of it. */
    private record Place(long number, Mailbox mailbox, MessageHash hash, Bytes account, Bytes binaryHash) {}

    private record Expiry(long atMs, MessageHash hash) {}

    private final Map<Mailbox, Map<MessageHash, StoredMessage>> mailboxes = new LinkedHashMap<>();
    private final Map<MessageHash, Place> places = new HashMap<>();
    private final NavigableMap<Long, Place> numbered = new TreeMap<>();

    /** May name messages that are gone or that expire later by now. */
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::atMs));

    private long lastNumber;

    /** What was deleted, until it would have expired. */
    private final Map<MessageHash, StoredMessage> deleted = new HashMap<>();

    private final Revocations revocations = new Revocations();
    private boolean closed;

    @Override
    public synchronized Kept put(Account account, Namespace namespace, StoredMessage message) {
        var mailbox = mailbox(account, namespace);
        if (namespace.isPublicOutbox()) {
            removeOthers(mailbox, message.hash());
        }
        var known = mailbox.get(message.hash());
        if (known == null) {
            insert(account, namespace, message);
            return new Kept(message.expiryMs(), false);
        }
        var expiry = Math.max(known.expiryMs(), message.expiryMs());
        replace(mailbox, known.expiringAt(expiry));
        return new Kept(expiry, true);
    }

    private void insert(Account account, Namespace namespace, StoredMessage message) {
        var mailbox = new Mailbox(account, namespace);
        var place = new Place(
                ++lastNumber, mailbox, message.hash(), Bytes.wrap(account.bytes()), Bytes.wrap(binary(message)));
        places.put(message.hash(), place);
        numbered.put(place.number(), place);
        replace(mailbox(account, namespace), message);
    }

    private void replace(Map<MessageHash, StoredMessage> mailbox, StoredMessage message) {
        mailbox.put(message.hash(), message);
        expiries.add(new Expiry(message.expiryMs(), message.hash()));
    }

    /** Returns whether it was there. */
    private boolean delete(Map<MessageHash, StoredMessage> mailbox, MessageHash hash) {
        var message = mailbox.get(hash);
        if (message != null) {
            deleted.put(hash, message);
        }
        return remove(mailbox, hash);
    }

    /** Returns whether it was there. */
    private boolean remove(Map<MessageHash, StoredMessage> mailbox, MessageHash hash) {
        if (mailbox.remove(hash) == null) {
            return false;
        }
        var place = places.remove(hash);
        if (place != null) {
            numbered.remove(place.number());
        }
        return true;
    }

    private void removeOthers(Map<MessageHash, StoredMessage> mailbox, MessageHash hash) {
        List.copyOf(mailbox.keySet()).stream()
                .filter(other -> !other.equals(hash))
                .forEach(other -> remove(mailbox, other));
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

    private List<Mailbox> mailboxesOf(Account account, NamespaceScope scope) {
        return mailboxes.keySet().stream()
                .filter(mailbox -> mailbox.account().equals(account)
                        && switch (scope) {
                            case NamespaceScope.One(var namespace) ->
                                mailbox.namespace().equals(namespace);
                            case NamespaceScope.All() -> true;
                        })
                .toList();
    }

    @Override
    public synchronized SortedSet<MessageHash> delete(Account account, Collection<MessageHash> hashes) {
        var deleted = new TreeSet<MessageHash>();
        for (var mailbox : mailboxesOf(account, new NamespaceScope.All())) {
            for (var hash : hashes) {
                if (delete(mailbox(account, mailbox.namespace()), hash)) {
                    deleted.add(hash);
                }
            }
        }
        return deleted;
    }

    @Override
    public synchronized SortedMap<Namespace, List<MessageHash>> deleteSent(
            Account account, NamespaceScope scope, long sentUpToMs) {
        return touch(
                account,
                scope,
                message -> message.timestampMs() <= sentUpToMs,
                (messages, message) -> delete(messages, message.hash()));
    }

    @Override
    public synchronized SortedMap<Namespace, List<MessageHash>> expireBy(
            Account account, NamespaceScope scope, long expiryMs) {
        return touch(
                account,
                scope,
                message -> message.expiryMs() > expiryMs,
                (messages, message) -> replace(messages, message.expiringAt(expiryMs)));
    }

    private SortedMap<Namespace, List<MessageHash>> touch(
            Account account,
            NamespaceScope scope,
            Predicate<StoredMessage> wanted,
            BiConsumer<Map<MessageHash, StoredMessage>, StoredMessage> change) {
        var touched = new TreeMap<Namespace, List<MessageHash>>();
        for (var mailbox : mailboxesOf(account, scope)) {
            var messages = mailbox(account, mailbox.namespace());
            var found = messages.values().stream().filter(wanted).toList();
            found.forEach(message -> change.accept(messages, message));
            if (!found.isEmpty()) {
                touched.put(
                        mailbox.namespace(),
                        found.stream().map(StoredMessage::hash).sorted().toList());
            }
        }
        return touched;
    }

    @Override
    public synchronized Expiries expire(Account account, List<Wish> wishes, ExpireMode mode) {
        var updated = new TreeMap<MessageHash, Long>();
        var unchanged = new TreeMap<MessageHash, Long>();
        for (var mailbox : mailboxesOf(account, new NamespaceScope.All())) {
            var messages = mailbox(account, mailbox.namespace());
            for (var wish : wishes) {
                var message = messages.get(wish.hash());
                if (message == null) {
                    continue;
                }
                if (SqliteChanges.isWorthIt(mode, message.timestampMs(), message.expiryMs(), wish.expiryMs())) {
                    replace(messages, message.expiringAt(wish.expiryMs()));
                    updated.put(wish.hash(), wish.expiryMs());
                    unchanged.remove(wish.hash());
                } else if (!updated.containsKey(wish.hash())) {
                    unchanged.put(wish.hash(), message.expiryMs());
                }
            }
        }
        return new Expiries(updated, unchanged);
    }

    @Override
    public synchronized SortedMap<MessageHash, Long> expiries(Account account, Collection<MessageHash> hashes) {
        var expiries = new TreeMap<MessageHash, Long>();
        for (var mailbox : mailboxesOf(account, new NamespaceScope.All())) {
            mailbox(account, mailbox.namespace()).values().stream()
                    .filter(message -> hashes.contains(message.hash()))
                    .forEach(message -> expiries.put(message.hash(), message.expiryMs()));
        }
        return expiries;
    }

    @Override
    public RevocationStore revocations() {
        return revocations;
    }

    /** Tokens by account, the oldest first. */
    private final class Revocations implements RevocationStore {

        private record Token(SubaccountToken token, Instant touched) {}

        private final Map<Account, List<Token>> tokens = new LinkedHashMap<>();

        @Override
        public void revoke(Account account, List<SubaccountToken> revoked, Instant now) {
            synchronized (InMemoryMessageStore.this) {
                unrevoke(account, revoked);
                var all = tokens.computeIfAbsent(account, _ -> new ArrayList<>());
                revoked.stream().distinct().forEach(token -> all.add(new Token(token, now)));
                while (all.size() > RevokeSubaccount.TOKENS_MAX) {
                    all.removeFirst();
                }
            }
        }

        @Override
        public int unrevoke(Account account, List<SubaccountToken> good) {
            synchronized (InMemoryMessageStore.this) {
                var all = tokens.computeIfAbsent(account, _ -> new ArrayList<>());
                var before = all.size();
                all.removeIf(token -> good.contains(token.token()));
                return before - all.size();
            }
        }

        @Override
        public List<SubaccountToken> revoked(Account account) {
            synchronized (InMemoryMessageStore.this) {
                return tokens.getOrDefault(account, List.of()).stream()
                        .map(Token::token)
                        .toList();
            }
        }

        @Override
        public boolean isRevoked(Account account, SubaccountToken token) {
            return revoked(account).contains(token);
        }

        private void forgetUnneeded(Instant now) {
            tokens.forEach((account, all) -> {
                var needed = mailboxes.entrySet().stream()
                        .anyMatch(mailbox -> mailbox.getKey().account().equals(account)
                                && !mailbox.getValue().isEmpty());
                var before = now.minus(Duration.ofDays(DAYS_KEPT));
                all.replaceAll(
                        token -> needed && !token.touched().isAfter(before) ? new Token(token.token(), now) : token);
                all.removeIf(token -> !token.touched().isAfter(before));
            });
        }
    }

    @Override
    public synchronized int forgetExpired(Instant now) {
        revocations.forgetUnneeded(now);
        deleted.values().removeIf(message -> message.expiryMs() <= now.toEpochMilli());
        var gone = 0;
        for (var next = expiries.peek(); next != null && next.atMs() <= now.toEpochMilli(); next = expiries.peek()) {
            expiries.remove();
            var held = find(next.hash());
            if (held.isPresent() && held.get().message().expiryMs() <= now.toEpochMilli()) {
                remove(mailbox(held.get().account(), held.get().namespace()), next.hash());
                gone++;
            }
        }
        return gone;
    }

    private Held held(Place place) {
        var mailbox = place.mailbox();
        var message = mailbox(mailbox.account(), mailbox.namespace()).get(place.hash());
        return new Held(mailbox.account(), mailbox.namespace(), Objects.requireNonNull(message));
    }

    @Override
    public synchronized void visit(Visitor visitor) {
        numbered.forEach((number, place) -> visitor.visit(
                number, place.account().toArray(), place.binaryHash().toArray()));
    }

    @Override
    public synchronized List<Held> held(List<Long> wanted) {
        return wanted.stream()
                .flatMap(number -> Optional.ofNullable(numbered.get(number)).stream())
                .map(this::held)
                .toList();
    }

    @Override
    public synchronized Optional<Held> find(MessageHash hash) {
        return Optional.ofNullable(places.get(hash)).map(this::held);
    }

    @Override
    public synchronized List<Held> takeOver(List<Held> messages) {
        return messages.stream().filter(this::takeOver).toList();
    }

    private boolean takeOver(Held held) {
        var mailbox = mailbox(held.account(), held.namespace());
        var hash = held.message().hash();
        var gone = deleted.get(hash);
        if (gone != null && gone.timestampMs() >= held.message().timestampMs()) {
            return false;
        }
        if (held.namespace().isPublicOutbox()) {
            if (mailbox.values().stream().anyMatch(other -> isLater(other, held.message()))) {
                return false;
            }
            removeOthers(mailbox, hash);
        }
        if (mailbox.containsKey(hash)) {
            return false;
        }
        insert(held.account(), held.namespace(), held.message());
        return true;
    }

    private static boolean isLater(StoredMessage a, StoredMessage b) {
        return a.timestampMs() != b.timestampMs()
                ? a.timestampMs() > b.timestampMs()
                : Arrays.compareUnsigned(binary(a), binary(b)) > 0;
    }

    private static byte[] binary(StoredMessage message) {
        return Base64.getDecoder().decode(message.hash().text());
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
