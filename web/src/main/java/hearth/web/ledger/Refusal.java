package hearth.web.ledger;

/** Why the ledger does not take an order. The words are in the message bundle under {@code refusal.}. */
public enum Refusal {
    BALANCE_TOO_LOW,
    FEE_NOT_COVERED,
    /** It waited too long for the network. */
    EXPIRED,
    NODE_KNOWN,
    TOO_MANY_NODES,
    OPERATOR_STAKE_TOO_SMALL,
    STAKE_TOO_LARGE,
    STAKE_TOO_SMALL,
    RESERVED_FOR_OPERATOR,
    UNKNOWN_NODE,
    NODE_COMPLETE,
    NO_PLACE,
    ALREADY_CONTRIBUTED,
    NO_CONTRIBUTOR,
    ALREADY_LEAVING,
    STILL_LOCKED,
    NAME_TAKEN,
    UNKNOWN_NAME,
    NOT_THE_OWNER,
    RENEWED_TOO_FAR,
    /** This box runs no node that could be registered. */
    NO_NODE,
    /** The box can take nothing more at present. */
    BUSY,
    /** Something else of the same wallet was first. */
    OVERTAKEN,
    /** A rule that these pages never touch: a bug of ours. */
    OTHER
}
