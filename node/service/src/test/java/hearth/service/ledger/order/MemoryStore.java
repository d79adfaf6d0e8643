package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.Reason;
import hearth.service.ledger.Refused;
import hearth.sqlite.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk in memory, which outlives the box that writes on it, and can be full, or the last thing that the box does. */
final class MemoryStore implements LedgerStore {

    private final TreeMap<Long, CertifiedBlock> blocks = new TreeMap<>();
    private final TreeMap<Long, Epoch> epochs = new TreeMap<>();
    private final List<Bytes> said = new ArrayList<>();
    private final Map<LedgerHash, Outcome> outcomes = new HashMap<>();
    private final Map<LedgerHash, BlockItem> kept = new LinkedHashMap<>();
    private final Map<Bytes, List<HistoryEntry>> history = new HashMap<>();
    private Optional<Bytes> snapshot = Optional.empty();
    private long snapshotHeight;
    private int writesLeft = Integer.MAX_VALUE;
    private boolean killsAfter;
    private boolean full;

    /** The box was killed in the middle of a write. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("Killed", null, false, false);
        }
    }

    /** Kills the box at the write after {@code writes} others, before or after it is on disk. */
    void killAt(int writes, boolean after) {
        writesLeft = writes;
        killsAfter = after;
    }

    void fill(boolean isFull) {
        full = isFull;
    }

    private void write(Runnable change) {
        if (full) {
            throw new StoreException(StoreException.Problem.FULL, "The disk is full");
        }
        var isLast = writesLeft-- == 0;
        if (isLast) {
            writesLeft = Integer.MAX_VALUE;
        }
        if (isLast && !killsAfter) {
            throw new Killed();
        }
        change.run();
        if (isLast) {
            throw new Killed();
        }
    }

    @Override
    public Optional<Bytes> snapshot() {
        return snapshot;
    }

    @Override
    public Optional<SnapshotSize> snapshotSize() {
        return snapshot.map(bytes -> new SnapshotSize(snapshotHeight, bytes.length()));
    }

    @Override
    public Bytes snapshotPart(int offset, int length) {
        var bytes = snapshot.orElse(Bytes.EMPTY).toArray();
        return Bytes.wrap(Arrays.copyOfRange(bytes, offset, Math.min(bytes.length, offset + length)));
    }

    @Override
    public List<CertifiedBlock> blocks(long height, int max) {
        return blocks.containsKey(height)
                ? blocks.tailMap(height).values().stream().limit(max).toList()
                : List.of();
    }

    @Override
    public List<Epoch> epochs(long height, int max) {
        return epochs.tailMap(height, false).values().stream().limit(max).toList();
    }

    @Override
    public void append(Finalised block, Optional<Epoch> epoch, Optional<Bytes> state) {
        write(() -> {
            var height = block.block().height();
            blocks.put(height, block.certified());
            epoch.ifPresent(each -> epochs.put(each.height(), each));
            state.ifPresent(bytes -> {
                snapshot = Optional.of(bytes);
                snapshotHeight = height;
            });
            History.of(block)
                    .forEach(line -> history.computeIfAbsent(line.subject(), _ -> new ArrayList<>())
                            .add(line.entry()));
            settle(block);
            forgetSaid(height);
        });
    }

    private void settle(Finalised block) {
        var refused = new HashMap<Integer, Refused>();
        block.applied().refused().forEach(each -> refused.put(each.index(), each));
        var items = block.block().items();
        for (var i = 0; i < items.size(); i++) {
            var refusal = Optional.ofNullable(refused.get(i));
            var height = block.block().height();
            if (refusal.isEmpty() || refusal.get().charged()) {
                outcomes.put(
                        items.get(i).id(),
                        refusal.<Outcome>map(each -> new Outcome.Refused(each.reason(), height))
                                .orElse(new Outcome.Taken(height)));
                kept.remove(items.get(i).id());
            }
        }
    }

    private void forgetSaid(long height) {
        said.removeIf(bytes -> spoken(bytes).question().height() <= height);
    }

    @Override
    public void jump(Bytes state, CertifiedBlock block, List<Epoch> followed) {
        write(() -> {
            snapshot = Optional.of(state);
            snapshotHeight = block.height();
            blocks.put(block.height(), block);
            followed.forEach(each -> epochs.put(each.height(), each));
            forgetSaid(block.height());
        });
    }

    @Override
    public void say(Spoken spoken) {
        write(() -> said.add(Bytes.wrap(spoken.encode())));
    }

    @Override
    public List<Spoken> said(long height) {
        return said.stream()
                .map(MemoryStore::spoken)
                .filter(spoken -> spoken.question().height() == height)
                .toList();
    }

    private static Spoken spoken(Bytes bytes) {
        try {
            return Spoken.decode(bytes.toArray());
        } catch (FormatException damaged) {
            throw new AssertionError(damaged);
        }
    }

    @Override
    public Optional<Outcome> outcome(LedgerHash item) {
        return Optional.ofNullable(outcomes.get(item))
                .or(() -> kept.containsKey(item) ? Optional.of(new Outcome.Waiting()) : Optional.empty());
    }

    @Override
    public List<HistoryEntry> history(Bytes subject, long before, int max) {
        return history.getOrDefault(subject, List.of()).reversed().stream()
                .filter(entry -> entry.height() < before)
                .limit(max)
                .toList();
    }

    @Override
    public void keep(BlockItem item) {
        write(() -> kept.putIfAbsent(item.id(), item));
    }

    @Override
    public void refuse(LedgerHash item, Reason reason) {
        write(() -> {
            outcomes.put(item, new Outcome.Refused(reason, 0));
            kept.remove(item);
        });
    }

    @Override
    public List<BlockItem> kept() {
        return List.copyOf(kept.values());
    }

    @Override
    public void close() {
        // It stays for the next start.
    }
}
