package hearth.appliance.household;

import hearth.client.vault.BoxKey;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.protocol.crypto.Crypto;
import hearth.sqlite.StoreException;
import hearth.web.household.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The members' vaults: a folder each, named by the member's id, and opened by their password only, or by the box for those who
 * let it in.
 */
final class MemberVaults {

    private static final int ID_BYTES = 8;

    private final Path folder;
    private final PasswordCost cost;
    private final SecureRandom random;
    private final BoxKey boxKey;

    /** Vaults in sub-folders of {@code folder}, which exists; each guess at a password costs {@code cost}. */
    MemberVaults(Path folder, PasswordCost cost, SecureRandom random) {
        this.folder = folder;
        this.cost = cost;
        this.random = random;
        boxKey = BoxKey.in(folder.resolve("box.key"), random);
    }

    /** An id for a new member. */
    String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    OpenVault create(String id, Password password) {
        var characters = password.characters();
        try {
            return vault(id).create(characters, cost);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Empty if the password is another one. */
    Optional<OpenVault> unlock(String id, Password password) {
        var characters = password.characters();
        try {
            return vault(id).unlock(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Empty if the member did not let this box in. */
    Optional<OpenVault> unlockWithBoxKey(String id) {
        return vault(id).unlock(boxKey);
    }

    /** What members let the box in with. */
    BoxKey boxKey() {
        return boxKey;
    }

    /** Puts another password in the place of one; {@code false}, and no change, if that one is wrong. */
    boolean changePassword(String id, Password current, Password next) {
        var old = current.characters();
        var fresh = next.characters();
        try {
            return vault(id).changePassword(old, fresh);
        } finally {
            Arrays.fill(old, '\0');
            Arrays.fill(fresh, '\0');
        }
    }

    /** Takes as long as {@link #unlock}, so that the time does not tell who lives here. */
    void pretendToUnlock() {
        var anything = new byte[Crypto.ARGON2_SALT_BYTES];
        random.nextBytes(anything);
        Crypto.argon2id(anything, anything, cost.memoryKib(), cost.iterations(), cost.parallelism())
                .wipe();
    }

    /** Removes a vault that never became a member's. */
    void discard(String id, OpenVault vault) {
        vault.close();
        try (var files = Files.walk(folder.resolve(id))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new StoreException(StoreException.Problem.OTHER, "An unused vault cannot be removed: " + failure);
        }
    }

    private Vault vault(String id) {
        return Vault.in(folder.resolve(id), random);
    }
}
