package hearth.appliance;

import hearth.appliance.household.BoxHousehold;
import hearth.client.store.AccountDatabase;

/**
 * The form of what a box keeps, as one number that grows with every schema step of the household's database or an
 * account's. A version with a smaller number refuses the data; nodes of the neighbourhood begin anew in such a case.
 */
public final class DataForm {

    public static final int NUMBER = BoxHousehold.SCHEMA.size() + AccountDatabase.schemaSteps();

    private DataForm() {}
}
