package hearth.service.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.ListReader;
import hearth.protocol.ledger.StateChange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Who judges whom at one block (network specification 8.4). Chosen by {@link Mt19937x64} from the hash of that block.
 *
 * @param validators active nodes, in the order in which they were drawn; their place is the number in a vote
 * @param workers    active and decommissioned nodes, none of them a validator
 */
public record Quorum(List<NodeId> validators, List<NodeId> workers) {

    private static final int WORKERS_MIN = 50;
    private static final int WORKERS_SHARE = 100;
    private static final int WORKERS_MAX = 1_000;

    /** 7 of 10, rounded up where there are fewer validators. */
    private static final int VOTES_NEEDED = 7;

    public Quorum {
        validators = List.copyOf(validators);
        workers = List.copyOf(workers);
    }

    /**
     * The quorum of a block.
     *
     * <p>The specification has ten validators. With fewer than 15 active nodes that would leave too few to be judged; there
     * two thirds of them are validators, rounded down, but at least one.
     *
     * @param active         ascending
     * @param decommissioned ascending
     */
    static Quorum choose(List<NodeId> active, List<NodeId> decommissioned, LedgerHash block) {
        var random = new Mt19937x64(seed(block) + 1); // + 1: not the numbers that swarms are drawn with
        var rest = new ArrayList<>(active);
        var validators = draw(rest, validatorCount(active.size()), random);
        rest.addAll(decommissioned);
        rest.sort(null);
        var share = Math.min(WORKERS_MAX, Math.max(WORKERS_MIN, rest.size() / WORKERS_SHARE));
        return new Quorum(validators, draw(rest, Math.min(rest.size(), share), random));
    }

    /** The first 8 bytes of a block hash, the least significant first (5.2). */
    static long seed(LedgerHash block) {
        return ByteBuffer.wrap(block.toArray()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** How many equal votes change a state. */
    public int votesNeeded() {
        var tenths = validators.size() * VOTES_NEEDED;
        return (tenths + StateChange.VOTES_MAX - 1) / StateChange.VOTES_MAX;
    }

    private static int validatorCount(int active) {
        return active == 0 ? 0 : Math.clamp(active * 2 / 3, 1, StateChange.VOTES_MAX);
    }

    /** Takes {@code count} nodes out of {@code from}, each draw among all that are left; leaves the others in any order. */
    private static List<NodeId> draw(List<NodeId> from, int count, Mt19937x64 random) {
        var drawn = new ArrayList<NodeId>(count);
        for (var i = 0; i < count; i++) {
            var index = random.uniform(from.size());
            drawn.add(from.get(index));
            from.set(index, from.getLast());
            from.removeLast();
        }
        return drawn;
    }

    Bt form() {
        return Bt.list(Forms.list(validators, Forms::of), Forms.list(workers, Forms::of));
    }

    static Quorum read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Quorum");
        return new Quorum(in.list(StateChange.VOTES_MAX, Quorum::readNode), in.list(WORKERS_MAX, Quorum::readNode));
    }

    private static NodeId readNode(Bt form) throws FormatException {
        return new ListReader(Bt.list(form), 1, "Member of a quorum").node();
    }
}
