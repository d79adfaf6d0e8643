package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.List;

/**
 * Items in the order on which the network agreed. As bt: a list of height, previous, time, items.
 *
 * @param height   1 for the first block after the genesis, then one more each time
 * @param previous the hash of the block before, of the genesis for the first
 * @param time     when it was agreed on, in milliseconds since 1970, never earlier than the block before; for people only
 * @param items    at most {@value #ITEMS_MAX}
 */
public record Block(long height, LedgerHash previous, long time, List<BlockItem> items) {

    /** The most items of a block. */
    public static final int ITEMS_MAX = 1000;

    /** The longest block in bytes: items of the greatest length, and what stands around them. */
    public static final int BYTES_MAX = ITEMS_MAX * BlockItem.BYTES_MAX + 1024;

    public Block {
        if (height < 1 || time < 0) {
            throw new IllegalArgumentException("Blocks are counted from 1, and time from 1970");
        }
        items = List.copyOf(items);
        if (items.size() > ITEMS_MAX) {
            throw new IllegalArgumentException(items.size() + " items, at most " + ITEMS_MAX + " fit into a block");
        }
    }

    /** What the block is called, and where chance in the rules comes from. */
    public LedgerHash hash() {
        return LedgerHash.of("hearth ledger block", encode());
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads one block from untrusted bytes. Neither signatures nor the place in the chain are looked at. */
    public static Block decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Block", Block::read, Block::form);
    }

    /** The canonical form. */
    public Bt form() {
        return Bt.list(Bt.of(height), Forms.of(previous), Bt.of(time), Forms.list(items, BlockItem::form));
    }

    /** Reads what {@link #form} wrote. */
    public static Block read(Bt form) throws FormatException {
        var in = new ListReader(form, 4, "Block");
        return new Block(in.number(), in.hash(), in.number(), in.list(ITEMS_MAX, BlockItem::read));
    }
}
