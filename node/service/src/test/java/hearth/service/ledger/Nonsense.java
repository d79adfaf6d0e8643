package hearth.service.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.Decision;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.StakeRules;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.ledger.UnlockRequest;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes up items for the next block of a chain: good ones, almost good ones, replayed ones and forged ones. */
final class Nonsense {

    private static final int ITEMS_MAX = 6;
    private static final int NAMES = 5;
    private static final int NODES = 40;
    private static final Amount HUGE = new Amount(Long.MAX_VALUE);

    private final Chain chain;
    private final RandomGenerator random;
    private final List<BlockItem> history = new ArrayList<>();
    private final Map<Integer, Long> nonces = new HashMap<>();

    Nonsense(Chain chain, RandomGenerator random) {
        this.chain = chain;
        this.random = random;
    }

    List<BlockItem> items() {
        nonces.clear();
        var items = new ArrayList<BlockItem>();
        for (var i = random.nextInt(ITEMS_MAX); i > 0; i--) {
            items.add(item());
        }
        history.addAll(items);
        return items;
    }

    private BlockItem item() {
        if (!history.isEmpty() && oneIn(8)) {
            return history.get(random.nextInt(history.size()));
        }
        if (oneIn(40)) {
            return equivocation();
        }
        return oneIn(2)
                        && chain.state().height() > Period.VOTE_LAG.blocks(1)
                        && chain.state().nodeCount() > 0
                ? stateChange()
                : transaction();
    }

    private Transaction transaction() {
        var person = random.nextInt(Chain.PEOPLE);
        var nonce = nonces.getOrDefault(
                person, chain.state().account(Chain.address(person)).nonce());
        if (oneIn(15)) {
            nonce = Math.max(0, nonce + random.nextInt(-2, 3));
        } else {
            nonces.put(person, nonce + 1);
        }
        var until = chain.state().height() + (oneIn(20) ? 0 : random.nextInt(1, 40));
        var content = new Transaction.Content(Chain.address(person), nonce, until, fee(), action(person, nonce));
        var network = oneIn(20) ? LedgerHash.of("elsewhere") : chain.state().network();
        var signed = content.sign(Chain.key(person), network);
        return oneIn(20) ? new Transaction(content, Bytes.of(Seeds.bytes(random, 64))) : signed;
    }

    private Amount fee() {
        return switch (random.nextInt(20)) {
            case 0 -> Amount.ZERO;
            case 1 -> HUGE;
            case 2 -> Chain.FEE.plus(new Amount(random.nextInt(1000)));
            default -> Chain.FEE;
        };
    }

    private Action action(int person, long nonce) {
        return switch (random.nextInt(10)) {
            case 0 -> new Transfer(Chain.address(random.nextInt(Chain.PEOPLE + 5)), amount(person));
            case 1, 2 -> registration(person, nonce);
            case 3, 4, 5 -> contribution(person);
            case 6 -> new UnlockRequest(node(person));
            case 7 -> new NameRegistration(name(), value());
            case 8 -> oneIn(2) ? new NameUpdate(name(person), value()) : new NameRenewal(name(person));
            default -> new NameTransfer(name(person), Chain.address(random.nextInt(Chain.PEOPLE)));
        };
    }

    private Registration registration(int person, long nonce) {
        var key = random.nextInt(NODES);
        var reservations = new ArrayList<Registration.Reservation>();
        var from = random.nextInt(Chain.PEOPLE);
        for (var i = oneIn(3) ? random.nextInt(1, 10) : 0; i > 0; i--) {
            reservations.add(new Registration.Reservation(
                    Chain.address((from + i) % Chain.PEOPLE),
                    oneIn(15) ? HUGE : new Amount(8_333_333_334L + random.nextLong(1_000_000_000L))));
        }
        var terms = new Registration.Terms(Chain.node(key), random.nextInt(1001), stake(), reservations);
        var signer = oneIn(15) ? key + 1 : key;
        return terms.agreed(Chain.nodeKey(signer), chain.state().network(), Chain.address(person), nonce);
    }

    private Amount stake() {
        return switch (random.nextInt(6)) {
            case 0 -> Chain.REQUIREMENT;
            case 1 -> new Amount(1 + random.nextLong(Chain.REQUIREMENT.units() * 5 / 4));
            case 2 -> HUGE;
            default -> StakeRules.operatorMinimum(Chain.REQUIREMENT);
        };
    }

    private Contribution contribution(int person) {
        var waiting = chain.state().nodes(State.AWAITING);
        if (waiting.isEmpty() || oneIn(6)) {
            return new Contribution(node(), amount(person));
        }
        var node = chain.record(waiting.get(random.nextInt(waiting.size())));
        var open = node.open(Chain.REQUIREMENT);
        var reserved = node.contributor(Chain.address(person))
                .map(NodeRecord.Contributor::reserved)
                .filter(amount -> !amount.isZero());
        var amount = reserved.orElse(oneIn(2) || node.freePlaces() == 0 ? open : open.shareUp(1, node.freePlaces()));
        if (oneIn(8)) {
            amount = new Amount(Math.max(1, amount.units() + random.nextInt(-1, 2)));
        }
        return new Contribution(node.id(), amount.isZero() ? new Amount(1) : amount);
    }

    private Amount amount(int person) {
        var balance = chain.balance(person);
        return switch (random.nextInt(6)) {
            case 0 -> HUGE;
            case 1 -> balance.plus(new Amount(1));
            case 2 -> balance.isZero() ? new Amount(1) : balance;
            default -> new Amount(1 + random.nextLong(Chain.REQUIREMENT.units()));
        };
    }

    private StateChange stateChange() {
        var height = chain.state().height()
                + 1
                - Period.VOTE_LAG.blocks(1)
                - random.nextInt(oneIn(4) ? 70 : 3)
                + (oneIn(15) ? 2 : 0);
        var at = Math.max(0, height);
        var quorum = chain.state().quorum(at);
        if (quorum.isEmpty() || quorum.get().validators().isEmpty()) {
            return new StateChange(
                    new StateChange.Subject(kind(), node(), at),
                    List.of(new StateChange.Vote(0, 0, Bytes.of(new byte[64]))));
        }
        var workers = quorum.get().workers();
        var judged = workers.isEmpty() || oneIn(10) ? node() : workers.get(random.nextInt(workers.size()));
        var needed = quorum.get().votesNeeded();
        var count = oneIn(10) ? Math.max(1, needed - 1) : needed;
        var change = chain.votes(kindFor(judged), judged, at, random.nextInt(1 << 8), count);
        return oneIn(15) ? forged(change) : change;
    }

    private Equivocation equivocation() {
        var key = Chain.nodeKey(random.nextInt(NODES));
        var network = oneIn(4) ? LedgerHash.of("elsewhere") : chain.state().network();
        var height = 1 + random.nextLong(chain.state().height() + 1);
        var question = new Ballot.Question(Ballot.Kind.PREVOTE, height, 0);
        var decision = new Decision(height, name(), name(), name());
        return Equivocation.of(
                question.cast(key, network, Optional.empty()), question.cast(key, network, Optional.of(decision)));
    }

    private StateChange forged(StateChange change) {
        var votes = new ArrayList<>(change.votes());
        votes.set(0, new StateChange.Vote(0, 0, Bytes.of(Seeds.bytes(random, 64))));
        return new StateChange(change.subject(), votes);
    }

    private StateChange.Kind kindFor(NodeId node) {
        var isResting = chain.state()
                .node(node)
                .filter(record -> record.state() == State.DECOMMISSIONED)
                .isPresent();
        return isResting && !oneIn(4) ? StateChange.Kind.RECOMMISSION : kind();
    }

    private StateChange.Kind kind() {
        var kinds = StateChange.Kind.values();
        return kinds[random.nextInt(kinds.length)];
    }

    private NodeId node() {
        return Chain.node(random.nextInt(NODES));
    }

    /** A node in which that person has a stake if there is one, mostly. */
    private NodeId node(int person) {
        return chain.state()
                .nodes()
                .filter(node -> node.contributor(Chain.address(person)).isPresent())
                .map(NodeRecord::id)
                .filter(_ -> oneIn(2))
                .findFirst()
                .orElseGet(this::node);
    }

    private LedgerHash name() {
        return LedgerHash.of("name " + random.nextInt(NAMES));
    }

    /** A name of that person if they have one, mostly. */
    private LedgerHash name(int person) {
        for (var i = 0; i < NAMES; i++) {
            var name = LedgerHash.of("name " + i);
            var isOwn = chain.state()
                    .name(name)
                    .filter(entry -> entry.owner().equals(Chain.address(person)))
                    .isPresent();
            if (isOwn && !oneIn(4)) {
                return name;
            }
        }
        return name();
    }

    private NameValue value() {
        return new NameValue(Bytes.of(Seeds.bytes(random, 49)), Bytes.of(Seeds.bytes(random, 24)));
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}
