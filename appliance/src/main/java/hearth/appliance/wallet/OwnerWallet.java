package hearth.appliance.wallet;

import hearth.appliance.StartException;
import hearth.client.vault.OpenVault;
import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.client.vault.VaultException;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.LedgerAddress;
import hearth.service.key.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wallet of a data folder, for commands: that of a node in {@code wallet}, which a command makes, or that of the member of a
 * household whose password it is. The address of the former also lies beside it, where it can be read without a password.
 */
public final class OwnerWallet {

    private static final String FOLDER = "wallet";
    private static final String ADDRESS = "address";
    private static final String MEMBERS = "members";

    private final Path data;
    private final SecureRandom random;

    public OwnerWallet(Path data, SecureRandom random) {
        this.data = data;
        this.random = random;
    }

    /** Whether {@link #create} would find one. */
    public boolean exists() {
        return own().exists();
    }

    /** Makes a wallet and returns its address. Returns after it is on disk. */
    public LedgerAddress create(char[] password, PasswordCost cost) throws StartException {
        if (exists()) {
            throw new StartException("There is a wallet in " + data.resolve(FOLDER) + " already");
        }
        try (var vault = own().create(password, cost)) {
            var address = WalletKey.address(vault, random);
            OwnerOnly.write(
                    data.resolve(FOLDER).resolve(ADDRESS), (address.text() + '\n').getBytes(StandardCharsets.US_ASCII));
            return address;
        } catch (IOException | VaultException failure) {
            throw new StartException("The wallet cannot be written to " + data.resolve(FOLDER), failure);
        }
    }

    /** The address, if it can be told without a password. */
    public Optional<LedgerAddress> address() {
        try {
            return Optional.of(LedgerAddress.parse(
                    Files.readString(data.resolve(FOLDER).resolve(ADDRESS)).strip()));
        } catch (IOException | FormatException unknown) {
            return Optional.empty();
        }
    }

    /** Opens the wallet. Throws with a sentence for the owner if there is none, or the password is another one. */
    public OpenVault unlock(char[] password) throws StartException {
        var vaults = vaults();
        if (vaults.isEmpty()) {
            throw new StartException(
                    "There is no wallet in " + data + "; make one with hearth wallet create, or in the browser");
        }
        try {
            for (var vault : vaults) {
                var open = vault.unlock(password);
                if (open.isPresent()) {
                    return open.get();
                }
            }
        } catch (VaultException damaged) {
            throw new StartException("The wallet cannot be read: " + damaged.getMessage(), damaged);
        }
        throw new StartException("The password does not open the wallet");
    }

    private Vault own() {
        return Vault.in(data.resolve(FOLDER), random);
    }

    private List<Vault> vaults() throws StartException {
        if (exists()) {
            return List.of(own());
        }
        var members = data.resolve(MEMBERS);
        if (!Files.isDirectory(members)) {
            return List.of();
        }
        try (var folders = Files.list(members)) {
            var vaults = new ArrayList<Vault>();
            folders.sorted()
                    .map(folder -> Vault.in(folder, random))
                    .filter(Vault::exists)
                    .forEach(vaults::add);
            return vaults;
        } catch (IOException failure) {
            throw new StartException("The members' vaults cannot be read", failure);
        }
    }
}
