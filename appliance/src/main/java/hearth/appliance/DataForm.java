package hearth.appliance;

import hearth.appliance.household.BoxHousehold;
import hearth.client.store.AccountDatabase;
import hearth.service.files.FileServer;
import hearth.service.ledger.order.LedgerNode;
import hearth.service.store.StoreFiles;
import hearth.service.swarm.SwarmKeeper;

/**
 * The form of what a box keeps, as one number that grows with every schema step of anything it keeps: the household, accounts,
 * messages of nodes, a ledger. A version with a smaller number refuses the data.
 */
public final class DataForm {

    public static final int NUMBER = BoxHousehold.SCHEMA.size()
            + AccountDatabase.schemaSteps()
            + StoreFiles.schemaSteps()
            + SwarmKeeper.schemaSteps()
            + LedgerNode.schemaSteps()
            + FileServer.schemaSteps();

    private DataForm() {}
}
