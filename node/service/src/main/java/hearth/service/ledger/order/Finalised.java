package hearth.service.ledger.order;

import hearth.protocol.ledger.Block;
import hearth.service.ledger.Applied;

/**
 * A block that is part of the ledger for ever.
 *
 * @param applied what it did
 */
public record Finalised(Block block, Applied applied) {}
