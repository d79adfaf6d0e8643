package hearth.service.ledger.order;

import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.Certificate;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.service.ledger.Applied;

/**
 * A block that is part of the ledger for ever.
 *
 * @param applied     what it did
 * @param certificate that the network decided so
 */
public record Finalised(Block block, Applied applied, Certificate certificate) {

    /** The block with its proof. */
    public CertifiedBlock certified() {
        return new CertifiedBlock(block, certificate);
    }
}
