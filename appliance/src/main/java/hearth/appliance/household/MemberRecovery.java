package hearth.appliance.household;

import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.household.Recovery;
import hearth.web.household.RecoveryState;
import hearth.web.household.RecoveryWords;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** The recovery words of one member's account. */
final class MemberRecovery implements Recovery {

    private final MemberTable members;
    private final String memberId;
    private final Accounts.Running account;

    MemberRecovery(MemberTable members, String memberId, Accounts.Running account) {
        this.members = members;
        this.memberId = memberId;
        this.account = account;
    }

    @Override
    public RecoveryState state() {
        return members.recoveryState(memberId, account.ref());
    }

    @Override
    public RecoveryWords words() {
        return account.words();
    }

    @Override
    public String qrText() {
        try {
            var seed = RecoveryPhrase.decode(account.words().phrase());
            var text = HexFormat.of().formatHex(seed);
            Arrays.fill(seed, (byte) 0);
            return text;
        } catch (RecoveryPhraseException impossible) {
            throw new IllegalStateException("The words of an account do not stand for its seed", impossible);
        }
    }

    @Override
    public void confirm() {
        members.confirmWords(memberId, account.ref());
    }

    @Override
    public void hide() {
        members.hideWords(memberId, account.ref());
    }

    @Override
    public void postpone(Instant until) {
        members.postponeWords(memberId, account.ref(), until);
    }
}
