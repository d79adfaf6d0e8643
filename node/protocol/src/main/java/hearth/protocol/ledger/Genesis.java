package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How a network begins: its rules in numbers, and who has what. Its hash names the network. As bt: a list of network, token
 * name, token symbol, requirement, time scale, block time, fee, name price, pool, founded, allocations, nodes.
 *
 * @param network     what people call it, 1 to {@value #TEXT_BYTES_MAX} bytes of UTF-8
 * @param token       what its money is called
 * @param rules       its numbers
 * @param pool        what rewards are paid from in the beginning
 * @param founded     when, in milliseconds since 1970
 * @param allocations who has what in the beginning, ascending by address
 * @param nodes       the nodes that are active from the beginning, ascending by key; the stake of each is in addition to
 *                    the allocations and belongs to its operator
 */
public record Genesis(
        String network,
        Token token,
        Rules rules,
        Amount pool,
        long founded,
        List<Allocation> allocations,
        List<FoundingNode> nodes) {

    /** The longest text. */
    public static final int TEXT_BYTES_MAX = 64;

    /** The longest canonical form. */
    public static final int BYTES_MAX = 1 << 20;

    /** The most allocations, and the most nodes. */
    public static final int ENTRIES_MAX = 5_000;

    private static final String WHAT = "Genesis";
    private static final int FIELDS = 12;

    /**
     * What the money of a network is called.
     *
     * @param name   such as "Hearth Token", 1 to {@value Genesis#TEXT_BYTES_MAX} bytes of UTF-8
     * @param symbol such as "HRT", 1 to 8 letters or digits
     */
    public record Token(String name, String symbol) {

        private static final int SYMBOL_MAX = 8;

        public Token {
            requireText(name, "Token name");
            if (!symbol.matches("[A-Za-z0-9]{1," + SYMBOL_MAX + "}")) {
                throw new IllegalArgumentException("Token symbol has 1 to " + SYMBOL_MAX + " letters or digits");
            }
        }
    }

    /**
     * The numbers of a network.
     *
     * @param stakingRequirement the stake of a complete node; at least 100 units, so that quarters and tenths exist
     * @param timeScale          how many times as fast as the public network it lives, 1 to {@value Period#SCALE_MAX}
     * @param blockMillis        how long a block is meant to take, for those who make blocks and for dates
     * @param minimumFee         what every transaction pays at least
     * @param namePrice          what a name costs for {@link Period#NAME}
     */
    public record Rules(
            Amount stakingRequirement, int timeScale, int blockMillis, Amount minimumFee, Amount namePrice) {

        private static final int REQUIREMENT_MIN = 100;
        private static final int BLOCK_MILLIS_MAX = 3_600_000;
        private static final long PUBLIC_BLOCK_MILLIS = 120_000;

        public Rules {
            if (stakingRequirement.units() < REQUIREMENT_MIN) {
                throw new IllegalArgumentException("Staking requirement is below " + REQUIREMENT_MIN + " units");
            }
            if (timeScale < 1 || timeScale > Period.SCALE_MAX) {
                throw new IllegalArgumentException(
                        "Time scale is " + timeScale + ", it must be 1 to " + Period.SCALE_MAX);
            }
            if (blockMillis < 1 || blockMillis > BLOCK_MILLIS_MAX) {
                throw new IllegalArgumentException(
                        "Block time is " + blockMillis + " ms, it must be 1 to " + BLOCK_MILLIS_MAX);
            }
        }

        /** The length of {@code period} in blocks. */
        public int blocks(Period period) {
            return period.blocks(timeScale);
        }

        /** How long {@code period} is meant to last. */
        public Duration length(Period period) {
            return Duration.ofMillis((long) blocks(period) * blockMillis);
        }

        /** How long here what takes {@code elsewhere} in the public network, where a block takes two minutes. */
        public Duration scaled(Duration elsewhere) {
            return elsewhere.multipliedBy(blockMillis).dividedBy(PUBLIC_BLOCK_MILLIS * timeScale);
        }
    }

    /**
     * Tokens that somebody has from the beginning.
     *
     * @param amount never zero
     */
    public record Allocation(LedgerAddress address, Amount amount) {

        public Allocation {
            if (amount.isZero()) {
                throw new IllegalArgumentException("An allocation of nothing");
            }
        }

        private Bt form() {
            return Bt.list(Forms.of(address), Forms.of(amount));
        }

        private static Allocation read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Allocation");
            return new Allocation(in.address(), in.amount());
        }
    }

    /** A node that is active from the beginning, with a complete stake of its operator and without operator fee. */
    public record FoundingNode(NodeId node, LedgerAddress operator) {

        private Bt form() {
            return Bt.list(Forms.of(node), Forms.of(operator));
        }

        private static FoundingNode read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Founding node");
            return new FoundingNode(in.node(), in.address());
        }
    }

    public Genesis {
        requireText(network, "Network name");
        if (founded < 0) {
            throw new IllegalArgumentException("Networks are founded after 1970");
        }
        allocations = List.copyOf(allocations);
        nodes = List.copyOf(nodes);
        var accounts = allocations;
        var list = nodes;
        requireAscending(
                accounts.size(),
                i -> accounts.get(i - 1).address().compareTo(accounts.get(i).address()) < 0);
        requireAscending(
                list.size(), i -> list.get(i - 1).node().compareTo(list.get(i).node()) < 0);
        requireSupply(pool, rules, accounts, list);
    }

    /** All tokens that there are and ever will be. */
    public Amount supply() {
        return supply(pool, rules, allocations, nodes);
    }

    /** What the network is called by its programs; a part of every signature. */
    public LedgerHash hash() {
        return LedgerHash.of("hearth ledger genesis", encode());
    }

    /** The canonical bytes: the genesis file. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads a genesis from untrusted bytes. */
    public static Genesis decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, WHAT, Genesis::read, Genesis::form);
    }

    /** The canonical form. */
    public Bt form() {
        return Bt.list(
                Bt.text(network),
                Bt.text(token.name()),
                Bt.text(token.symbol()),
                Forms.of(rules.stakingRequirement()),
                Bt.of(rules.timeScale()),
                Bt.of(rules.blockMillis()),
                Forms.of(rules.minimumFee()),
                Forms.of(rules.namePrice()),
                Forms.of(pool),
                Bt.of(founded),
                Forms.list(allocations, Allocation::form),
                Forms.list(nodes, FoundingNode::form));
    }

    /** Reads what {@link #form} wrote. */
    public static Genesis read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, WHAT);
        return new Genesis(
                in.text(TEXT_BYTES_MAX),
                new Token(in.text(TEXT_BYTES_MAX), in.text(TEXT_BYTES_MAX)),
                new Rules(
                        in.amount(),
                        in.number(Period.SCALE_MAX),
                        in.number(Rules.BLOCK_MILLIS_MAX),
                        in.amount(),
                        in.amount()),
                in.amount(),
                in.number(),
                in.list(ENTRIES_MAX, Allocation::read),
                in.list(ENTRIES_MAX, FoundingNode::read));
    }

    private static void requireText(String text, String what) {
        var bytes = Bt.text(text).length();
        if (text.isBlank() || bytes > TEXT_BYTES_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + TEXT_BYTES_MAX + " bytes and no control characters");
        }
    }

    private static void requireAscending(int size, IntPredicate isAfterTheOneBefore) {
        if (size > ENTRIES_MAX) {
            throw new IllegalArgumentException(size + " entries, a genesis has at most " + ENTRIES_MAX);
        }
        for (var i = 1; i < size; i++) {
            if (!isAfterTheOneBefore.test(i)) {
                throw new IllegalArgumentException("Entries of a genesis ascend, and none stands there twice");
            }
        }
    }

    private static void requireSupply(
            Amount pool, Rules rules, List<Allocation> allocations, List<FoundingNode> nodes) {
        try {
            supply(pool, rules, allocations, nodes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("All tokens together are more than 2^63 - 1 units", e);
        }
    }

    private static Amount supply(Amount pool, Rules rules, List<Allocation> allocations, List<FoundingNode> nodes) {
        var sum = pool;
        for (var allocation : allocations) {
            sum = sum.plus(allocation.amount());
        }
        for (var _ : nodes) {
            sum = sum.plus(rules.stakingRequirement());
        }
        return sum;
    }
}
