package hearth.service.ledger.order;

import hearth.service.ledger.Snapshot;

/** How a snapshot is cut into messages. */
final class Snapshots {

    /** A box that is so many blocks behind asks for a snapshot instead of blocks. */
    static final long GAP = 2_000;

    static final int PARTS_MAX = Snapshot.BYTES_MAX / Message.PART_BYTES_MAX + 1;

    private Snapshots() {}

    static int parts(int bytes) {
        return (bytes + Message.PART_BYTES_MAX - 1) / Message.PART_BYTES_MAX;
    }
}
