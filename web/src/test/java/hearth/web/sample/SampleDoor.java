package hearth.web.sample;

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
import java.util.stream.IntStream;

/** A door of the household in memory. Words are right when they are those of {@link SampleRecovery}. */
final class SampleDoor implements MemberDoor {

    private final SampleHousehold household;
    private final SampleHousehold.Home home;

    SampleDoor(SampleHousehold household, SampleHousehold.Home home) {
        this.household = household;
        this.home = home;
    }

    @Override
    public Member member() {
        return home.member;
    }

    @Override
    public Optional<Chats> chats() {
        return home.chats.map(it -> it);
    }

    @Override
    public AccountResult createAccount(DisplayName name) {
        if (home.chats.isPresent()) {
            return new AccountResult.AlreadyThere();
        }
        var chats = new SampleChats(household.newAccountId(), name.text(), household.clock());
        home.chats = Optional.of(chats);
        return new AccountResult.Opened(chats);
    }

    @Override
    public AccountResult restoreAccount(DisplayName name, RecoveryWords words) {
        if (words.words().size() != RecoveryWords.COUNT) {
            return new AccountResult.WrongNumber(words.words().size());
        }
        var unknown = IntStream.rangeClosed(1, RecoveryWords.COUNT)
                .filter(position ->
                        !SampleRecovery.WORDS.words().contains(words.words().get(position - 1)))
                .boxed()
                .toList();
        if (!unknown.isEmpty()) {
            return new AccountResult.UnknownWords(unknown);
        }
        if (!words.equals(SampleRecovery.WORDS)) {
            return new AccountResult.NotTogether();
        }
        home.recovery.confirm();
        return createAccount(name);
    }

    @Override
    public Optional<Recovery> recovery() {
        return home.chats.map(_ -> home.recovery);
    }

    @Override
    public Optional<LedgerDoor> ledger() {
        return home.member.isOwner() ? household.ledger().map(it -> it) : Optional.empty();
    }

    @Override
    public Optional<Networks> networks() {
        return home.member.isOwner() ? Optional.of(household.networks()) : Optional.empty();
    }

    @Override
    public void close() {}
}
