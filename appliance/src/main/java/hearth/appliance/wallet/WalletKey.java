package hearth.appliance.wallet;

import hearth.client.vault.OpenVault;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.ledger.LedgerAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What signs for a member's tokens: an Ed25519 key that grows out of 16 random bytes, kept in the member's vault and written
 * down as 13 words like those of an account.
 *
 * <pre>
 * Ed25519 seed = HKDF-SHA256(the 16 bytes, no salt, "hearth wallet key 1"), 32 bytes
 * </pre>
 */
public final class WalletKey {

    private static final String SECRET = "wallet";
    private static final int SEED_BYTES = 16;
    private static final byte[] INFO = "hearth wallet key 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_SALT = {};

    private WalletKey() {}

    /** The address of the wallet in {@code vault}. Makes a wallet, on disk when this returns, where there is none. */
    public static LedgerAddress address(OpenVault vault, SecureRandom random) {
        return use(vault, random, WalletKey::address);
    }

    /** Lets {@code work} sign with the key, which is wiped afterwards. */
    public static <T> T sign(OpenVault vault, SecureRandom random, Function<Ed25519KeyPair, T> work) {
        return use(vault, random, seed -> {
            var key = key(seed);
            try {
                return work.apply(key);
            } finally {
                key.wipe();
            }
        });
    }

    /** The words of the wallet, single spaces between them. Whoever has them has the tokens. */
    public static String words(OpenVault vault, SecureRandom random) {
        return use(vault, random, RecoveryPhrase::encode);
    }

    /** The address that these words stand for. */
    public static LedgerAddress addressOf(String words) throws RecoveryPhraseException {
        var seed = RecoveryPhrase.decode(words);
        try {
            return address(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Puts the wallet of these words in the place of the one in {@code vault}, whose words are needed to get it back. */
    public static void restore(OpenVault vault, String words) throws RecoveryPhraseException {
        var seed = RecoveryPhrase.decode(words);
        try {
            vault.keepSecret(SECRET, seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static <T> T use(OpenVault vault, SecureRandom random, Function<byte[], T> work) {
        byte[] seed;
        // Two doors of one member must not make two wallets.
        synchronized (WalletKey.class) {
            seed = vault.secret(SECRET).orElseGet(() -> fresh(vault, random));
        }
        try {
            return work.apply(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] fresh(OpenVault vault, SecureRandom random) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        vault.keepSecret(SECRET, seed);
        return seed;
    }

    private static LedgerAddress address(byte[] seed) {
        var key = key(seed);
        try {
            return LedgerAddress.of(key.publicKey());
        } finally {
            key.wipe();
        }
    }

    private static Ed25519KeyPair key(byte[] seed) {
        var grown = Crypto.hkdfSha256(seed, NO_SALT, INFO, Ed25519KeyPair.SEED_BYTES);
        try {
            return Ed25519KeyPair.fromSeed(grown);
        } finally {
            Arrays.fill(grown, (byte) 0);
        }
    }
}
