package hearth.appliance.household;

import hearth.client.Engine;
import hearth.client.EngineEnvironment;
import hearth.client.network.NetworkErasure;
import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.account.EngineChats;
import hearth.web.household.RecoveryWords;
import java.util.function.Supplier;

/** Accounts that live on a real network, each with an engine of its own. */
final class EngineAccounts implements Accounts {

    private record EngineRunning(Engine engine, Chats chats) implements Running {

        static EngineRunning of(Engine engine) {
            return new EngineRunning(engine, new EngineChats(engine));
        }

        @Override
        public AccountRef ref() {
            return engine.ref();
        }

        @Override
        public NetworkErasure eraseFromNetwork() {
            return engine.eraseFromNetwork();
        }

        @Override
        public RecoveryWords words() {
            return new RecoveryWords(engine.recoveryWords());
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private final Supplier<EngineEnvironment> environment;

    /** Asks for the environment when the first account needs it: an idle box does without a network client. */
    EngineAccounts(Supplier<EngineEnvironment> environment) {
        this.environment = environment;
    }

    @Override
    public Running create(OpenVault vault, String displayName) {
        return EngineRunning.of(Engine.create(environment.get(), vault, displayName));
    }

    @Override
    public Running restore(OpenVault vault, RecoveryWords words, String displayName) throws RecoveryPhraseException {
        return EngineRunning.of(Engine.restore(environment.get(), vault, words.phrase(), displayName));
    }

    @Override
    public Running open(OpenVault vault, AccountRef ref) {
        return EngineRunning.of(Engine.open(environment.get(), vault, ref));
    }
}
