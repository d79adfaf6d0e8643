package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What a box keeps of the ledger. A method returns after its change is on disk; it throws {@link
 * hearth.sqlite.StoreException} if the disk fails, and then nothing of it was kept. Safe for use by many threads.
 */
interface LedgerStore extends AutoCloseable {

    /** The newest snapshot. */
    Optional<Bytes> snapshot();

    /** The blocks from {@code height} on, ascending without gaps, at most {@code max}. */
    List<Block> blocks(long height, int max);

    /** Keeps the next block with what it did, and a snapshot of the state after it if there is one. */
    void append(Finalised block, Optional<Bytes> snapshot);

    /** What is known of an item: empty if nothing is. */
    Optional<Outcome> outcome(LedgerHash item);

    /** What happened to an address or node in blocks below {@code before}, newest first, at most {@code max}. */
    List<HistoryEntry> history(Bytes subject, long before, int max);

    /** Keeps an item until a block holds it, or until it is refused. Again for the same item does nothing. */
    void keep(BlockItem item);

    /** Notes that no block will ever take a kept item. */
    void refuse(LedgerHash item, Reason reason);

    /** All kept items, in the order in which they came. */
    List<BlockItem> kept();

    @Override
    void close();
}
