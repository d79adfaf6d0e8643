package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import java.util.HashSet;
import java.util.List;

/**
 * Registers a node, with the sender as its operator (network specification 8.7). The node itself agrees by a signature
 * that serves for this one transaction.
 *
 * @param terms   what is agreed
 * @param consent the node's signature of the terms, the operator's address and the nonce of the transaction
 */
public record Registration(Terms terms, Bytes consent) implements Action {

    static final String TAG = "register";

    /**
     * A place that is kept for somebody.
     *
     * @param amount what they must contribute at least; never zero
     */
    public record Reservation(LedgerAddress contributor, Amount amount) {

        public Reservation {
            if (amount.isZero()) {
                throw new IllegalArgumentException("A reservation of nothing");
            }
        }

        private Bt form() {
            return Bt.list(Forms.of(contributor), Forms.of(amount));
        }

        private static Reservation read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Reservation");
            return new Reservation(in.address(), in.amount());
        }
    }

    /**
     * What operator and node agree on.
     *
     * @param node         the node's key
     * @param feePermill   what the operator gets of every reward before it is divided, in thousandths, 0 to 1000
     * @param stake        what the operator contributes; never zero
     * @param reservations at most nine, each for somebody else
     */
    public record Terms(NodeId node, int feePermill, Amount stake, List<Reservation> reservations) {

        public Terms {
            if (feePermill < 0 || feePermill > StakeRules.FEE_PERMILL_MAX) {
                throw new IllegalArgumentException("Operator fee is " + feePermill + " permill, 0 to "
                        + StakeRules.FEE_PERMILL_MAX + " are allowed");
            }
            if (stake.isZero()) {
                throw new IllegalArgumentException("An operator contributes something");
            }
            reservations = List.copyOf(reservations);
            if (reservations.size() >= StakeRules.CONTRIBUTORS_MAX) {
                throw new IllegalArgumentException(reservations.size() + " reservations, at most "
                        + (StakeRules.CONTRIBUTORS_MAX - 1) + " are possible");
            }
            var distinct = new HashSet<LedgerAddress>();
            if (!reservations.stream().allMatch(reservation -> distinct.add(reservation.contributor()))) {
                throw new IllegalArgumentException("Two reservations for one address");
            }
        }

        /** Lets the node agree to be registered by {@code operator} in the transaction with that {@code nonce}. */
        public Registration agreed(Ed25519KeyPair nodeKey, LedgerHash network, LedgerAddress operator, long nonce) {
            return new Registration(
                    this, Signing.sign(nodeKey, Signing.CONSENT, network, consentForm(operator, nonce)));
        }

        private Bt consentForm(LedgerAddress operator, long nonce) {
            return Bt.list(Forms.of(operator), Bt.of(nonce), form());
        }

        private Bt.List form() {
            return Bt.list(
                    Forms.of(node), Bt.of(feePermill), Forms.of(stake), Forms.list(reservations, Reservation::form));
        }

        private static Terms read(Bt form) throws FormatException {
            var in = new ListReader(form, 4, "Terms of a registration");
            return new Terms(
                    in.node(),
                    in.number(StakeRules.FEE_PERMILL_MAX),
                    in.amount(),
                    in.list(StakeRules.CONTRIBUTORS_MAX - 1, Reservation::read));
        }
    }

    public Registration {
        Signing.requireLength(consent);
    }

    /** Says whether the node agreed to be registered by {@code operator} in the transaction with that {@code nonce}. */
    public boolean isAgreed(LedgerHash network, LedgerAddress operator, long nonce) {
        var key = Ed25519PublicKey.of(terms.node().bytes());
        return Signing.verify(key, consent, Signing.CONSENT, network, terms.consentForm(operator, nonce));
    }

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), terms.form(), Forms.of(consent));
    }

    static Registration read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Registration");
        in.value();
        return new Registration(Terms.read(in.value()), in.signature());
    }
}
