package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node still owes to others, kept over restarts. Safe for use by many threads. A method returns after its change is on
 * disk; it throws {@link hearth.sqlite.StoreException} if the disk fails, and has then changed nothing.
 *
 * <p>There are two kinds of debts: single requests that a member missed, and whole dumps for members that need everything that
 * is here and theirs. When too many requests are owed to one member, they become a dump.
 */
interface Backlog extends AutoCloseable {

    /**
     * A request that a member missed.
     *
     * @param number  grows with every request noted
     * @param notedMs ms since the Unix epoch
     * @param params  as they were sent
     */
    record Missed(long number, Account account, String method, Bytes params, long notedMs) {}

    /**
     * A dump under way.
     *
     * @param round tells this dump from an earlier one for the same member
     * @param upTo  the number of the last message that the member got, 0 before the first
     */
    record Dump(NodeId member, long round, long upTo) {}

    /** Notes a request. Returns false, noting nothing, if so many are owed to {@code member} that a dump is cheaper. */
    boolean add(NodeId member, Account account, String method, Bytes params, long nowMs);

    /** Every account of which a request is owed to somebody. */
    Set<Account> accountsMissing();

    /** What is owed to anybody about {@code account} is owed to {@code members} too, once each. */
    void oweAlso(Set<NodeId> members, Account account, long nowMs);

    /** Everybody who is owed a request. */
    Set<NodeId> membersMissing();

    /** The oldest requests owed to {@code member}, in the order in which they were noted. */
    List<Missed> missed(NodeId member, int countMax);

    /** These need not be tried again. */
    void settled(List<Missed> requests);

    /** {@code member} is owed no request any more. */
    void forget(NodeId member);

    /** {@code member} is owed a dump, from its beginning, whatever it got of one before. */
    void oweDump(NodeId member);

    /** Everybody who is owed a dump. */
    Set<NodeId> membersWithoutDump();

    /** How far the dump for {@code member} is; empty if it is owed none. */
    Optional<Dump> dump(NodeId member);

    /** The member got the messages of its dump up to that number. Does nothing if a dump is owed anew since. */
    void dumped(Dump dump, long upTo);

    /** The member is owed no dump any more. Does nothing if a dump is owed anew since. */
    void dumpDone(Dump dump);

    /** {@code member} is owed no dump any more, however far it is. */
    void forgetDump(NodeId member);

    /** The layout by which this node paid its debts last; empty if it never did. */
    Optional<Layout> layout();

    /** From now on this layout counts. */
    void layout(Layout layout);

    /** How many requests are owed to all members together. */
    long countMissed();

    @Override
    void close();
}
