package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The nodes that decide about one block: all active ones, or the {@value #MAX} that have been in the ledger for longest. The
 * stakes of active nodes are equal, so that a part of the voters is the same part of their stake. As bt: a list of keys.
 *
 * @param nodes ascending; empty only in a ledger that nobody keeps any more
 */
public record Voters(List<NodeId> nodes) {

    /** The most voters. Each talks with each for every block, which grows with the square. */
    public static final int MAX = 100;

    public Voters {
        nodes = List.copyOf(nodes);
        if (nodes.size() > MAX) {
            throw new IllegalArgumentException(nodes.size() + " voters, there are at most " + MAX);
        }
        for (var i = 1; i < nodes.size(); i++) {
            if (nodes.get(i - 1).compareTo(nodes.get(i)) >= 0) {
                throw new IllegalArgumentException("Voters ascend by key");
            }
        }
    }

    /** Who decides about the block after a state with those nodes. If none is active, those who rest do. */
    public static Voters among(Collection<NodeRecord> nodes) {
        var active = longest(nodes.stream().filter(NodeRecord::isActive));
        return active.nodes.isEmpty()
                ? longest(nodes.stream().filter(node -> node.state() == NodeRecord.State.DECOMMISSIONED))
                : active;
    }

    /** Who decides about the first block. */
    public static Voters of(Genesis genesis) {
        return new Voters(genesis.nodes().stream()
                .map(Genesis.FoundingNode::node)
                .limit(MAX)
                .toList());
    }

    private static Voters longest(Stream<NodeRecord> nodes) {
        return new Voters(
                nodes.sorted(Comparator.comparingLong(NodeRecord::registered).thenComparing(NodeRecord::id))
                        .limit(MAX)
                        .map(NodeRecord::id)
                        .sorted()
                        .toList());
    }

    public int size() {
        return nodes.size();
    }

    public boolean contains(NodeId node) {
        return nodes.contains(node);
    }

    /** Says whether {@code count} voters are more than two thirds, and decide. */
    public boolean isQuorum(int count) {
        return 3 * count > 2 * nodes.size();
    }

    /** Says whether {@code count} voters are more than a third, so that at least one of them is honest. */
    public boolean isHonest(int count) {
        return 3 * count > nodes.size();
    }

    /** What they are called in a {@link Decision}. */
    public LedgerHash hash() {
        return LedgerHash.of("hearth ledger voters", BtCodec.encode(form()));
    }

    Bt.List form() {
        return Forms.list(nodes, Forms::of);
    }

    static Voters read(Bt form) throws FormatException {
        return new Voters(new ListReader(Bt.list(form), 1, "Voters").list(MAX, Voters::readNode));
    }

    private static NodeId readNode(Bt form) throws FormatException {
        return new ListReader(Bt.list(form), 1, "Voter").node();
    }
}
