package hearth.client.vault;

import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys for single purposes, all from the store key: HKDF-SHA256 with the purpose as info. */
final class Keys {

    /** Purpose: the list of accounts inside the vault file. */
    static final String VAULT_CONTENTS = "hearth vault contents 1";

    /** Purpose: what a PIN is recognised by. */
    static final String PIN = "hearth vault pin 1";

    private static final byte[] NO_SALT = {};

    private Keys() {}

    /** Purpose: a secret that is kept beside the accounts. */
    static String secret(String name) {
        return "hearth vault secret 1 " + name;
    }

    static SymmetricKey derive(SymmetricKey store, String purpose) {
        return derive(store, NO_SALT, purpose);
    }

    static SymmetricKey derive(SymmetricKey store, byte[] salt, String purpose) {
        var raw = store.bytes();
        var derived = Crypto.hkdfSha256(raw, salt, purpose.getBytes(StandardCharsets.UTF_8), SymmetricKey.BYTES);
        try {
            return SymmetricKey.of(derived);
        } finally {
            Arrays.fill(raw, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }
}
