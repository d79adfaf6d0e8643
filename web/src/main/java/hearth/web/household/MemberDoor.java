package hearth.web.household;

import hearth.web.account.Chats;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.util.Optional;

/**
 * One member's opened door: what this person has on the box, unlocked by their password. Several doors of one
 * member can be open at the same time (phone and laptop); they see the same account. Safe for use by many threads.
 */
public interface MemberDoor extends AutoCloseable {

    /** Whose door this is, as of now. */
    Member member();

    /** The member's account on the network; empty until one was created or restored. */
    Optional<Chats> chats();

    /** Makes a new account. Returns as soon as it is on disk; it needs no network. */
    AccountResult createAccount(DisplayName name);

    /** Brings an existing account in by its recovery words. Returns as soon as it is on disk; fetching goes on behind. */
    AccountResult restoreAccount(DisplayName name, RecoveryWords words);

    /** The account's recovery words and whether they are known to be written down; empty without an account. */
    Optional<Recovery> recovery();

    /**
     * The owner's wallet and node; empty for everybody else, and on a network that keeps no ledger.
     */
    Optional<LedgerDoor> ledger();

    /** Which network the box is on, for the owner; empty for everybody else. */
    Optional<Networks> networks();

    /**
     * The member leaves this browser. Whether the account goes on fetching is the box's own decision. Closing twice
     * does nothing.
     */
    @Override
    void close();
}
