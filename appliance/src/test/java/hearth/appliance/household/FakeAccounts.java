package hearth.appliance.household;

import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.household.RecoveryWords;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Accounts without a network: they keep their seed in the vault, and remember whether they run. */
final class FakeAccounts implements Accounts {

    static final class FakeRunning implements Running {

        private final byte[] seed;
        private final Chats chats = noChats();
        boolean closed;

        private FakeRunning(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public Chats chats() {
            return chats;
        }

        @Override
        public RecoveryWords words() {
            return new RecoveryWords(Arrays.asList(RecoveryPhrase.encode(seed).split(" ")));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    final List<FakeRunning> started = new ArrayList<>();

    private static Chats noChats() {
        return (Chats)
                Proxy.newProxyInstance(Chats.class.getClassLoader(), new Class<?>[] {Chats.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public Running create(OpenVault vault, String displayName) {
        var seed = new byte[16];
        new SecureRandom().nextBytes(seed);
        return keep(vault, seed);
    }

    @Override
    public Running restore(OpenVault vault, RecoveryWords words, String displayName) throws RecoveryPhraseException {
        return keep(vault, RecoveryPhrase.decode(words.phrase()));
    }

    private Running keep(OpenVault vault, byte[] seed) {
        vault.addAccount(vault.prepareAccount(), seed);
        return run(seed);
    }

    @Override
    public Optional<Running> open(OpenVault vault) {
        return vault.accounts().stream().findFirst().map(account -> run(vault.seed(account)));
    }

    private Running run(byte[] seed) {
        var running = new FakeRunning(seed);
        started.add(running);
        return running;
    }
}
