package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;

/**
 * A block with the proof that the network decided so. As bt: a list of block and certificate.
 *
 * @param certificate of exactly this block; whether it is good is not looked at
 */
public record CertifiedBlock(Block block, Certificate certificate) {

    /** The longest form in bytes. */
    public static final int BYTES_MAX = Block.BYTES_MAX + Certificate.BYTES_MAX;

    public CertifiedBlock {
        var decision = certificate.decision();
        if (decision.height() != block.height() || !decision.block().equals(block.hash())) {
            throw new IllegalArgumentException("The certificate is about another block");
        }
    }

    /** The height of the block. */
    public long height() {
        return block.height();
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads from untrusted bytes. Signatures are not looked at. */
    public static CertifiedBlock decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Certified block", CertifiedBlock::read, CertifiedBlock::form);
    }

    /** The canonical form. */
    public Bt.List form() {
        return Bt.list(block.form(), certificate.form());
    }

    /** Reads what {@link #form} wrote. */
    public static CertifiedBlock read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Certified block");
        return new CertifiedBlock(Block.read(in.value()), Certificate.read(in.value()));
    }
}
