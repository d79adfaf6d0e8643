package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;

/**
 * Proves who the voters are from one block on: those before them decided so. The epochs of a network follow each other from
 * its genesis, one for every change of voters. As bt: a list of certificate and voters.
 *
 * @param certificate of the block after which {@code voters} decide, by the voters before
 */
public record Epoch(Certificate certificate, Voters voters) {

    /** The longest epoch in bytes. */
    public static final int BYTES_MAX = Certificate.BYTES_MAX + 8192;

    public Epoch {
        if (!certificate.decision().voters().equals(voters.hash())) {
            throw new IllegalArgumentException("The certificate is about other voters");
        }
    }

    /** The last block about which the voters before decided. */
    public long height() {
        return certificate.decision().height();
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads an epoch from untrusted bytes. Signatures are not looked at. */
    public static Epoch decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Epoch", Epoch::read, Epoch::form);
    }

    /** The canonical form. */
    public Bt.List form() {
        return Bt.list(certificate.form(), voters.form());
    }

    /** Reads what {@link #form} wrote. */
    public static Epoch read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Epoch");
        return new Epoch(Certificate.read(in.value()), Voters.read(in.value()));
    }
}
