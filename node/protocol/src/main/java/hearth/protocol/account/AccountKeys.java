package hearth.protocol.account;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.SessionId;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * All keys of one account, derived from its seed (message specification 2.1). Ed25519 signs, X25519 receives and names
 * the account. Prints no secret and can be wiped.
 */
public final class AccountKeys {

    /** Length of the seed that the recovery phrase stands for, in bytes. */
    public static final int SEED_BYTES = 16;

    /** Length of the Ed25519 seed: {@link #SEED_BYTES} and as many zeros. */
    public static final int FULL_SEED_BYTES = 32;

    private final Ed25519KeyPair signing;
    private final X25519KeyPair x25519;
    private final SessionId id;

    private AccountKeys(Ed25519KeyPair signing) {
        this.signing = signing;
        x25519 = signing.toX25519();
        id = SessionId.of(SessionId.Kind.STANDARD, x25519.publicKey().bytes());
    }

    /** The keys of the account with this 16-byte seed. */
    public static AccountKeys fromSeed16(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException(
                    "Account seed has " + seed.length + " bytes, it must have " + SEED_BYTES);
        }
        var full = Arrays.copyOf(seed, FULL_SEED_BYTES);
        try {
            return fromSeed32(full);
        } finally {
            Arrays.fill(full, (byte) 0);
        }
    }

    /** The keys of the account with this 32-byte Ed25519 seed, as historic accounts have it. */
    public static AccountKeys fromSeed32(byte[] seed) {
        return new AccountKeys(Ed25519KeyPair.fromSeed(seed));
    }

    /** A new account. */
    public static AccountKeys generate(SecureRandom random) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        try {
            return fromSeed16(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The account's name, which it gives to others. */
    public SessionId id() {
        return id;
    }

    /** The pair that signs messages and storage requests. */
    public Ed25519KeyPair signing() {
        return signing;
    }

    /** The pair that receives messages. */
    public X25519KeyPair x25519() {
        return x25519;
    }

    /**
     * The seed that the recovery phrase stands for; whoever asks for it also wipes it. Throws
     * {@link IllegalStateException} for an account with a full 32-byte seed, which has no recovery phrase.
     */
    public byte[] seed16() {
        var full = signing.seed();
        try {
            for (var i = SEED_BYTES; i < FULL_SEED_BYTES; i++) {
                if (full[i] != 0) {
                    throw new IllegalStateException("Account has a seed of 32 bytes and no recovery phrase");
                }
            }
            return Arrays.copyOf(full, SEED_BYTES);
        } finally {
            Arrays.fill(full, (byte) 0);
        }
    }

    /** Overwrites all secrets with zeros. The keys must not be used afterwards. */
    public void wipe() {
        signing.wipe();
        x25519.wipe();
    }

    @Override
    public String toString() {
        return "AccountKeys[" + id + ']';
    }
}
