package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.web.household.RecoveryWords;
import java.util.List;
import java.util.Optional;

/**
 * The owner's way to the ledger of the network that the box is on: wallet, node, names. What it tells is of the last block
 * this box knows, and telling it waits for nobody. Safe for use by many threads.
 */
public interface LedgerDoor {

    /** The network and its rules. */
    LedgerView ledger();

    /** The owner's tokens. */
    WalletView wallet();

    /** At most {@code max} things that happened to the wallet, the newest first. */
    List<Entry> history(int max);

    /** What the owner submitted lately that waits or was refused, the newest first. */
    List<Pending> pending();

    /** The node that this box runs; empty if it runs none. */
    Optional<OwnNode> node();

    /** Any registered node. */
    Optional<NodeView> node(NodeId id);

    /** Nodes that wait for contributions, those that lack least first. */
    List<NodeView> awaiting();

    /** Who has a name; empty if it is free. The name is one that can be registered. */
    Optional<NameView> name(String name);

    /** Asks nodes of the network to call this box's node. Takes some seconds at most. */
    Reachability checkReachability();

    /** Whether tokens of this network are for trying out and given to who asks. */
    boolean givesTestTokens();

    /** Asks for some. Waits some seconds at most; false if none came. */
    boolean askForTestTokens();

    /** Signs an order with the wallet's key and hands it in. Waits some seconds at most for the network to agree on it. */
    OrderResult submit(Order order);

    /** What brings the wallet back on another box. */
    RecoveryWords walletWords();

    /** Puts the wallet of these words in the place of the present one. False if they are no words of a wallet. */
    boolean restoreWallet(RecoveryWords words);
}
