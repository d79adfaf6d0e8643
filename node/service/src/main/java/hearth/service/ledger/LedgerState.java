package hearth.service.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateRoot;
import hearth.protocol.ledger.Voters;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that the ledger knows after one block. Never changes; {@link Ledger} gives the next state. Safe for use by many
 * threads.
 */
public final class LedgerState {

    private final Genesis genesis;
    private final LedgerHash network;
    private final Tip tip;
    private final Amount pool;
    private final Tables tables;

    /**
     * The last block.
     *
     * @param height 0 for the genesis
     * @param hash   its hash
     * @param time   its time, in milliseconds since 1970
     */
    record Tip(long height, LedgerHash hash, long time) {}

    /** Accounts by address, nodes by key, names by hash; what falls due and quorums by height, 8 bytes big-endian. */
    record Tables(
            HashedMap<Account> accounts,
            HashedMap<NodeRecord> nodes,
            HashedMap<NameEntry> names,
            HashedMap<Due> agenda,
            HashedMap<Quorum> quorums) {

        static final Tables EMPTY = new Tables(
                HashedMap.empty(Account::form),
                HashedMap.empty(NodeRecord::form),
                HashedMap.empty(NameEntry::form),
                HashedMap.empty(Due::form),
                HashedMap.empty(Quorum::form));

        Tables withAccounts(HashedMap<Account> others) {
            return new Tables(others, nodes, names, agenda, quorums);
        }

        Tables withNodes(HashedMap<NodeRecord> others) {
            return new Tables(accounts, others, names, agenda, quorums);
        }

        Tables withNames(HashedMap<NameEntry> others) {
            return new Tables(accounts, nodes, others, agenda, quorums);
        }

        Tables withAgenda(HashedMap<Due> others) {
            return new Tables(accounts, nodes, names, others, quorums);
        }

        Tables withQuorums(HashedMap<Quorum> others) {
            return new Tables(accounts, nodes, names, agenda, others);
        }
    }

    LedgerState(Genesis genesis, LedgerHash network, Tip tip, Amount pool, Tables tables) {
        this.genesis = genesis;
        this.network = network;
        this.tip = tip;
        this.pool = pool;
        this.tables = tables;
    }

    /** How the network began. */
    public Genesis genesis() {
        return genesis;
    }

    /** The hash of the genesis, which every signature contains. */
    public LedgerHash network() {
        return network;
    }

    /** How many blocks there were after the genesis. */
    public long height() {
        return tip.height();
    }

    /** The hash of the last block. */
    public LedgerHash blockHash() {
        return tip.hash();
    }

    /** The time of the last block, in milliseconds since 1970. */
    public long time() {
        return tip.time();
    }

    /** What rewards are paid from. */
    public Amount pool() {
        return pool;
    }

    /** What an address can spend, and the nonce of its next transaction. */
    public Account account(LedgerAddress address) {
        return tables.accounts().find(address.key()).orElse(Account.EMPTY);
    }

    /** What is known of a node. */
    public Optional<NodeRecord> node(NodeId id) {
        return tables.nodes().find(key(id));
    }

    /** All nodes, in any order that is the same everywhere. */
    public Stream<NodeRecord> nodes() {
        return tables.nodes().values();
    }

    /** The keys of the nodes in that state, ascending. */
    public List<NodeId> nodes(NodeRecord.State state) {
        return nodes().filter(node -> node.state() == state)
                .map(NodeRecord::id)
                .sorted()
                .toList();
    }

    /** The active node whose turn it is to be rewarded. */
    public Optional<NodeRecord> nextRewarded() {
        return nodes().filter(NodeRecord::isActive)
                .min(Comparator.comparing(NodeRecord::place).thenComparing(NodeRecord::id));
    }

    /** What the next block pays to {@link #nextRewarded}. */
    public Amount rewardPerBlock() {
        return Rewards.perBlock(pool, genesis.rules().timeScale());
    }

    /** Rewards of an address that cannot be spent yet. */
    public Amount arriving(LedgerAddress address) {
        return tables.agenda()
                .values()
                .flatMap(due -> due.payouts().stream())
                .filter(payout -> payout.to().equals(address))
                .map(Due.Payout::amount)
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** The name with that hash, BLAKE2b-256 of the name (network specification 7.6). */
    public Optional<NameEntry> name(LedgerHash hash) {
        return tables.names().find(hash.bytes());
    }

    /** The quorum of one of the last blocks, those of {@link Period#VOTES_VALID}. */
    public Optional<Quorum> quorum(long height) {
        return tables.quorums().find(key(height));
    }

    /** Says whether {@code block} is one that can come next. */
    public boolean isFollowedBy(Block block) {
        return block.height() == tip.height() + 1 && block.previous().equals(tip.hash()) && block.time() >= tip.time();
    }

    /** What this state is called. */
    public LedgerHash root() {
        return rootParts().hash();
    }

    /** What the root is made of, for who proves a part of the state. */
    public StateRoot rootParts() {
        return new StateRoot(
                network,
                tip.height(),
                tip.hash(),
                tip.time(),
                pool,
                tables.accounts().hash(),
                tables.nodes().hash(),
                tables.names().hash(),
                tables.agenda().hash(),
                tables.quorums().hash());
    }

    /** Who decides about the next block. */
    public Voters voters() {
        return Voters.among(nodes().toList());
    }

    /** All tokens that there are: in accounts, stakes, outstanding rewards and the pool. The same in every state. */
    public Amount supply() {
        return Stream.of(
                        tables.accounts().values().map(Account::balance),
                        nodes().map(NodeRecord::staked),
                        tables.agenda().values().map(Due::sum))
                .flatMap(amounts -> amounts)
                .reduce(pool, Amount::plus);
    }

    /** The length of {@code period} in blocks of this network. */
    int blocks(Period period) {
        return genesis.rules().blocks(period);
    }

    Tip tip() {
        return tip;
    }

    Tables tables() {
        return tables;
    }

    LedgerState withTip(Tip other) {
        return new LedgerState(genesis, network, other, pool, tables);
    }

    LedgerState withPool(Amount other) {
        return new LedgerState(genesis, network, tip, other, tables);
    }

    LedgerState withAccount(LedgerAddress address, Account account) {
        return with(tables.withAccounts(tables.accounts().with(address.key(), account)));
    }

    /** With more in an account. */
    LedgerState credit(LedgerAddress address, Amount amount) {
        return withAccount(address, account(address).plus(amount));
    }

    /** With less in an account. Refuses if there is not so much. */
    LedgerState debit(LedgerAddress address, Amount amount) throws RefusedException {
        var account = account(address);
        RefusedException.unless(account.balance().covers(amount), Reason.BALANCE_TOO_LOW);
        return withAccount(address, account.minus(amount));
    }

    LedgerState withNode(NodeRecord node) {
        return with(tables.withNodes(tables.nodes().with(key(node.id()), node)));
    }

    LedgerState withoutNode(NodeId id) {
        return with(tables.withNodes(tables.nodes().without(key(id))));
    }

    int nodeCount() {
        return tables.nodes().size();
    }

    LedgerState withName(LedgerHash hash, NameEntry entry) {
        return with(tables.withNames(tables.names().with(hash.bytes(), entry)));
    }

    LedgerState withoutName(LedgerHash hash) {
        return with(tables.withNames(tables.names().without(hash.bytes())));
    }

    Due due(long height) {
        return tables.agenda().find(key(height)).orElse(Due.NOTHING);
    }

    LedgerState withDue(long height, UnaryOperator<Due> change) {
        return with(tables.withAgenda(tables.agenda().with(key(height), change.apply(due(height)))));
    }

    LedgerState withoutDue(long height) {
        return with(tables.withAgenda(tables.agenda().without(key(height))));
    }

    LedgerState withQuorum(long height, Quorum quorum) {
        return with(tables.withQuorums(tables.quorums().with(key(height), quorum)));
    }

    LedgerState withoutQuorum(long height) {
        return with(tables.withQuorums(tables.quorums().without(key(height))));
    }

    private LedgerState with(Tables others) {
        return new LedgerState(genesis, network, tip, pool, others);
    }

    static Bytes key(NodeId id) {
        return Bytes.wrap(id.bytes());
    }

    private static Bytes key(long height) {
        return Bytes.wrap(number(height));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
