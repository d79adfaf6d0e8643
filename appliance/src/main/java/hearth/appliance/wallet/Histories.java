package hearth.appliance.wallet;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.LedgerAddress;
import hearth.service.ledger.order.HistoryEntry;
import hearth.web.ledger.Entry;
import java.time.Instant;
import java.util.Optional;

/** The history of an account in the words of the pages. */
final class Histories {

    private Histories() {}

    /** Empty for what happens to nodes only. */
    static Optional<Entry> entry(HistoryEntry entry) {
        return switch (entry.kind()) {
            case SENT -> Optional.of(about(entry, Entry.Kind.SENT, address(entry)));
            case RECEIVED -> Optional.of(about(entry, Entry.Kind.RECEIVED, address(entry)));
            case FEE -> Optional.of(about(entry, Entry.Kind.FEE, ""));
            case REWARD -> Optional.of(about(entry, Entry.Kind.REWARD, ""));
            case STAKED -> Optional.of(about(entry, Entry.Kind.STAKED, node(entry)));
            case STAKE_RETURNED -> Optional.of(about(entry, Entry.Kind.STAKE_RETURNED, node(entry)));
            case UNLOCK_REQUESTED -> Optional.of(about(entry, Entry.Kind.LEAVE_REQUESTED, node(entry)));
            case NAME_KEPT -> Optional.of(about(entry, Entry.Kind.NAME_KEPT, ""));
            case NAME_SENT -> Optional.of(about(entry, Entry.Kind.NAME_SENT, ""));
            case NAME_RECEIVED -> Optional.of(about(entry, Entry.Kind.NAME_RECEIVED, ""));
            case NODE_REWARDED,
                    NODE_REGISTERED,
                    NODE_CONTRIBUTED,
                    NODE_ACTIVE,
                    NODE_LEAVES,
                    NODE_LEFT,
                    NODE_DECOMMISSIONED,
                    NODE_RECOMMISSIONED,
                    NODE_DEREGISTERED,
                    NODE_PENALISED -> Optional.empty();
        };
    }

    private static Entry about(HistoryEntry entry, Entry.Kind kind, String other) {
        return new Entry(Instant.ofEpochMilli(entry.time()), kind, entry.amount(), other);
    }

    private static String address(HistoryEntry entry) {
        return new LedgerAddress(entry.other()).text();
    }

    private static String node(HistoryEntry entry) {
        return NodeId.of(entry.other().toArray()).hex();
    }
}
