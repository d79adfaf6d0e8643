package hearth.appliance.household;

import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.account.Chats;
import hearth.web.household.RecoveryWords;
import java.util.Optional;

/** Makes and opens accounts on the network. The wall between the household and the engine. */
interface Accounts {

    /** An account that runs: it fetches and sends until it is closed, whether or not its vault still is open. */
    interface Running extends AutoCloseable {

        Chats chats();

        RecoveryWords words();

        @Override
        void close();
    }

    /** A new account. Returns as soon as it is on disk. */
    Running create(OpenVault vault, String displayName);

    /** An existing account, from its words. Returns as soon as it is on disk. */
    Running restore(OpenVault vault, RecoveryWords words, String displayName) throws RecoveryPhraseException;

    /** The account in the vault; empty if there is none. */
    Optional<Running> open(OpenVault vault);
}
