package hearth.web.sample;

import hearth.web.household.Recovery;
import hearth.web.household.RecoveryState;
import hearth.web.household.RecoveryWords;
import java.time.Instant;
import java.util.List;

/** Recovery words that are published as an example, so that nobody uses them. */
public final class SampleRecovery implements Recovery {

    /** The phrase of the network's documentation (messages.md 2.1). */
    public static final RecoveryWords WORDS = new RecoveryWords(List.of(
            "virtual",
            "rounded",
            "dating",
            "itself",
            "sober",
            "fleet",
            "adrenalin",
            "puzzled",
            "wept",
            "rural",
            "axis",
            "fictional",
            "fleet"));

    private RecoveryState state = new RecoveryState.Due();

    @Override
    public synchronized RecoveryState state() {
        return state;
    }

    @Override
    public RecoveryWords words() {
        return WORDS;
    }

    @Override
    public String qrText() {
        return "7728d972721b98816a328c46c1995135";
    }

    @Override
    public synchronized void confirm() {
        state = new RecoveryState.Confirmed();
    }

    @Override
    public synchronized void postpone(Instant until) {
        if (!(state instanceof RecoveryState.Confirmed || state instanceof RecoveryState.Hidden)) {
            state = new RecoveryState.Postponed(until);
        }
    }

    @Override
    public synchronized void hide() {
        if (state instanceof RecoveryState.Confirmed) {
            state = new RecoveryState.Hidden();
        }
    }
}
