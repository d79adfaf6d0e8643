package hearth.appliance.household;

import hearth.client.network.NetworkErasure;
import hearth.client.vault.AccountRef;
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

/** Accounts without a network: they keep their seed in the vault, and remember whether they run. */
final class FakeAccounts implements Accounts {

    static final class FakeRunning implements Running {

        private final AccountRef ref;
        private final byte[] seed;
        private final Chats chats = noChats();
        boolean closed;

        NetworkErasure erasure = new NetworkErasure(3, 3);

        private FakeRunning(AccountRef ref, byte[] seed) {
            this.ref = ref;
            this.seed = seed;
        }

        @Override
        public AccountRef ref() {
            return ref;
        }

        @Override
        public NetworkErasure eraseFromNetwork() {
            return erasure;
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
        var ref = vault.prepareAccount();
        vault.addAccount(ref, seed);
        return run(ref, seed);
    }

    @Override
    public Running open(OpenVault vault, AccountRef ref) {
        return run(ref, vault.seed(ref));
    }

    private Running run(AccountRef ref, byte[] seed) {
        var running = new FakeRunning(ref, seed);
        started.add(running);
        return running;
    }
}
