package hearth.client.sync;

import hearth.client.network.NetworkTime;
import hearth.client.network.Pace;
import hearth.client.store.AccountDatabase;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;

/**
 * One account and what belongs to it.
 *
 * @param keys        its keys
 * @param database    its disk
 * @param configs     what its devices share
 * @param people      its conversations, here and in what is shared
 * @param privacy     what the member lets others know
 * @param codec       encrypts and decrypts messages
 * @param time        network time
 * @param pace        how it waits
 * @param changes     told what changed
 * @param checkpoints where tests may pull the plug
 */
public record Own(
        AccountKeys keys,
        AccountDatabase database,
        Configs configs,
        People people,
        PrivacyKeeper privacy,
        MessageCodec codec,
        NetworkTime time,
        Pace pace,
        Changes changes,
        Checkpoints checkpoints) {

    /** Its id. */
    public SessionId id() {
        return keys.id();
    }

    /** Prints no secret. */
    @Override
    public String toString() {
        return "Own[" + id() + ']';
    }
}
