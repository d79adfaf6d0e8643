package hearth.appliance.household;

import hearth.client.network.NetworkErasure;
import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.household.RecoveryWords;

/** Makes and opens accounts on the network. The wall between the household and the engine. */
interface Accounts {

    /** An account that runs: it fetches and sends until it is closed, whether or not its vault still is open. */
    interface Running extends AutoCloseable {

        /** Names it inside its vault. */
        AccountRef ref();

        Chats chats();

        RecoveryWords words();

        /** Stops working for good and lets its swarm forget it; takes up to 15 s. */
        NetworkErasure eraseFromNetwork();

        @Override
        void close();
    }

    /** A new account. Returns as soon as it is on disk. */
    Running create(OpenVault vault, String displayName);

    /** An existing account, from its words. Returns as soon as it is on disk. */
    Running restore(OpenVault vault, RecoveryWords words, String displayName) throws RecoveryPhraseException;

    /** An account that is in the vault. */
    Running open(OpenVault vault, AccountRef ref);
}
