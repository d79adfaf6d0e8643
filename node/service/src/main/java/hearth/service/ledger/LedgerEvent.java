package hearth.service.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;

/** What a block brought about, for those who show or act on it. Heights are numbers of blocks. */
public sealed interface LedgerEvent {

    /** Tokens changed hands. */
    record Transferred(LedgerAddress from, LedgerAddress to, Amount amount) implements LedgerEvent {}

    /** It was the node's turn; the parts of the reward can be spent from {@code payableAt} on. */
    record Rewarded(NodeId node, Amount amount, long payableAt) implements LedgerEvent {}

    /** A part of an earlier reward can be spent. */
    record RewardPaid(LedgerAddress to, Amount amount) implements LedgerEvent {}

    /** A node was registered. */
    record NodeRegistered(NodeId node, LedgerAddress operator, Amount stake) implements LedgerEvent {}

    /** Somebody contributed to a node. */
    record Contributed(NodeId node, LedgerAddress by, Amount amount) implements LedgerEvent {}

    /** The stake of a node is complete. */
    record NodeActivated(NodeId node) implements LedgerEvent {}

    /** Somebody asked for their stake; the node leaves at {@code leaves}. */
    record UnlockRequested(NodeId node, LedgerAddress by, long leaves) implements LedgerEvent {}

    /** A stake is back. */
    record StakeReturned(NodeId node, LedgerAddress to, Amount amount) implements LedgerEvent {}

    /** The ledger forgot the node. */
    record NodeLeft(NodeId node) implements LedgerEvent {}

    /** The node rests, with {@code credit} blocks to come back. */
    record NodeDecommissioned(NodeId node, long credit) implements LedgerEvent {}

    /** The node is active again. */
    record NodeRecommissioned(NodeId node, long credit) implements LedgerEvent {}

    /** The node was expelled; its stake comes back at {@code leaves}. */
    record NodeDeregistered(NodeId node, long leaves) implements LedgerEvent {}

    /** The node went to the end of the reward queue. */
    record IpChangePenalised(NodeId node) implements LedgerEvent {}

    /** The node is in another swarm, or in none. */
    record SwarmChanged(NodeId node, SwarmId before, SwarmId after) implements LedgerEvent {}

    /** A name was registered, or renewed, until {@code expires}. */
    record NameKept(LedgerHash name, LedgerAddress owner, long expires) implements LedgerEvent {}

    /** A name stands for something else. */
    record NameUpdated(LedgerHash name) implements LedgerEvent {}

    /** A name has another owner. */
    record NameGiven(LedgerHash name, LedgerAddress from, LedgerAddress to) implements LedgerEvent {}

    /** Nobody renewed a name. */
    record NameExpired(LedgerHash name) implements LedgerEvent {}
}
