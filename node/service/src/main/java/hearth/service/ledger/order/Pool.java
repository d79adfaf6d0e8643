package hearth.service.ledger.order;

import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items that wait for a block, each of which can follow those before it. Used by one thread at a time. */
final class Pool {

    /** So many items wait at most. */
    static final int ITEMS_MAX = 5_000;

    /** A block has at most so many items, which is a million bytes. */
    static final int BLOCK_ITEMS_MAX = 500;

    private final Map<LedgerHash, BlockItem> items = new LinkedHashMap<>();
    private LedgerState state;
    private Ledger.Draft draft;

    Pool(LedgerState state) {
        this.state = state;
        draft = Ledger.draft(state);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    boolean isFull() {
        return items.size() >= ITEMS_MAX;
    }

    boolean holds(LedgerHash item) {
        return items.containsKey(item);
    }

    /** Adds an item, or says why the rules do not allow it now. */
    Optional<Reason> add(BlockItem item) {
        var refusal = draft.add(item);
        if (refusal.isEmpty()) {
            items.put(item.id(), item);
        }
        return refusal;
    }

    /** What the next block can hold. All items are allowed, one after the other. */
    List<BlockItem> next() {
        var next = new ArrayList<BlockItem>();
        var block = Ledger.draft(state);
        for (var item : items.values()) {
            if (next.size() < BLOCK_ITEMS_MAX && block.add(item).isEmpty()) {
                next.add(item);
            }
        }
        return next;
    }

    /** Goes on from another state. Returns what cannot be taken any more, with the reason, and forgets it. */
    Map<BlockItem, Reason> follow(LedgerState next) {
        state = next;
        draft = Ledger.draft(next);
        var dropped = new LinkedHashMap<BlockItem, Reason>();
        var waiting = List.copyOf(items.values());
        items.clear();
        for (var item : waiting) {
            add(item).ifPresent(reason -> dropped.put(item, reason));
        }
        return dropped;
    }
}
