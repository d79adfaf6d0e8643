package hearth.appliance.browser;

import hearth.appliance.wallet.LedgerAccess;
import hearth.protocol.Bytes;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.name.NameRecord;
import hearth.service.ledger.order.Outcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Somebody else on the network inside a house, with a wallet of their own and without a browser. */
final class Neighbour {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int VALID_BLOCKS = 100;

    private final LedgerAccess access;
    private final Ed25519KeyPair key;

    Neighbour(LedgerAccess access, SecureRandom random) {
        this.access = access;
        this.key = Ed25519KeyPair.generate(random);
    }

    LedgerAddress address() {
        return LedgerAddress.of(key.publicKey());
    }

    Amount balance() {
        return access.service().ledger().state().account(address()).balance();
    }

    /** Gets test tokens, and registers a name for an account. */
    void registersAName(String name, SessionId account, SecureRandom random) throws InterruptedException {
        getsTestTokens();
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        random.nextBytes(nonce);
        var hash = Bytes.wrap(Base64.getDecoder().decode(NameRecord.hash(name)));
        var value = new NameValue(Bytes.wrap(NameRecord.seal(name, account, nonce)), Bytes.wrap(nonce));
        submits(new NameRegistration(new LedgerHash(hash), value));
    }

    private void getsTestTokens() throws InterruptedException {
        if (!access.gifts().orElseThrow().give(address())) {
            throw new AssertionError("No test tokens came");
        }
    }

    /** Gets test tokens, and registers a node with a quarter of its stake and a fee of 5 %. */
    NodeId registersANode(SecureRandom random) throws InterruptedException {
        getsTestTokens();
        var state = access.service().ledger().state();
        var node = Ed25519KeyPair.generate(random);
        var id = NodeId.of(node.publicKey().bytes());
        var quarter = state.genesis().rules().stakingRequirement().share(1, 4);
        var terms = new Registration.Terms(id, 50, quarter, List.of());
        submits(terms.agreed(
                node, state.network(), address(), state.account(address()).nonce()));
        return id;
    }

    private void submits(Action action) throws InterruptedException {
        var ledger = access.service().ledger();
        var state = ledger.state();
        var transaction = new Transaction.Content(
                        address(),
                        state.account(address()).nonce(),
                        state.height() + VALID_BLOCKS,
                        state.genesis().rules().minimumFee(),
                        action)
                .sign(key, state.network());
        ledger.submit(transaction);
        if (!(ledger.await(transaction.id(), PATIENCE) instanceof Outcome.Taken)) {
            throw new AssertionError("Not taken: " + ledger.outcome(transaction.id()));
        }
    }
}
