package hearth.appliance.wallet;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StakeRules;
import hearth.protocol.name.NameRecord;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.NameEntry;
import hearth.web.ledger.LedgerView;
import hearth.web.ledger.NameView;
import hearth.web.ledger.NodeView;
import hearth.web.ledger.NodeView.Share;
import hearth.web.ledger.NodeView.Stage;
import hearth.web.ledger.WalletView;
import hearth.web.ledger.WalletView.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One state of a ledger, told to one address. Heights become moments as if every block took as long as it is meant to.
 *
 * @param address whose wallet it is
 */
record Views(LedgerState state, LedgerAddress address) {

    private static final Duration DAY = Duration.ofDays(1);

    private Genesis.Rules numbers() {
        return state.genesis().rules();
    }

    LedgerView ledger() {
        var genesis = state.genesis();
        return new LedgerView(
                genesis.network(),
                genesis.token().name(),
                genesis.token().symbol(),
                rules(),
                state.height(),
                Instant.ofEpochMilli(state.time()),
                active().size(),
                perDay());
    }

    private LedgerView.Rules rules() {
        var numbers = numbers();
        var requirement = numbers.stakingRequirement();
        return new LedgerView.Rules(
                requirement,
                StakeRules.operatorMinimum(requirement),
                numbers.minimumFee(),
                numbers.namePrice(),
                numbers.length(Period.NAME),
                numbers.length(Period.UNLOCK),
                numbers.length(Period.SMALL_CONTRIBUTOR),
                StakeRules.smallBelow(requirement),
                numbers.length(Period.DEREGISTRATION),
                numbers.length(Period.REWARD_DELAY),
                numbers.length(Period.CREDIT_START));
    }

    /** The active nodes in the order of the reward queue. */
    private List<NodeRecord> active() {
        return state.nodes()
                .filter(NodeRecord::isActive)
                .sorted(Comparator.comparing(NodeRecord::place).thenComparing(NodeRecord::id))
                .toList();
    }

    private Amount perDay() {
        var nodes = Math.max(1, active().size());
        return state.rewardPerBlock().share(DAY.toMillis() / numbers().blockMillis(), nodes);
    }

    WalletView wallet() {
        var holdings = state.nodes()
                .flatMap(node -> holding(node).stream())
                .sorted(Comparator.comparing(Holding::node))
                .toList();
        return new WalletView(address, state.account(address).balance(), state.arriving(address), holdings);
    }

    private Optional<Holding> holding(NodeRecord node) {
        return node.contributor(address)
                .filter(own -> !own.amount().isZero())
                .map(own -> new Holding(
                        node.id(),
                        own.amount(),
                        stage(node),
                        node.operator().equals(address),
                        askFrom(node, own.amount()),
                        leaves(node)));
    }

    private Optional<Instant> askFrom(NodeRecord node, Amount own) {
        var free = node.registered() + numbers().blocks(Period.SMALL_CONTRIBUTOR);
        var isBound = node.state() != NodeRecord.State.AWAITING
                && node.leaves() == 0
                && StakeRules.isSmall(own, numbers().stakingRequirement())
                && free > state.height();
        return isBound ? Optional.of(moment(free)) : Optional.empty();
    }

    private Optional<Instant> leaves(NodeRecord node) {
        return node.leaves() == 0 ? Optional.empty() : Optional.of(moment(node.leaves()));
    }

    /** When the block of this height was made or will be. */
    Instant moment(long height) {
        return Instant.ofEpochMilli(state.time())
                .plusMillis((height - state.height()) * numbers().blockMillis());
    }

    Optional<NodeView> node(NodeId id) {
        return state.node(id).map(this::view);
    }

    List<NodeView> awaiting() {
        return state.nodes()
                .filter(node -> node.state() == NodeRecord.State.AWAITING)
                .map(this::view)
                .sorted(Comparator.comparing(NodeView::open).thenComparing(NodeView::id))
                .toList();
    }

    private NodeView view(NodeRecord node) {
        var open = node.open(numbers().stakingRequirement());
        var reserved = node.contributor(address)
                .filter(own -> own.amount().isZero())
                .map(NodeRecord.Contributor::reserved)
                .orElse(Amount.ZERO);
        return new NodeView(
                node.id(),
                stage(node),
                node.operator().equals(address),
                node.feePermill(),
                moment(node.standing().since()),
                leaves(node),
                open,
                node.freePlaces() > 0 ? StakeRules.minimum(open, node.freePlaces()) : Amount.ZERO,
                reserved,
                node.freePlaces(),
                node.contributors().stream().map(this::share).toList());
    }

    private Share share(NodeRecord.Contributor part) {
        return new Share(
                part.address(), part.amount(), part.reserved(), part.address().equals(address));
    }

    private static Stage stage(NodeRecord node) {
        return switch (node.state()) {
            case AWAITING -> Stage.AWAITING;
            case ACTIVE -> Stage.ACTIVE;
            case DECOMMISSIONED -> Stage.DECOMMISSIONED;
            case DEREGISTERED -> Stage.DEREGISTERED;
        };
    }

    /** When the turn of a node comes in the reward queue; empty unless it is active. */
    Optional<Instant> nextReward(NodeId id) {
        var queue = active().stream().map(NodeRecord::id).toList();
        var place = queue.indexOf(id);
        return place < 0 ? Optional.empty() : Optional.of(moment(state.height() + 1 + place));
    }

    /** Its downtime credit; negative when it is used up. */
    Duration credit(NodeRecord node) {
        var blocks = node.standing().creditAt(state.height(), numbers().timeScale());
        return Duration.ofMillis(blocks * numbers().blockMillis());
    }

    NameView name(String name, NameEntry entry) {
        return new NameView(
                entry.owner(), entry.owner().equals(address), account(name, entry), moment(entry.expires()));
    }

    private static Optional<SessionId> account(String name, NameEntry entry) {
        try {
            return Optional.of(NameRecord.open(
                    name,
                    entry.value().encrypted().toArray(),
                    entry.value().nonce().toArray()));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }
}
