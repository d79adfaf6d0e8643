package hearth.web.ledger;

/** What became of an order within the seconds that somebody waits for it. */
public sealed interface OrderResult {

    /** It is part of the ledger. */
    record Done() implements OrderResult {}

    /** It is kept until the network agrees on it; {@link LedgerDoor#pending} tells when it was refused. */
    record Waiting() implements OrderResult {}

    /**
     * It will never be part of the ledger.
     *
     * @param charged whether the fee is gone
     */
    record Refused(Refusal why, boolean charged) implements OrderResult {}
}
