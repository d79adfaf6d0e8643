package hearth.protocol.rpc;

/**
 * The place for the rules of subaccounts (network specification 4.2). They are not written yet: the formats of the fields
 * are checked, and every proof with a subaccount is refused.
 */
final class SubaccountProofs {

    private SubaccountProofs() {}

    /** No subaccount may do anything. */
    static boolean verifies() {
        return false;
    }
}
