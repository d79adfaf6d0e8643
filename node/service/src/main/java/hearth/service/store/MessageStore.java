package hearth.service.store;

import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.StoredMessage;
import hearth.sqlite.StoreException;
import java.time.Instant;
import java.util.Optional;

/**
 * Messages held for the accounts of a swarm (network.md §§3.4, 3.6.1, 3.6.2, 3.8). Safe for use by many threads.
 *
 * <p>A hash names one message in the whole store, since account and namespace are part of it. Messages of one mailbox
 * (account and namespace) have the order in which they were kept first; keeping one again does not move it. A method
 * returns after its change is on disk; it throws {@link StoreException} if the disk fails or the store is full, and has
 * then changed nothing.
 */
public interface MessageStore extends AutoCloseable {

    /**
     * What became of a message.
     *
     * @param expiry  the expiry that is now kept, ms since the Unix epoch
     * @param already whether the message was there before
     */
    record Kept(long expiry, boolean already) {}

    /**
     * Keeps a message until it expires; its hash is the right one for account, namespace and data. If it is there already, its expiry is raised to that of {@code message} and never
     * lowered. In a public outbox every other message of the mailbox goes.
     */
    Kept put(Account account, Namespace namespace, StoredMessage message);

    /**
     * The messages of a mailbox after {@code last}, or from the beginning if that is empty or not (or no longer) in this
     * mailbox. Ends before the message with which there would be more than {@code countMax}, or with which the sum of
     * {@link RetrieveLimit#cost} would exceed {@code costMax}; the first message is given whatever it costs.
     * Messages that expired and were not forgotten yet are included.
     *
     * @param countMax at least 1
     */
    Retrieved after(Account account, Namespace namespace, Optional<MessageHash> last, int countMax, long costMax);

    /** Forgets everything that expired at or before {@code now}. Returns how many messages went. */
    int forgetExpired(Instant now);

    /** How many messages are held, expired ones that were not forgotten yet included. */
    long count();

    /** Waits for work under way. Later calls of any method but this throw {@link IllegalStateException}. */
    @Override
    void close();
}
