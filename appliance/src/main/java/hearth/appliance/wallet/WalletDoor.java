package hearth.appliance.wallet;

import hearth.client.vault.OpenVault;
import hearth.protocol.Bytes;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.ledger.UnlockRequest;
import hearth.protocol.name.NameRecord;
import hearth.service.ServiceNode;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.order.Outcome;
import hearth.web.household.RecoveryWords;
import hearth.web.ledger.Entry;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.LedgerView;
import hearth.web.ledger.NameView;
import hearth.web.ledger.NodeView;
import hearth.web.ledger.Order;
import hearth.web.ledger.OrderResult;
import hearth.web.ledger.OwnNode;
import hearth.web.ledger.Pending;
import hearth.web.ledger.Reachability;
import hearth.web.ledger.Refusal;
import hearth.web.ledger.WalletView;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One owner's way to the ledger, with the wallet in the vault that this owner opened. */
public final class WalletDoor implements LedgerDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What waits longer is refused, so that nobody is surprised by it days later. */
    private static final Duration VALID = Duration.ofMinutes(10);

    private final LedgerAccess access;
    private final OpenVault vault;
    private final Clock clock;
    private final SecureRandom random;

    public WalletDoor(LedgerAccess access, OpenVault vault, Clock clock, SecureRandom random) {
        this.access = access;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    private LedgerAddress address() {
        return WalletKey.address(vault, random);
    }

    private Views views() {
        return new Views(access.service().ledger().state(), address());
    }

    @Override
    public LedgerView ledger() {
        return views().ledger();
    }

    @Override
    public WalletView wallet() {
        return views().wallet();
    }

    @Override
    public List<Entry> history(int max) {
        return access.service().ledger().history(address(), Long.MAX_VALUE, max).stream()
                .flatMap(entry -> Histories.entry(entry).stream())
                .toList();
    }

    @Override
    public List<Pending> pending() {
        return access.orders().pending(address(), access.service().ledger());
    }

    @Override
    public Optional<OwnNode> node() {
        return access.node().map(own -> OwnNodes.view(access, own, views(), clock));
    }

    @Override
    public Optional<NodeView> node(NodeId id) {
        return views().node(id);
    }

    @Override
    public List<NodeView> awaiting() {
        return views().awaiting();
    }

    @Override
    public Optional<NameView> name(String name) {
        var views = views();
        return views.state().name(hash(name)).map(entry -> views.name(name, entry));
    }

    private static LedgerHash hash(String name) {
        return new LedgerHash(Bytes.wrap(Crypto.blake2b(LedgerHash.BYTES, name.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public Reachability checkReachability() {
        var found = access.node()
                .flatMap(own -> access.service().testFromOutside(own.keys().id()));
        return found.map(it -> new Reachability(clock.instant(), found(it.https()), found(it.omq())))
                .orElseGet(() -> new Reachability(
                        clock.instant(), Reachability.Found.NOBODY_TO_ASK, Reachability.Found.NOBODY_TO_ASK));
    }

    private static Reachability.Found found(boolean reached) {
        return reached ? Reachability.Found.REACHED : Reachability.Found.NOT_REACHED;
    }

    @Override
    public boolean givesTestTokens() {
        return access.gifts().isPresent();
    }

    @Override
    public boolean askForTestTokens() {
        return access.gifts().map(gifts -> gifts.give(address())).orElse(false);
    }

    @Override
    public OrderResult submit(Order order) {
        if (order instanceof Order.Register && access.node().isEmpty()) {
            return new OrderResult.Refused(Refusal.NO_NODE, false);
        }
        var ledger = access.service().ledger();
        Transaction transaction;
        // One after the other, or two orders of one wallet would have the same number.
        synchronized (access.orders()) {
            transaction = signed(order, ledger.state());
            var first = ledger.submit(transaction);
            if (!(first instanceof Outcome.Waiting)) {
                return result(first);
            }
            access.orders().add(transaction.content().sender(), transaction.id(), order, clock.instant());
        }
        try {
            return result(ledger.await(transaction.id(), PATIENCE));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new OrderResult.Waiting();
        }
    }

    private static OrderResult result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> new OrderResult.Done();
            case Outcome.Waiting() -> new OrderResult.Waiting();
            case Outcome.Refused(var reason, var height) -> new OrderResult.Refused(Refusals.of(reason), height > 0);
            case Outcome.Busy() -> new OrderResult.Refused(Refusal.BUSY, false);
            case Outcome.Unknown() -> new OrderResult.Refused(Refusal.OTHER, false);
        };
    }

    private Transaction signed(Order order, LedgerState state) {
        return WalletKey.sign(vault, random, key -> {
            var sender = LedgerAddress.of(key.publicKey());
            var nonce = state.account(sender).nonce()
                    + access.orders().waiting(sender, access.service().ledger());
            var rules = state.genesis().rules();
            var lastBlock = state.height() + Math.max(10, VALID.toMillis() / rules.blockMillis());
            return new Transaction.Content(
                            sender, nonce, lastBlock, rules.minimumFee(), action(order, state, sender, nonce))
                    .sign(key, state.network());
        });
    }

    private Action action(Order order, LedgerState state, LedgerAddress sender, long nonce) {
        return switch (order) {
            case Order.Send(var to, var amount) -> new Transfer(to, amount);
            case Order.Register register -> registration(register, state, sender, nonce);
            case Order.Contribute(var node, var amount) -> new Contribution(node, amount);
            case Order.Leave(var node) -> new UnlockRequest(node);
            case Order.KeepName(var name, var account) -> new NameRegistration(hash(name), value(name, account));
            case Order.PointName(var name, var account) -> new NameUpdate(hash(name), value(name, account));
            case Order.RenewName(var name) -> new NameRenewal(hash(name));
            case Order.GiveName(var name, var to) -> new NameTransfer(hash(name), to);
        };
    }

    private Registration registration(Order.Register order, LedgerState state, LedgerAddress sender, long nonce) {
        var keys = access.node().map(ServiceNode::keys).orElseThrow();
        return new Registration.Terms(keys.id(), order.feePermill(), order.stake(), order.reservations())
                .agreed(keys.signing(), state.network(), sender, nonce);
    }

    private NameValue value(String name, SessionId account) {
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        random.nextBytes(nonce);
        return new NameValue(Bytes.wrap(NameRecord.seal(name, account, nonce)), Bytes.wrap(nonce));
    }

    @Override
    public RecoveryWords walletWords() {
        return RecoveryWords.typed(WalletKey.words(vault, random));
    }

    @Override
    public boolean restoreWallet(RecoveryWords words) {
        try {
            WalletKey.restore(vault, words.phrase());
            return true;
        } catch (RecoveryPhraseException noWords) {
            return false;
        }
    }
}
