package hearth.service.ledger;

import hearth.protocol.ledger.LedgerHash;

/**
 * An item of a block that changed nothing but, where {@code charged}, the sender's nonce and fee.
 *
 * @param index   its place in the block, from 0
 * @param id      what it is called
 * @param charged whether the fee was taken and the nonce used up, so that it can never be taken later; if not, the same
 *                bytes may come again in another block
 */
public record Refused(int index, LedgerHash id, Reason reason, boolean charged) {}
