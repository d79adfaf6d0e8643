package hearth.service.ledger.duty;

import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.UptimeProof;

/** How a node reaches the others about its duties. Returns at once; what does not arrive is said again later. */
public interface DutyLink {

    /** Tells all others that this node is up. */
    void tell(UptimeProof own);

    /** Tells all others one vote. */
    void tell(StateChange ballot);
}
