package hearth.service.ledger;

/** Why a block's item was refused. */
public enum Reason {
    /** The signature is not the sender's for this network. */
    BAD_SIGNATURE,
    /** The last block that could have held it is past. */
    EXPIRED,
    /** The sender's transaction with that number was taken before. */
    NONCE_USED,
    /** A transaction of the sender with a smaller number is missing. */
    NONCE_AHEAD,
    /** The fee is smaller than the network demands. */
    FEE_TOO_LOW,
    /** The sender cannot pay the fee. */
    FEE_NOT_COVERED,
    /** The sender has less than what the transaction moves. */
    BALANCE_TOO_LOW,
    /** The node is registered already, or was deregistered and has not left yet. */
    NODE_KNOWN,
    /** The ledger has as many nodes as it takes. */
    TOO_MANY_NODES,
    /** The node did not agree to this registration. */
    NO_CONSENT,
    /** The operator contributes less than a quarter. */
    OPERATOR_STAKE_TOO_SMALL,
    /** More is contributed or reserved than the node needs. */
    STAKE_TOO_LARGE,
    /** A contribution or reservation is smaller than the minimum. */
    STAKE_TOO_SMALL,
    /** The operator reserved a place for the operator. */
    RESERVED_FOR_OPERATOR,
    /** No such node. */
    UNKNOWN_NODE,
    /** The node's stake is complete. */
    NODE_COMPLETE,
    /** All ten places are taken or kept. */
    NO_PLACE,
    /** The sender contributed to this node before. */
    ALREADY_CONTRIBUTED,
    /** The sender has no stake in this node. */
    NO_CONTRIBUTOR,
    /** It is settled already when the node leaves. */
    ALREADY_LEAVING,
    /** A small contributor has to wait longer. */
    STILL_LOCKED,
    /** No quorum of that block may decide in this one. */
    NO_QUORUM,
    /** The node was not among those to be judged at that block. */
    NOT_JUDGED,
    /** A vote is not one of that quorum's, or its signature is wrong. */
    BAD_VOTE,
    /** Fewer than seven of ten. */
    TOO_FEW_VOTES,
    /** The votes are older than the node's present state, or than its last penalty. */
    STALE_VOTES,
    /** What is voted for is not possible in the node's state. */
    WRONG_STATE,
    /** There is not enough credit to be decommissioned: the node would be deregistered. */
    NO_CREDIT,
    /** There is enough credit: the node would be decommissioned. */
    CREDIT_LEFT,
    /** The ballots are from before the node was registered, or it did not sign both. */
    NOT_PROVEN,
    /** The last penalty was too recent. */
    PENALISED_LATELY,
    /** Somebody has that name. */
    NAME_TAKEN,
    /** Nobody has that name. */
    UNKNOWN_NAME,
    /** The name belongs to somebody else. */
    NOT_THE_OWNER,
    /** The name is renewed for as long as it can be, or too many names expire with it. */
    RENEWED_TOO_FAR
}
