package hearth.client.config;

import hearth.client.config.tree.ConfigMessage;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.message.ConfigWrapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way of a config message to the bytes that are stored, and back (configuration specification, sections 9 and 10):
 *
 * <pre>
 *  plaintext → compressed, if shorter → zeros in front → parts, if large → encrypted → covered, if an account's
 * </pre>
 */
final class ConfigEnvelope {

    /** The most that a node stores as one message, in bytes. */
    static final int STORED_BYTES_MAX = 76_800;

    private static final byte COMPRESSED = 'z';

    private final ConfigType type;
    private final Optional<AccountKeys> account;
    private final List<SymmetricKey> keys;

    /** {@code account}: whose config it is, if an account's. {@code keys}: for encryption the first, for decryption all. */
    ConfigEnvelope(ConfigType type, Optional<AccountKeys> account, List<SymmetricKey> keys) {
        this.type = type;
        this.account = account;
        this.keys = List.copyOf(keys);
    }

    /** The envelope of one of an account's own configs. */
    static ConfigEnvelope of(ConfigType type, AccountKeys account) {
        var seed = account.signing().seed();
        try {
            return new ConfigEnvelope(type, Optional.of(account), List.of(SymmetricKey.of(seed)));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    Optional<AccountKeys> account() {
        return account;
    }

    /** The messages to store, one or several parts. */
    List<Bytes> seal(byte[] plain, long seqno) {
        var whole = ConfigCipher.pad(shorter(plain));
        if (whole.length + ConfigCipher.OVERHEAD_BYTES <= STORED_BYTES_MAX) {
            return List.of(Bytes.wrap(cover(encrypt(whole), seqno)));
        }
        var messages = new ArrayList<Bytes>();
        for (var part : Parts.split(whole)) {
            messages.add(Bytes.wrap(encrypt(part)));
        }
        return messages;
    }

    private static byte[] shorter(byte[] plain) {
        var frame = Zstandard.compress(plain);
        if (1 + frame.length >= plain.length) {
            return plain;
        }
        var marked = new byte[1 + frame.length];
        marked[0] = COMPRESSED;
        System.arraycopy(frame, 0, marked, 1, frame.length);
        return marked;
    }

    private byte[] encrypt(byte[] padded) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("There is no key yet to encrypt this config with");
        }
        return ConfigCipher.encrypt(padded, keys.getFirst(), type.domain());
    }

    private byte[] cover(byte[] encrypted, long seqno) {
        if (account.isEmpty()) {
            return encrypted;
        }
        var covered = ConfigWrapping.wrap(encrypted, type.namespace(), seqno, account.get());
        return covered.length <= STORED_BYTES_MAX ? covered : encrypted;
    }

    /** What is inside a stored message: a padded config, or a part of one. Throws if no key fits. */
    byte[] open(byte[] stored) throws FormatException {
        var encrypted = uncover(stored);
        for (var key : keys) {
            try {
                return ConfigCipher.decrypt(encrypted, key, type.domain());
            } catch (FormatException _) {
                // Perhaps it is for the next key.
            }
        }
        throw new FormatException("No key opens this config message");
    }

    private byte[] uncover(byte[] stored) {
        if (account.isEmpty()) {
            return stored;
        }
        // A client once covered its configs twice.
        return uncoverOnce(stored).flatMap(this::uncoverAgain).orElse(stored);
    }

    private Optional<byte[]> uncoverAgain(byte[] once) {
        return Optional.of(uncoverOnce(once).orElse(once));
    }

    private Optional<byte[]> uncoverOnce(byte[] stored) {
        try {
            return Optional.of(ConfigWrapping.unwrap(stored, type.namespace(), account.orElseThrow()));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    /** The plaintext of a padded config. */
    static byte[] unpack(byte[] padded) throws FormatException {
        var start = 0;
        while (start < padded.length && padded[start] == 0) {
            start++;
        }
        if (start == padded.length) {
            throw new FormatException("Config message is empty");
        }
        return padded[start] == COMPRESSED
                ? Zstandard.decompress(Arrays.copyOfRange(padded, start + 1, padded.length), ConfigMessage.BYTES_MAX)
                : Arrays.copyOfRange(padded, start, padded.length);
    }
}
