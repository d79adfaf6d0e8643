package hearth.web.household;

import hearth.web.account.Chats;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One member's opened door: what this person has on the box, unlocked by their password. Several doors of one
 * member can be open at the same time (phone and laptop); they see the same account. Safe for use by many threads.
 */
public interface MemberDoor extends AutoCloseable {

    /** Whose door this is, as of now. */
    Member member();

    /** More accounts than this a member does not have. */
    int ACCOUNTS_MAX = 10;

    /** The account that this door shows; empty until one was created or restored. */
    Optional<Chats> chats();

    /** The member's accounts but the one that this door shows. */
    List<Chats> otherChats();

    /** All accounts of the member, in the order they were added. All of them run. */
    List<AccountCard> accounts();

    /** From now on this door shows that account, and so do doors that are opened later. False if there is no such account. */
    boolean choose(String ref);

    /**
     * Makes a new account, which this door shows from then on. Returns as soon as it is on disk; it needs no network.
     *
     * @param beside how many accounts there are, as far as the member saw: a form that is sent twice makes one account
     */
    AccountResult createAccount(DisplayName name, int beside);

    /** Makes the first account. */
    default AccountResult createAccount(DisplayName name) {
        return createAccount(name, 0);
    }

    /**
     * Brings an existing account in by its recovery words; this door shows it from then on. Returns as soon as it is on disk;
     * fetching goes on behind.
     *
     * @param beside as for {@link #createAccount}
     */
    AccountResult restoreAccount(DisplayName name, RecoveryWords words, int beside);

    /** Brings the first account in. */
    default AccountResult restoreAccount(DisplayName name, RecoveryWords words) {
        return restoreAccount(name, words, 0);
    }

    /**
     * Takes an account off this box, with everything that belongs to it; other devices keep it.
     *
     * @param everywhere whether the network shall forget it first; takes up to 15 s
     */
    LeaveResult leaveAccount(String ref, boolean everywhere);

    /** Puts another password in the place of {@code current}. False, and no change, if that is wrong. Slow on purpose. */
    boolean changePassword(Password current, Password next);

    /** Whether the member has a PIN, which unlocks their locked browsers. */
    boolean hasPin();

    /** Sets a PIN, in place of an older one. It ends with the password under which it was set. Slow on purpose. */
    void setPin(Pin pin);

    /** Forgets the PIN, if there is one. */
    void removePin();

    /** Whether this is the PIN. Slow on purpose; the caller limits how often it is asked. */
    boolean isPin(Pin typed);

    /** Whether the member's accounts run again by themselves after a start of the box, before the member signs in. */
    boolean goesOn();

    /** Decides that. For it the box keeps a key to everything of the member's, so whoever has its disk has that, too. */
    void setGoesOn(boolean wanted);

    /** After how long without use the member's browsers lock themselves; empty for never. */
    Optional<Duration> lockAfter();

    /** Decides that, for all browsers of the member. */
    void setLockAfter(Optional<Duration> after);

    /** How pages look to the member in every browser, and in which language, as pages write it; empty until they chose. */
    Optional<String> look();

    /** Decides that. */
    void setLook(String look);

    /** The account's recovery words and whether they are known to be written down; empty without an account. */
    Optional<Recovery> recovery();

    /**
     * The owner's wallet and node; empty for everybody else, and on a network that keeps no ledger.
     */
    Optional<LedgerDoor> ledger();

    /** Which network the box is on, for the owner; empty for everybody else. */
    Optional<Networks> networks();

    /**
     * The member leaves this browser; their accounts go on until the box stops. Closing twice does nothing.
     */
    @Override
    void close();
}
