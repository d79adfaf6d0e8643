package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519KeyPair;

/**
 * What the holder of an address wants, signed for one network. As bt: a list of {@code "t"}, sender, nonce, validUntil, fee,
 * action, signature. The signature covers the genesis hash of the network, which is not transmitted, and the list
 * without its last item.
 *
 * @param content   what is signed
 * @param signature 64 bytes, by the key of the sender
 */
public record Transaction(Content content, Bytes signature) implements BlockItem {

    static final String TAG = "t";

    /**
     * What is signed.
     *
     * @param sender     whose tokens are moved, and who pays the fee
     * @param nonce      how many transactions of the sender the ledger took before, which makes every one unique
     * @param validUntil the last block that may hold it; after that it is refused for ever
     * @param fee        what the sender pays to the reward pool
     */
    public record Content(LedgerAddress sender, long nonce, long validUntil, Amount fee, Action action) {

        public Content {
            if (nonce < 0 || validUntil < 0) {
                throw new IllegalArgumentException("Nonce and last block are never negative");
            }
        }

        /** Signs with the key of the sender. Throws {@link IllegalArgumentException} for another key. */
        public Transaction sign(Ed25519KeyPair key, LedgerHash network) {
            if (!LedgerAddress.of(key.publicKey()).equals(sender)) {
                throw new IllegalArgumentException("This key does not belong to the sender");
            }
            return new Transaction(this, Signing.sign(key, Signing.TRANSACTION, network, form()));
        }

        private Bt.List form() {
            return Bt.list(
                    Bt.text(TAG), Forms.of(sender), Bt.of(nonce), Bt.of(validUntil), Forms.of(fee), action.form());
        }
    }

    public Transaction {
        Signing.requireLength(signature);
    }

    /** Says whether the sender signed this for {@code network}, the hash of a genesis. */
    public boolean isSigned(LedgerHash network) {
        return Signing.verify(content.sender().publicKey(), signature, Signing.TRANSACTION, network, content.form());
    }

    @Override
    public Bt.List form() {
        return Bt.list(
                Bt.text(TAG),
                Forms.of(content.sender()),
                Bt.of(content.nonce()),
                Bt.of(content.validUntil()),
                Forms.of(content.fee()),
                content.action().form(),
                Forms.of(signature));
    }

    static Transaction read(Bt form) throws FormatException {
        var in = new ListReader(form, 7, "Transaction");
        in.value();
        var content = new Content(in.address(), in.number(), in.number(), in.amount(), Action.read(in.value()));
        return new Transaction(content, in.signature());
    }
}
