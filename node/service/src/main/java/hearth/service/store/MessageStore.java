package hearth.service.store;

import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.NamespaceScope;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import hearth.protocol.rpc.StoredMessage;
import hearth.sqlite.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Messages held for the accounts of a swarm (network.md §§3.4, 3.6, 3.8). Safe for use by many threads.
 *
 * <p>A hash names one message in the whole store, since account and namespace are part of it. Messages of one mailbox
 * (account and namespace) have the order in which they were kept first; keeping one again does not move it. A method
 * returns after its change is on disk; it throws {@link StoreException} if the disk fails or the store is full, and has
 * then changed nothing. Messages that expired and were not forgotten yet count like others.
 */
public interface MessageStore extends AutoCloseable {

    /**
     * What became of a message.
     *
     * @param expiry  the expiry that is now kept, ms since the Unix epoch
     * @param already whether the message was there before
     */
    record Kept(long expiry, boolean already) {}

    /** A wish: {@code hash} is to expire at {@code expiryMs}, ms since the Unix epoch. */
    record Wish(MessageHash hash, long expiryMs) {}

    /**
     * What became of wishes: every message that there is is in one of the two, with the expiry that is now kept.
     */
    record Expiries(SortedMap<MessageHash, Long> updated, SortedMap<MessageHash, Long> unchanged) {
        public Expiries {
            updated = Collections.unmodifiableSortedMap(new TreeMap<>(updated));
            unchanged = Collections.unmodifiableSortedMap(new TreeMap<>(unchanged));
        }
    }

    /**
     * Keeps a message until it expires; its hash is the right one for account, namespace and data. If it is there already, its expiry is raised to that of {@code message} and never
     * lowered. In a public outbox every other message of the mailbox goes.
     */
    Kept put(Account account, Namespace namespace, StoredMessage message);

    /**
     * The messages of a mailbox after {@code last}, or from the beginning if that is empty or not (or no longer) in this
     * mailbox. Ends before the message with which there would be more than {@code countMax}, or with which the sum of
     * {@link RetrieveLimit#cost} would exceed {@code costMax}; the first message is given whatever it costs.
     *
     * @param countMax at least 1
     */
    Retrieved after(Account account, Namespace namespace, Optional<MessageHash> last, int countMax, long costMax);

    /**
     * Deletes messages of one account, whatever their namespaces. Returns those that were there. Very many are deleted in parts, so
     * that a failure may come after some of them are gone.
     */
    SortedSet<MessageHash> delete(Account account, Collection<MessageHash> hashes);

    /**
     * Deletes the messages of one account in {@code scope} with a timestamp up to {@code sentUpToMs}. Returns those that were
     * there, ascending, by namespace.
     */
    SortedMap<Namespace, List<MessageHash>> deleteSent(Account account, NamespaceScope scope, long sentUpToMs);

    /**
     * Lets the messages of one account in {@code scope} expire no later than at {@code expiryMs}. Returns those that would have
     * expired later, ascending, by namespace.
     */
    SortedMap<Namespace, List<MessageHash>> expireBy(Account account, NamespaceScope scope, long expiryMs);

    /**
     * Changes when messages of one account expire, whatever their namespaces: later and earlier, or as {@code mode} says only one
     * of that. An extension by less than a hundredth of the lifetime that a message has already (at most 30 days) is not worth
     * a write and counts as unchanged. Hashes that are not there are in neither part of the result. Very many are changed in parts,
     * as by {@link #delete}.
     */
    Expiries expire(Account account, List<Wish> wishes, ExpireMode mode);

    /** When messages of one account expire, whatever their namespaces. Hashes that are not there are not in the result. */
    SortedMap<MessageHash, Long> expiries(Account account, Collection<MessageHash> hashes);

    /** Which subaccounts were revoked. */
    RevocationStore revocations();

    /** Forgets everything that expired at or before {@code now}. Returns how many messages went. */
    int forgetExpired(Instant now);

    /**
     * A message and where it lies, as nodes hand it to each other.
     *
     * @param message its hash is the right one for account, namespace and data
     */
    record Held(Account account, Namespace namespace, StoredMessage message) {}

    /** Is shown every message without its data. Must not use the store. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param number  names the message in this store only; grows with every message kept
         * @param account 33 bytes
         * @param hash    32 bytes
         */
        void visit(long number, byte[] account, byte[] hash);
    }

    /** Shows all messages to {@code visitor}, in the order in which they were kept. */
    void visit(Visitor visitor);

    /** The messages with these numbers, without those that are gone. */
    List<Held> held(List<Long> numbers);

    /** The message with that hash, wherever it lies. */
    Optional<Held> find(MessageHash hash);

    /**
     * Keeps messages that another node had, all of them or (if it throws) none. One that is there already stays as it is. In a
     * public outbox the message with the latest time wins. What was deleted here does not come back in this way before it would
     * have expired, unless it was sent again with a later timestamp. Returns those that were not there before.
     */
    List<Held> takeOver(List<Held> messages);

    /** How many messages are held. */
    long count();

    /** Waits for work under way. Later calls of any method but this throw {@link IllegalStateException}. */
    @Override
    void close();
}
