package hearth.appliance.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.vault.PasswordCost;
import hearth.client.vault.Vault;
import hearth.client.vault.VaultException;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.ledger.LedgerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletKeyTest {

    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);
    private static final char[] PASSWORD = "four words in a row".toCharArray();

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    @Test
    void theWalletIsTheSameAfterTheVaultWasClosedAndThePasswordChanged() {
        var vault = Vault.in(folder, random);
        LedgerAddress first;
        try (var open = vault.create(PASSWORD, CHEAP)) {
            first = WalletKey.address(open, random);
            assertEquals(first, WalletKey.address(open, random));
        }
        var next = "other words in a row".toCharArray();
        assertTrue(vault.changePassword(PASSWORD, next));

        try (var open = vault.unlock(next).orElseThrow()) {
            assertEquals(first, WalletKey.address(open, random));
            assertEquals(first, LedgerAddress.of(WalletKey.sign(open, random, key -> key.publicKey())));
        }
    }

    @Test
    void theWordsBringTheWalletIntoAnotherVault() throws RecoveryPhraseException {
        try (var one = Vault.in(folder.resolve("one"), random).create(PASSWORD, CHEAP);
                var other = Vault.in(folder.resolve("other"), random).create(PASSWORD, CHEAP)) {
            var address = WalletKey.address(one, random);
            var words = WalletKey.words(one, random);
            assertNotEquals(address, WalletKey.address(other, random));
            assertEquals(address, WalletKey.addressOf(words));

            WalletKey.restore(other, words);

            assertEquals(address, WalletKey.address(other, random));
        }
    }

    @Test
    void wordsAlwaysStandForTheSameAddress() throws RecoveryPhraseException {
        var seed = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

        assertEquals(
                "hearth11ukb19t5rthgzgq78pegozh4kxq95qt4y3ebw6huxgn966383wp46h97fc",
                WalletKey.addressOf(RecoveryPhrase.encode(seed)).text());
        assertThrows(RecoveryPhraseException.class, () -> WalletKey.addressOf("no such words"));
    }

    @Test
    void theFileTellsNothingAndADamagedOneIsNoWallet() throws IOException, RecoveryPhraseException {
        var vault = Vault.in(folder, random);
        try (var open = vault.create(PASSWORD, CHEAP)) {
            WalletKey.address(open, random);
            var file = folder.resolve("wallet.secret");
            var seed = RecoveryPhrase.decode(WalletKey.words(open, random));
            var hex = HexFormat.of().formatHex(Files.readAllBytes(file));
            assertFalse(hex.contains(HexFormat.of().formatHex(seed)));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

            var bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
            assertThrows(VaultException.class, () -> WalletKey.address(open, random));
            Files.write(file, new byte[10]);
            assertThrows(VaultException.class, () -> WalletKey.address(open, random));
        }
    }
}
