package hearth.appliance.household;

import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.household.AccountResult;
import hearth.web.household.DisplayName;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.Recovery;
import hearth.web.household.RecoveryWords;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.util.Optional;

/** One member's door, opened by their password: it holds the unlocked vault until it is closed. */
final class Door implements MemberDoor {

    private final MemberTable members;
    private final MemberHome home;
    private final OpenVault vault;
    private final Accounts accounts;
    private final Member opened;

    Door(MemberTable members, MemberHome home, OpenVault vault, Accounts accounts, Member opened) {
        this.members = members;
        this.home = home;
        this.vault = vault;
        this.accounts = accounts;
        this.opened = opened;
    }

    @Override
    public Member member() {
        return members.byId(opened.id()).orElse(opened);
    }

    @Override
    public Optional<Chats> chats() {
        return home.account().map(Accounts.Running::chats);
    }

    @Override
    public AccountResult createAccount(DisplayName name) {
        return result(home.settle(() -> accounts.create(vault, name.text())));
    }

    @Override
    public AccountResult restoreAccount(DisplayName name, RecoveryWords words) {
        try {
            var restored = result(home.settle(() -> accounts.restore(vault, words, name.text())));
            if (restored instanceof AccountResult.Opened) {
                // Whoever just typed all words has them.
                recovery().ifPresent(Recovery::confirm);
            }
            return restored;
        } catch (RecoveryPhraseException wrong) {
            return WrongWords.of(wrong, words);
        }
    }

    private static AccountResult result(Optional<Accounts.Running> account) {
        return account.<AccountResult>map(running -> new AccountResult.Opened(running.chats()))
                .orElseGet(AccountResult.AlreadyThere::new);
    }

    @Override
    public Optional<Recovery> recovery() {
        return home.account().map(account -> new MemberRecovery(members, opened.id(), account));
    }

    @Override
    public Optional<LedgerDoor> ledger() {
        return Optional.empty();
    }

    @Override
    public Optional<Networks> networks() {
        return Optional.empty();
    }

    @Override
    public void close() {
        vault.close();
    }
}
