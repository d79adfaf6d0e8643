package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
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

    /** What is known of the newest snapshot without reading it: the height, and the length in bytes. */
    Optional<SnapshotSize> snapshotSize();

    /** At most {@code length} bytes of the newest snapshot, from {@code offset} on. */
    Bytes snapshotPart(int offset, int length);

    /** A snapshot at {@code height} of {@code bytes} bytes. */
    record SnapshotSize(long height, int bytes) {}

    /** The blocks from {@code height} on, ascending without gaps, at most {@code max}; none if that one is not here. */
    List<CertifiedBlock> blocks(long height, int max);

    /** The epochs after {@code height}, ascending, at most {@code max}. */
    List<Epoch> epochs(long height, int max);

    /**
     * Keeps the next block with what it did, the epoch that it begins, and a snapshot of the state after it, where there are
     * such. Forgets what was said about it.
     */
    void append(Finalised block, Optional<Epoch> epoch, Optional<Bytes> snapshot);

    /** Goes on from a snapshot of somebody else, at the height of {@code block}. */
    void jump(Bytes snapshot, CertifiedBlock block, List<Epoch> epochs);

    /** Keeps what this box says. */
    void say(Spoken spoken);

    /** What this box said about the block of {@code height}, in that order. */
    List<Spoken> said(long height);

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
