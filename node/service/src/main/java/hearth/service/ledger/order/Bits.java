package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Voters;
import java.util.Set;

/** A bit per voter, the first in the lowest bit of the first byte. */
final class Bits {

    /** Room for {@link Voters#MAX}. */
    static final int BYTES = (Voters.MAX + Byte.SIZE - 1) / Byte.SIZE;

    private Bits() {}

    /** Which of {@code voters} are in {@code some}. */
    static Bytes of(Voters voters, Set<NodeId> some) {
        var bits = new byte[BYTES];
        for (var i = 0; i < voters.size(); i++) {
            if (some.contains(voters.nodes().get(i))) {
                bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
            }
        }
        return Bytes.wrap(bits);
    }

    /** Whether the bit of {@code voter} is set. */
    static boolean contains(Bytes bits, Voters voters, NodeId voter) {
        var i = voters.nodes().indexOf(voter);
        return i >= 0 && ((bits.buffer().get(i / Byte.SIZE) >> (i % Byte.SIZE)) & 1) != 0;
    }
}
