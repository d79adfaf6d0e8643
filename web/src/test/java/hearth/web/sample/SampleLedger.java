package hearth.web.sample;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Registration.Reservation;
import hearth.protocol.ledger.StakeRules;
import hearth.web.household.RecoveryWords;
import hearth.web.ledger.Entry;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.LedgerView;
import hearth.web.ledger.NameView;
import hearth.web.ledger.NodeView;
import hearth.web.ledger.NodeView.Share;
import hearth.web.ledger.NodeView.Stage;
import hearth.web.ledger.Order;
import hearth.web.ledger.OrderResult;
import hearth.web.ledger.OwnNode;
import hearth.web.ledger.OwnNode.Earned;
import hearth.web.ledger.Pending;
import hearth.web.ledger.Reachability;
import hearth.web.ledger.WalletView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A ledger in memory with the real one's rules as far as pages can see them. Every order becomes final at once, unless a
 * test says what comes of the next ones.
 */
public final class SampleLedger implements LedgerDoor {

    /** The node of the box. */
    public static final NodeId OWN = node('a');

    /** A node of somebody else that waits for contributions. */
    public static final NodeId WAITING = node('b');

    private static final Duration DAY = Duration.ofDays(1);
    private static final LedgerView.Rules RULES = new LedgerView.Rules(
            Amount.tokens(15_000),
            Amount.tokens(3_750),
            new Amount(10_000_000),
            Amount.tokens(20),
            DAY.multipliedBy(365),
            DAY.multipliedBy(15),
            DAY.multipliedBy(30),
            Amount.tokens(3_748),
            DAY.multipliedBy(30),
            DAY,
            Duration.ofHours(2));

    private final Clock clock;
    private final LedgerAddress address = person(1);
    private final Map<NodeId, NodeView> nodes = new LinkedHashMap<>();
    private final Map<String, NameView> names = new HashMap<>();
    private final List<Entry> history = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final Deque<OrderResult> next = new ArrayDeque<>();
    private Amount spendable = Amount.tokens(20_000);
    private Set<OwnNode.Warning> warnings = Set.of();
    private Reachability.Found found = Reachability.Found.REACHED;
    private RecoveryWords words = SampleRecovery.WORDS;

    public SampleLedger(Clock clock) {
        this.clock = clock;
        nodes.put(
                WAITING,
                view(
                        WAITING,
                        Stage.AWAITING,
                        100,
                        List.of(new Share(person(2), Amount.tokens(4_000), Amount.ZERO, false))));
        history.add(
                0,
                new Entry(
                        clock.instant().minus(DAY),
                        Entry.Kind.RECEIVED,
                        spendable,
                        person(2).text()));
    }

    /** Somebody's address. */
    public static LedgerAddress person(int number) {
        var key = new byte[32];
        Arrays.fill(key, (byte) number);
        return new LedgerAddress(Bytes.wrap(key));
    }

    /** Some node. */
    public static NodeId node(char digit) {
        return new NodeId(String.valueOf(digit).repeat(2 * NodeId.BYTES));
    }

    /** The next order comes to this. */
    public synchronized void comesTo(OrderResult result) {
        next.add(result);
    }

    /** What was submitted, in order. */
    public synchronized List<Order> orders() {
        return List.copyOf(orders);
    }

    public synchronized void warn(OwnNode.Warning... which) {
        warnings = Set.of(which);
    }

    public synchronized void isFound(Reachability.Found outcome) {
        found = outcome;
    }

    /** The box's node in another stage. */
    public synchronized void become(Stage stage, Optional<Instant> leaves) {
        var old = nodes.getOrDefault(
                OWN, view(OWN, stage, 0, List.of(new Share(address, RULES.requirement(), Amount.ZERO, true))));
        nodes.put(
                OWN,
                new NodeView(
                        OWN,
                        stage,
                        true,
                        old.feePermill(),
                        clock.instant(),
                        leaves,
                        old.open(),
                        old.minimum(),
                        old.reserved(),
                        old.free(),
                        old.shares()));
    }

    /** A reward arrived, and can be spent. */
    public synchronized void reward(Instant at, Amount amount) {
        spendable = spendable.plus(amount);
        history.add(0, new Entry(at, Entry.Kind.REWARD, amount, ""));
    }

    /** Somebody else has this name. */
    public synchronized void take(String name) {
        names.put(
                name,
                new NameView(
                        person(2),
                        false,
                        Optional.of(SampleChats.person('d')),
                        clock.instant().plus(DAY)));
    }

    @Override
    public LedgerView ledger() {
        return new LedgerView("harbour", "Harbour Token", "HBR", RULES, 4_711, clock.instant(), 8, Amount.tokens(48));
    }

    @Override
    public synchronized WalletView wallet() {
        var holdings = nodes.values().stream()
                .filter(node -> !node.own().isZero())
                .map(node -> new WalletView.Holding(
                        node.id(),
                        node.own(),
                        node.stage(),
                        node.mine(),
                        node.own().covers(RULES.small()) || node.stage() == Stage.AWAITING
                                ? Optional.empty()
                                : Optional.of(node.since().plus(RULES.smallLock())),
                        node.leaves()))
                .toList();
        return new WalletView(address, spendable, new Amount(1_500_000_000), holdings);
    }

    @Override
    public synchronized List<Entry> history(int max) {
        return history.stream().limit(max).toList();
    }

    @Override
    public synchronized List<Pending> pending() {
        return List.copyOf(pending);
    }

    @Override
    public synchronized Optional<OwnNode> node() {
        var registered = Optional.ofNullable(nodes.get(OWN));
        var now = clock.instant();
        var isActive = registered.filter(it -> it.stage() == Stage.ACTIVE).isPresent();
        var rewards = new ArrayList<Earned>();
        for (var day = 13; day >= 0; day--) {
            rewards.add(new Earned(now.minus(DAY.multipliedBy(day)), isActive ? Amount.tokens(40 + day) : Amount.ZERO));
        }
        var minute = Optional.of(now.minusSeconds(60));
        return Optional.of(new OwnNode(
                OWN,
                registered,
                new OwnNode.Tests(minute, minute, Optional.empty()),
                warnings,
                Duration.ofMinutes(130),
                isActive ? Optional.of(now.plusSeconds(840)) : Optional.empty(),
                rewards));
    }

    @Override
    public synchronized Optional<NodeView> node(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    @Override
    public synchronized List<NodeView> awaiting() {
        return nodes.values().stream()
                .filter(node -> node.stage() == Stage.AWAITING)
                .toList();
    }

    @Override
    public synchronized Optional<NameView> name(String name) {
        return Optional.ofNullable(names.get(name));
    }

    @Override
    public synchronized Reachability checkReachability() {
        return new Reachability(clock.instant(), Reachability.Found.REACHED, found);
    }

    @Override
    public boolean givesTestTokens() {
        return true;
    }

    @Override
    public synchronized boolean askForTestTokens() {
        reward(clock.instant(), Amount.tokens(1_000));
        return true;
    }

    @Override
    public synchronized OrderResult submit(Order order) {
        orders.add(order);
        var result = next.isEmpty() ? new OrderResult.Done() : next.remove();
        switch (result) {
            case OrderResult.Done() -> apply(order);
            case OrderResult.Waiting() -> pending.add(new Pending(order, clock.instant(), Optional.empty()));
            case OrderResult.Refused refused ->
                pending.add(new Pending(order, clock.instant(), Optional.of(refused.why())));
        }
        return result;
    }

    private void apply(Order order) {
        var now = clock.instant();
        pay(RULES.fee());
        history.add(0, new Entry(now, Entry.Kind.FEE, RULES.fee(), ""));
        switch (order) {
            case Order.Send(var to, var amount) -> {
                pay(amount);
                history.add(0, new Entry(now, Entry.Kind.SENT, amount, to.text()));
            }
            case Order.Register(var stake, var fee, var places) -> register(stake, fee, places);
            case Order.Contribute(var id, var amount) -> {
                pay(amount);
                var node = Objects.requireNonNull(nodes.get(id));
                var shares = new ArrayList<>(node.shares());
                shares.add(new Share(address, amount, Amount.ZERO, true));
                nodes.put(id, view(id, Stage.AWAITING, node.feePermill(), shares));
            }
            case Order.Leave(var id) -> leave(Objects.requireNonNull(nodes.get(id)));
            case Order.KeepName(var name, var account) ->
                names.put(name, new NameView(address, true, Optional.of(account), now.plus(RULES.nameLife())));
            case Order.PointName(var name, var account) ->
                names.put(
                        name,
                        new NameView(
                                address, true, Optional.of(account), known(name).expires()));
            case Order.RenewName(var name) ->
                names.put(
                        name,
                        new NameView(
                                address,
                                true,
                                known(name).account(),
                                known(name).expires().plus(RULES.nameLife())));
            case Order.GiveName(var name, var to) ->
                names.put(
                        name,
                        new NameView(
                                to, false, known(name).account(), known(name).expires()));
        }
    }

    private void register(Amount stake, int fee, List<Reservation> places) {
        pay(stake);
        var shares = new ArrayList<Share>();
        shares.add(new Share(address, stake, Amount.ZERO, true));
        places.forEach(place -> shares.add(new Share(place.contributor(), Amount.ZERO, place.amount(), false)));
        nodes.put(OWN, view(OWN, stake.equals(RULES.requirement()) ? Stage.ACTIVE : Stage.AWAITING, fee, shares));
        history.add(0, new Entry(clock.instant(), Entry.Kind.STAKED, stake, OWN.hex()));
    }

    private void leave(NodeView node) {
        if (node.stage() == Stage.AWAITING) {
            spendable = spendable.plus(node.own());
            nodes.remove(node.id());
        } else {
            become(node.stage(), Optional.of(clock.instant().plus(RULES.unlock())));
        }
    }

    private NameView known(String name) {
        return Objects.requireNonNull(names.get(name));
    }

    private void pay(Amount amount) {
        spendable = spendable.minus(amount);
    }

    private NodeView view(NodeId id, Stage stage, int fee, List<Share> shares) {
        var open = shares.stream()
                .map(share -> share.amount().isZero() ? share.reserved() : share.amount())
                .reduce(RULES.requirement(), Amount::minus);
        var free = StakeRules.CONTRIBUTORS_MAX - shares.size();
        return new NodeView(
                id,
                stage,
                id.equals(OWN),
                fee,
                clock.instant(),
                Optional.empty(),
                open,
                free > 0 ? StakeRules.minimum(open, free) : Amount.ZERO,
                Amount.ZERO,
                free,
                shares);
    }

    @Override
    public RecoveryWords walletWords() {
        return words;
    }

    @Override
    public synchronized boolean restoreWallet(RecoveryWords typed) {
        var isWallet = typed.words().size() == RecoveryWords.COUNT;
        if (isWallet) {
            words = typed;
        }
        return isWallet;
    }
}
