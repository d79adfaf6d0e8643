package hearth.appliance.wallet;

import hearth.protocol.ledger.LedgerAddress;
import hearth.service.ServiceNode;
import hearth.service.ledger.duty.LedgerService;
import java.util.Optional;

/**
 * The ledger of the network that the box is on, as far as its owner can do something there.
 *
 * @param node   the node of the box; empty if it runs none
 * @param orders what owners submitted since the box started
 * @param gifts  where test tokens come from; empty on a network whose tokens are worth something
 */
public record LedgerAccess(LedgerService service, Optional<ServiceNode> node, OrderBook orders, Optional<Gifts> gifts) {

    /** Somebody who gives test tokens away. */
    public interface Gifts {

        /** Gives some to this address. Waits some seconds at most; false if that was not enough. */
        boolean give(LedgerAddress to);
    }
}
