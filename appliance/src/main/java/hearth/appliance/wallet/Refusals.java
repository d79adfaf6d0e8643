package hearth.appliance.wallet;

import hearth.service.ledger.Reason;
import hearth.web.ledger.Refusal;

/** Says with the words of the pages why the ledger refused something. */
final class Refusals {

    private Refusals() {}

    static Refusal of(Reason reason) {
        return switch (reason) {
            case BALANCE_TOO_LOW -> Refusal.BALANCE_TOO_LOW;
            case FEE_NOT_COVERED -> Refusal.FEE_NOT_COVERED;
            case EXPIRED -> Refusal.EXPIRED;
            case NONCE_USED, NONCE_AHEAD -> Refusal.OVERTAKEN;
            case NODE_KNOWN -> Refusal.NODE_KNOWN;
            case TOO_MANY_NODES -> Refusal.TOO_MANY_NODES;
            case OPERATOR_STAKE_TOO_SMALL -> Refusal.OPERATOR_STAKE_TOO_SMALL;
            case STAKE_TOO_LARGE -> Refusal.STAKE_TOO_LARGE;
            case STAKE_TOO_SMALL -> Refusal.STAKE_TOO_SMALL;
            case RESERVED_FOR_OPERATOR -> Refusal.RESERVED_FOR_OPERATOR;
            case UNKNOWN_NODE -> Refusal.UNKNOWN_NODE;
            case NODE_COMPLETE -> Refusal.NODE_COMPLETE;
            case NO_PLACE -> Refusal.NO_PLACE;
            case ALREADY_CONTRIBUTED -> Refusal.ALREADY_CONTRIBUTED;
            case NO_CONTRIBUTOR -> Refusal.NO_CONTRIBUTOR;
            case ALREADY_LEAVING -> Refusal.ALREADY_LEAVING;
            case STILL_LOCKED -> Refusal.STILL_LOCKED;
            case NAME_TAKEN -> Refusal.NAME_TAKEN;
            case UNKNOWN_NAME -> Refusal.UNKNOWN_NAME;
            case NOT_THE_OWNER -> Refusal.NOT_THE_OWNER;
            case RENEWED_TOO_FAR -> Refusal.RENEWED_TOO_FAR;
            case BAD_SIGNATURE,
                    FEE_TOO_LOW,
                    NO_CONSENT,
                    NO_QUORUM,
                    NOT_JUDGED,
                    BAD_VOTE,
                    TOO_FEW_VOTES,
                    STALE_VOTES,
                    WRONG_STATE,
                    NO_CREDIT,
                    CREDIT_LEFT,
                    NOT_PROVEN,
                    PENALISED_LATELY -> Refusal.OTHER;
        };
    }
}
