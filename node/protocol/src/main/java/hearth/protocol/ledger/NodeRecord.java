package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows about one node (network specification 7.4, 8). As bt: a list of node, operator, fee, registered,
 * contributors, standing, place in the queue, unlock requested, leaves, swarm.
 *
 * @param id              the node's key
 * @param operator        who registered it
 * @param feePermill      what the operator gets of every reward beforehand, in thousandths
 * @param registered      the block that registered it; 0 for nodes of the genesis
 * @param contributors    the operator first; the others in the order in which they got their place
 * @param standing        in which state it is
 * @param place           where it is in the reward queue
 * @param unlockRequested the block of the first unlock request; 0 if there was none
 * @param leaves          the block that gives the stakes back and forgets the node; 0 if that is not foreseen
 * @param swarm           its swarm, {@link SwarmId#UNASSIGNED} unless it is active
 */
public record NodeRecord(
        NodeId id,
        LedgerAddress operator,
        int feePermill,
        long registered,
        List<Contributor> contributors,
        Standing standing,
        QueuePlace place,
        long unlockRequested,
        long leaves,
        SwarmId swarm) {

    private static final int FIELDS = 10;

    /** The states of network specification 8.1. */
    public enum State {
        /** Not all of the stake is there. */
        AWAITING,
        /** In a swarm, in quorums, in the reward queue. */
        ACTIVE,
        /** Resting until it works again or its credit is used up. */
        DECOMMISSIONED,
        /** Expelled; the stake is locked until it leaves. */
        DEREGISTERED
    }

    /**
     * Somebody's part of a node.
     *
     * @param amount   what was contributed; zero for a place that is kept
     * @param reserved what was kept for them at the registration; zero for who came without reservation
     */
    public record Contributor(LedgerAddress address, Amount amount, Amount reserved) {

        /** What nobody else can contribute. */
        public Amount held() {
            return amount.covers(reserved) ? amount : reserved;
        }

        private Bt form() {
            return Bt.list(Forms.of(address), Forms.of(amount), Forms.of(reserved));
        }

        private static Contributor read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Contributor");
            return new Contributor(in.address(), in.amount(), in.amount());
        }
    }

    /**
     * In which state a node is.
     *
     * @param since           the block in which the state began
     * @param credit          the downtime credit at that moment, in blocks (8.3)
     * @param decommissions   how often it was decommissioned
     * @param reasonsAll      why it was the last time, in the eyes of all voters (7.4)
     * @param reasonsAny      why it was the last time, in the eyes of any voter
     * @param lastIpPenalty   the block of the last IP change penalty; 0 if there was none
     */
    public record Standing(
            State state,
            long since,
            long credit,
            int decommissions,
            int reasonsAll,
            int reasonsAny,
            long lastIpPenalty) {

        /** The standing of a fresh node. */
        public static Standing fresh(State state, long since, long credit) {
            return new Standing(state, since, credit, 0, 0, 0, 0);
        }

        /** Another state from {@code height} on, beginning with {@code startCredit}. */
        public Standing change(State other, long height, long startCredit) {
            return new Standing(other, height, startCredit, decommissions, reasonsAll, reasonsAny, lastIpPenalty);
        }

        /** Decommissioned once more, at {@code height} with {@code creditLeft}. */
        public Standing decommission(long height, long creditLeft, int all, int any) {
            return new Standing(State.DECOMMISSIONED, height, creditLeft, decommissions + 1, all, any, lastIpPenalty);
        }

        /** The same after a penalty at {@code height}. */
        public Standing punish(long height) {
            return new Standing(state, since, credit, decommissions, reasonsAll, reasonsAny, height);
        }

        /** The downtime credit at {@code height}, in blocks; below 0 when it is used up. */
        public long creditAt(long height, int timeScale) {
            return switch (state) {
                case ACTIVE -> DowntimeCredit.active(credit, height - since, timeScale);
                case DECOMMISSIONED -> DowntimeCredit.decommissioned(credit, height - since);
                case AWAITING, DEREGISTERED -> credit;
            };
        }

        private Bt form() {
            return Bt.list(
                    Bt.of(state.ordinal()),
                    Bt.of(since),
                    Bt.of(credit),
                    Bt.of(decommissions),
                    Bt.of(reasonsAll),
                    Bt.of(reasonsAny),
                    Bt.of(lastIpPenalty));
        }

        private static Standing read(Bt form) throws FormatException {
            var in = new ListReader(form, 7, "Standing of a node");
            return new Standing(
                    State.values()[in.number(State.values().length - 1)],
                    in.number(),
                    in.number(),
                    in.number(Integer.MAX_VALUE),
                    in.number(StateChange.REASONS_MAX),
                    in.number(StateChange.REASONS_MAX),
                    in.number());
        }
    }

    /**
     * A place in the reward queue: who waited longest comes first.
     *
     * @param height the block of the last reward, or in which the node became active, or was sent to the end
     * @param index  the item of that block that did so; {@value #LAST} for what came after all items
     */
    public record QueuePlace(long height, int index) implements Comparable<QueuePlace> {

        /** Behind everybody else of the same block. */
        public static final int LAST = Integer.MAX_VALUE;

        /** The end of the queue at {@code height}. */
        public static QueuePlace lastAt(long height) {
            return new QueuePlace(height, LAST);
        }

        @Override
        public int compareTo(QueuePlace other) {
            var byHeight = Long.compare(height, other.height);
            return byHeight != 0 ? byHeight : Integer.compare(index, other.index);
        }

        private Bt form() {
            return Bt.list(Bt.of(height), Bt.of(index));
        }

        private static QueuePlace read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Place in the queue");
            return new QueuePlace(in.number(), in.number(LAST));
        }
    }

    public NodeRecord {
        contributors = List.copyOf(contributors);
        if (contributors.isEmpty() || contributors.size() > StakeRules.CONTRIBUTORS_MAX) {
            throw new IllegalArgumentException("A node has 1 to " + StakeRules.CONTRIBUTORS_MAX + " contributors");
        }
    }

    /** In which state the node is. */
    public State state() {
        return standing.state();
    }

    /** Says whether the node is active. */
    public boolean isActive() {
        return standing.state() == State.ACTIVE;
    }

    /** What all contributed together. */
    public Amount staked() {
        return contributors.stream().map(Contributor::amount).reduce(Amount.ZERO, Amount::plus);
    }

    /** Somebody's part, also one that is only reserved. */
    public Optional<Contributor> contributor(LedgerAddress address) {
        return contributors.stream()
                .filter(contributor -> contributor.address().equals(address))
                .findFirst();
    }

    /** What is neither contributed nor reserved of {@code requirement}. */
    public Amount open(Amount requirement) {
        return requirement.minus(contributors.stream().map(Contributor::held).reduce(Amount.ZERO, Amount::plus));
    }

    /** How many more contributors there can be. */
    public int freePlaces() {
        return StakeRules.CONTRIBUTORS_MAX - contributors.size();
    }

    /** With {@code changed} in the place of the contributor of that address, or behind the others. */
    public NodeRecord withContributor(Contributor changed) {
        var list = new ArrayList<Contributor>();
        contributors.forEach(old -> list.add(old.address().equals(changed.address()) ? changed : old));
        if (!list.contains(changed)) {
            list.add(changed);
        }
        return withContributors(list);
    }

    /** With other contributors. */
    public NodeRecord withContributors(List<Contributor> others) {
        return new NodeRecord(
                id, operator, feePermill, registered, others, standing, place, unlockRequested, leaves, swarm);
    }

    /** With another standing. */
    public NodeRecord withStanding(Standing other) {
        return new NodeRecord(
                id, operator, feePermill, registered, contributors, other, place, unlockRequested, leaves, swarm);
    }

    /** Elsewhere in the queue. */
    public NodeRecord withPlace(QueuePlace other) {
        return new NodeRecord(
                id, operator, feePermill, registered, contributors, standing, other, unlockRequested, leaves, swarm);
    }

    /** Asked at {@code height} to leave at {@code leaving}. */
    public NodeRecord withUnlock(long height, long leaving) {
        return new NodeRecord(
                id, operator, feePermill, registered, contributors, standing, place, height, leaving, swarm);
    }

    /** Leaving at another height. */
    public NodeRecord withLeaves(long leaving) {
        return withUnlock(unlockRequested, leaving);
    }

    /** In another swarm. */
    public NodeRecord withSwarm(SwarmId other) {
        return new NodeRecord(
                id, operator, feePermill, registered, contributors, standing, place, unlockRequested, leaves, other);
    }

    /** The canonical form. */
    public Bt form() {
        return Bt.list(
                Forms.of(id),
                Forms.of(operator),
                Bt.of(feePermill),
                Bt.of(registered),
                Forms.list(contributors, Contributor::form),
                standing.form(),
                place.form(),
                Bt.of(unlockRequested),
                Bt.of(leaves),
                Bt.ofUnsigned(swarm.value()));
    }

    /** Reads what {@link #form} wrote. */
    public static NodeRecord read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Record of a node");
        return new NodeRecord(
                in.node(),
                in.address(),
                in.number(StakeRules.FEE_PERMILL_MAX),
                in.number(),
                in.list(StakeRules.CONTRIBUTORS_MAX, Contributor::read),
                Standing.read(in.value()),
                QueuePlace.read(in.value()),
                in.number(),
                in.number(),
                in.swarm());
    }
}
