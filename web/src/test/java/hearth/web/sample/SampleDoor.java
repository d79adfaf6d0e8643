package hearth.web.sample;

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
import java.util.List;
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
        return home.engine.or(() -> home.chats.map(it -> it));
    }

    @Override
    public List<Chats> otherChats() {
        return home.accounts.stream()
                .filter(it -> !home.chats.equals(Optional.of(it)))
                .<Chats>map(it -> it)
                .toList();
    }

    @Override
    public List<AccountCard> accounts() {
        return home.accounts.stream()
                .map(it -> new AccountCard(
                        it.id().hex().substring(0, 16),
                        it.displayName(),
                        it.id(),
                        home.chats.equals(Optional.of(it)),
                        0))
                .toList();
    }

    private Optional<SampleChats> account(String ref) {
        return home.accounts.stream()
                .filter(it -> it.id().hex().startsWith(ref))
                .findFirst();
    }

    @Override
    public boolean choose(String ref) {
        var wanted = account(ref);
        if (wanted.isPresent()) {
            home.chats = wanted;
        }
        return wanted.isPresent();
    }

    @Override
    public LeaveResult leaveAccount(String ref, boolean everywhere) {
        var leaving = account(ref);
        if (leaving.isEmpty()) {
            return new LeaveResult.NotThere();
        }
        if (everywhere && home.leaving instanceof LeaveResult.Unfinished) {
            return home.leaving;
        }
        home.accounts.remove(leaving.get());
        home.chats = home.accounts.stream().findFirst();
        return everywhere ? home.leaving : new LeaveResult.Gone(0);
    }

    @Override
    public boolean changePassword(Password current, Password next) {
        if (!home.password.equals(new String(current.characters()))) {
            return false;
        }
        home.password = new String(next.characters());
        home.pin = Optional.empty();
        return true;
    }

    @Override
    public boolean hasPin() {
        return home.pin.isPresent();
    }

    @Override
    public void setPin(Pin pin) {
        home.pin = Optional.of(new String(pin.digits()));
    }

    @Override
    public void removePin() {
        home.pin = Optional.empty();
    }

    @Override
    public boolean isPin(Pin typed) {
        return home.pin.equals(Optional.of(new String(typed.digits())));
    }

    @Override
    public boolean goesOn() {
        return home.goesOn;
    }

    @Override
    public void setGoesOn(boolean wanted) {
        home.goesOn = wanted;
    }

    @Override
    public Optional<Duration> lockAfter() {
        return home.lockAfter;
    }

    @Override
    public void setLockAfter(Optional<Duration> after) {
        home.lockAfter = after;
    }

    @Override
    public Optional<String> look() {
        return home.look;
    }

    @Override
    public void setLook(String look) {
        home.look = Optional.of(look);
    }

    @Override
    public AccountResult createAccount(DisplayName name, int beside) {
        if (home.accounts.size() != beside) {
            return new AccountResult.AlreadyThere();
        }
        if (beside >= ACCOUNTS_MAX) {
            return new AccountResult.TooMany(ACCOUNTS_MAX);
        }
        var chats = new SampleChats(household.newAccountId(), name.text(), household.clock());
        home.accounts.add(chats);
        home.chats = Optional.of(chats);
        return new AccountResult.Opened(chats);
    }

    @Override
    public AccountResult restoreAccount(DisplayName name, RecoveryWords words, int beside) {
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
        return createAccount(name, beside);
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
