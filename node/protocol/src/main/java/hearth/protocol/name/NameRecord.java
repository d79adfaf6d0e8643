package hearth.protocol.name;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The account behind a name, encrypted so that only who knows the name can read it. Names are lower case; callers see to
 * that, since a name in another case is another name.
 */
public final class NameRecord {

    private static final int NONCE_BYTES = 24;
    private static final int ID_BYTES = 33;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62}[a-z0-9_])?");
    private static final byte[] NO_DATA = {};

    // The old form: Argon2id with "moderate" limits and a salt of zeros.
    private static final int OLD_MEMORY_KIB = 262_144;
    private static final int OLD_ITERATIONS = 3;

    private NameRecord() {}

    /** What is asked for instead of the name: base64 of its hash. */
    public static String hash(String name) {
        return Base64.getEncoder().encodeToString(Crypto.blake2b(SymmetricKey.BYTES, bytes(name)));
    }

    /** Says whether a name can be registered: 1 to 64 lower-case letters, digits, {@code _} and, inside only, {@code -}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A record for {@code account}. Never use a nonce (24 bytes) twice for one name. */
    public static byte[] seal(String name, SessionId account, byte[] nonce) {
        if (account.kind() != SessionId.Kind.STANDARD) {
            throw new IllegalArgumentException("A name stands for the account of a person");
        }
        var plain = new byte[ID_BYTES];
        plain[0] = (byte) account.kind().prefix();
        System.arraycopy(account.publicKey(), 0, plain, 1, ID_BYTES - 1);
        return Crypto.xChaChaSeal(key(name), nonce, plain, NO_DATA);
    }

    /** The account that a record names. Throws if the record is for another name, or damaged. */
    public static SessionId open(String name, byte[] encrypted, byte[] nonce) throws FormatException {
        if (nonce.length != NONCE_BYTES) {
            throw new FormatException("Nonce of a name has " + nonce.length + " bytes, not " + NONCE_BYTES);
        }
        return id(Crypto.xChaChaOpen(key(name), nonce, encrypted, NO_DATA));
    }

    /** Like {@link #open} for records of the old form, which have no nonce. Takes a second and 256 MiB of memory. */
    public static SessionId openOld(String name, byte[] encrypted) throws FormatException {
        var salt = new byte[Crypto.ARGON2_SALT_BYTES];
        var key = Crypto.argon2id(bytes(name), salt, OLD_MEMORY_KIB, OLD_ITERATIONS, 1);
        return id(Crypto.openSecretBox(key, new byte[NONCE_BYTES], encrypted));
    }

    private static SymmetricKey key(String name) {
        return SymmetricKey.of(
                Crypto.blake2bKeyed(SymmetricKey.BYTES, Crypto.blake2b(SymmetricKey.BYTES, bytes(name)), bytes(name)));
    }

    private static SessionId id(byte[] plain) throws FormatException {
        if (plain.length != ID_BYTES || (plain[0] & 0xff) != SessionId.Kind.STANDARD.prefix()) {
            throw new FormatException("Name stands for " + plain.length + " bytes that are no account");
        }
        return SessionId.of(SessionId.Kind.STANDARD, Arrays.copyOfRange(plain, 1, plain.length));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
