package hearth.appliance.household;

import hearth.client.conversation.ConversationSummary;
import hearth.client.network.NetworkErasure;
import hearth.client.vault.AccountRef;
import hearth.client.vault.BoxKey;
import hearth.client.vault.OpenVault;
import hearth.client.vault.VaultException;
import hearth.protocol.FormatException;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.household.AccountCard;
import hearth.web.household.AccountResult;
import hearth.web.household.DisplayName;
import hearth.web.household.LeaveResult;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.household.Pin;
import hearth.web.household.Recovery;
import hearth.web.household.RecoveryWords;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One member's door, opened by their password: it holds the unlocked vault until it is closed. */
final class Door implements MemberDoor {

    private static final System.Logger LOG = System.getLogger(Door.class.getName());

    /** Puts another password in the place of one. */
    interface PasswordChange {
        boolean change(Password current, Password next);
    }

    private final MemberTable members;
    private final MemberHome home;
    private final OpenVault vault;
    private final Accounts accounts;
    private final PasswordChange password;
    private final BoxKey boxKey;
    private final OwnerDoors owners;
    private final Member opened;

    /** The account that this door shows; the first one if that is not there. */
    private volatile Optional<AccountRef> chosen;

    Door(
            MemberTable members,
            MemberHome home,
            OpenVault vault,
            Accounts accounts,
            PasswordChange password,
            BoxKey boxKey,
            OwnerDoors owners,
            Member opened) {
        this.members = members;
        this.home = home;
        this.vault = vault;
        this.accounts = accounts;
        this.password = password;
        this.boxKey = boxKey;
        this.owners = owners;
        this.opened = opened;
        chosen = home.lastChosen();
    }

    @Override
    public Member member() {
        return members.byId(opened.id()).orElse(opened);
    }

    private Optional<Accounts.Running> account() {
        return home.account(chosen);
    }

    @Override
    public Optional<Chats> chats() {
        return account().map(Accounts.Running::chats);
    }

    @Override
    public List<Chats> otherChats() {
        var current = account().map(Accounts.Running::ref);
        return home.all().stream()
                .filter(running -> !current.equals(Optional.of(running.ref())))
                .<Chats>map(Accounts.Running::chats)
                .toList();
    }

    @Override
    public List<AccountCard> accounts() {
        var current = account().map(Accounts.Running::ref);
        return home.all().stream()
                .map(running -> new AccountCard(
                        running.ref().text(),
                        running.chats().displayName(),
                        running.chats().id(),
                        current.equals(Optional.of(running.ref())),
                        unread(running.chats())))
                .toList();
    }

    private static int unread(Chats chats) {
        return chats.conversations().stream()
                .mapToInt(ConversationSummary::unread)
                .sum();
    }

    @Override
    public boolean choose(String ref) {
        var wanted = ref(ref).filter(home::choose);
        if (wanted.isPresent()) {
            chosen = wanted;
        }
        return wanted.isPresent();
    }

    @Override
    public AccountResult createAccount(DisplayName name, int beside) {
        if (beside >= ACCOUNTS_MAX) {
            return new AccountResult.TooMany(ACCOUNTS_MAX);
        }
        return result(home.settle(beside, () -> accounts.create(vault, name.text())));
    }

    @Override
    public AccountResult restoreAccount(DisplayName name, RecoveryWords words, int beside) {
        if (beside >= ACCOUNTS_MAX) {
            return new AccountResult.TooMany(ACCOUNTS_MAX);
        }
        try {
            if (isHere(words)) {
                return new AccountResult.AlreadyThere();
            }
            var restored = result(home.settle(beside, () -> accounts.restore(vault, words, name.text())));
            if (restored instanceof AccountResult.Opened) {
                // Whoever just typed all words has them.
                recovery().ifPresent(Recovery::confirm);
            }
            return restored;
        } catch (RecoveryPhraseException wrong) {
            return WrongWords.of(wrong, words);
        }
    }

    private boolean isHere(RecoveryWords words) throws RecoveryPhraseException {
        var typed = RecoveryPhrase.encode(RecoveryPhrase.decode(words.phrase()));
        return home.all().stream().anyMatch(running -> running.words().phrase().equals(typed));
    }

    private AccountResult result(Optional<Accounts.Running> account) {
        account.ifPresent(running -> {
            members.addAccount(opened.id(), running.ref());
            home.choose(running.ref());
            chosen = Optional.of(running.ref());
        });
        return account.<AccountResult>map(running -> new AccountResult.Opened(running.chats()))
                .orElseGet(AccountResult.AlreadyThere::new);
    }

    @Override
    public LeaveResult leaveAccount(String ref, boolean everywhere) {
        var leaving = ref(ref);
        if (leaving.isEmpty()) {
            return new LeaveResult.NotThere();
        }
        var erased = home.leave(
                vault,
                leaving.get(),
                account -> everywhere ? Optional.of(account.eraseFromNetwork()) : Optional.<NetworkErasure>empty(),
                erasure -> erasure.map(NetworkErasure::isComplete).orElse(true));
        if (erased.isEmpty()) {
            return new LeaveResult.NotThere();
        }
        var erasure = erased.get();
        if (erasure.isPresent() && !erasure.get().isComplete()) {
            return new LeaveResult.Unfinished(
                    erasure.get().confirmed(), erasure.get().members());
        }
        members.removeAccount(leaving.get());
        return new LeaveResult.Gone(erasure.map(NetworkErasure::confirmed).orElse(0));
    }

    private static Optional<AccountRef> ref(String text) {
        try {
            return Optional.of(AccountRef.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Recovery> recovery() {
        return account().map(account -> new MemberRecovery(members, opened.id(), account));
    }

    @Override
    public boolean changePassword(Password current, Password next) {
        return password.change(current, next);
    }

    /** A PIN that cannot be read is none: the password opens everything, and another PIN can be set. */
    @Override
    public boolean hasPin() {
        try {
            return vault.hasPin();
        } catch (VaultException damaged) {
            LOG.log(System.Logger.Level.WARNING, "A member's PIN cannot be read and counts as not set", damaged);
            return false;
        }
    }

    @Override
    public void setPin(Pin pin) {
        var digits = pin.digits();
        try {
            vault.setPin(digits);
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    @Override
    public void removePin() {
        vault.removePin();
    }

    @Override
    public boolean isPin(Pin typed) {
        var digits = typed.digits();
        try {
            return vault.isPin(digits);
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    /** A way in that cannot be read is none: the box waits, and can be let in again. */
    @Override
    public boolean goesOn() {
        try {
            return vault.letsBoxIn(boxKey);
        } catch (VaultException damaged) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The box's way into a vault cannot be read and counts as none",
                    damaged);
            return false;
        }
    }

    @Override
    public void setGoesOn(boolean wanted) {
        if (wanted) {
            vault.letBoxIn(boxKey);
        } else {
            vault.shutBoxOut();
        }
    }

    @Override
    public Optional<Duration> lockAfter() {
        return members.lockAfter(opened.id());
    }

    @Override
    public void setLockAfter(Optional<Duration> after) {
        members.setLockAfter(opened.id(), after);
    }

    @Override
    public Optional<String> look() {
        return members.look(opened.id());
    }

    @Override
    public void setLook(String look) {
        members.setLook(opened.id(), look);
    }

    @Override
    public Optional<LedgerDoor> ledger() {
        return opened.isOwner() ? owners.ledger(vault) : Optional.empty();
    }

    @Override
    public Optional<Networks> networks() {
        return opened.isOwner() ? Optional.of(owners.networks(vault)) : Optional.empty();
    }

    @Override
    public void close() {
        vault.close();
    }
}
