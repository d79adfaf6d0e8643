package hearth.client.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    /** As cheap as Argon2id allows: these tests are about what happens around it. */
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private static final byte[] SEED = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @TempDir
    Path home;

    private final SecureRandom random = new SecureRandom();

    @Test
    void unlockWithTheRightPasswordGivesBackAccountsAndKeys() {
        var created = vault().create(password("open sesame"), CHEAP);
        var ref = created.prepareAccount();
        created.addAccount(ref, SEED);
        var key = created.key(ref, "rows").bytes();

        var opened = vault().unlock(password("open sesame")).orElseThrow();

        assertEquals(List.of(ref), opened.accounts());
        assertArrayEquals(SEED, opened.seed(ref));
        assertArrayEquals(key, opened.key(ref, "rows").bytes());
    }

    @Test
    void aRemovedAccountIsGoneWithItsFolderAndTheOthersStay() throws IOException {
        var vault = vault().create(password("open sesame"), CHEAP);
        var gone = vault.prepareAccount();
        vault.addAccount(gone, SEED);
        var kept = vault.prepareAccount();
        vault.addAccount(kept, SEED);
        Files.writeString(vault.folder(gone).resolve("account.db"), "secret");

        vault.removeAccount(gone);
        vault.removeAccount(gone);

        assertEquals(List.of(kept), vault.accounts());
        assertFalse(Files.exists(vault.folder(gone)));
        assertTrue(Files.exists(vault.folder(kept)));
        assertEquals(
                List.of(kept),
                vault().unlock(password("open sesame")).orElseThrow().accounts());
    }

    @Test
    void sweepingTakesAwayWhatAPowerCutLeft() {
        var vault = vault().create(password("open sesame"), CHEAP);
        var kept = vault.prepareAccount();
        vault.addAccount(kept, SEED);
        var left = vault.prepareAccount();

        vault.sweep();

        assertFalse(Files.exists(vault.folder(left)));
        assertTrue(Files.exists(vault.folder(kept)));
    }

    @Test
    void unlockWithAWrongPasswordIsEmptyAndNoError() {
        vault().create(password("open sesame"), CHEAP).close();

        assertTrue(vault().unlock(password("Open sesame")).isEmpty());
        assertTrue(vault().unlock(password("")).isEmpty());
    }

    @Test
    void aPasswordIsTheSameHoweverItsLettersAreComposed() {
        var composed = Normalizer.normalize("Müller", Normalizer.Form.NFC);
        var decomposed = Normalizer.normalize("Müller", Normalizer.Form.NFD);
        assertNotEquals(composed, decomposed);
        vault().create(password(composed), CHEAP).close();

        assertTrue(vault().unlock(password(decomposed)).isPresent());
    }

    @Test
    void m31APinIsRecognisedUntilAnotherOneIsSetOrItIsRemoved() {
        var open = vault().create(password("open sesame"), CHEAP);
        assertFalse(open.hasPin());
        assertFalse(open.isPin(password("204817")));

        open.setPin(password("204817"));
        assertTrue(open.hasPin());
        assertTrue(open.isPin(password("204817")));
        assertFalse(open.isPin(password("204818")));
        var again = vault().unlock(password("open sesame")).orElseThrow();
        assertTrue(again.isPin(password("204817")));

        again.setPin(password("93017465"));
        assertFalse(open.isPin(password("204817")));
        assertTrue(open.isPin(password("93017465")));

        open.removePin();
        open.removePin();
        assertFalse(again.hasPin());
        assertFalse(again.isPin(password("93017465")));
    }

    @Test
    void m31APinEndsWithThePasswordEvenIfItsFileIsPutBack() throws IOException {
        var open = vault().create(password("old"), CHEAP);
        open.setPin(password("204817"));
        var file = home.resolve("member").resolve("pin.secret");
        var kept = Files.readAllBytes(file);

        assertTrue(vault().changePassword(password("old"), password("new")));
        Files.write(file, kept);

        assertFalse(open.hasPin());
        assertFalse(open.isPin(password("204817")));
        var again = vault().unlock(password("new")).orElseThrow();
        assertFalse(again.hasPin());
        again.setPin(password("204817"));
        assertTrue(open.isPin(password("204817")));
    }

    @Test
    void m31NothingOnTheDiskTellsThePinAndItOpensNoVault() throws Exception {
        var open = vault().create(password("open sesame"), CHEAP);
        open.setPin(password("204817"));
        var salt = VaultFile.decode(Files.readAllBytes(home.resolve("member").resolve("vault")))
                .salt();

        var kept = HexFormat.of()
                .formatHex(Files.readAllBytes(home.resolve("member").resolve("pin.secret")));

        // Neither what a guess could be compared with, nor the salt it would need: all of it is sealed.
        assertFalse(kept.contains(HexFormat.of().formatHex(salt)));
        assertFalse(kept.contains(HexFormat.of().formatHex(vault().recognition(password("204817")))));
        assertTrue(vault().unlock(password("204817")).isEmpty());
    }

    @Test
    void d1TheBoxOpensWhatLetItInWhateverThePasswordIsAndNothingAfterwards() throws IOException {
        var created = vault().create(password("open sesame"), CHEAP);
        var ref = created.prepareAccount();
        created.addAccount(ref, SEED);
        var key = created.key(ref, "rows").bytes();
        var box = BoxKey.in(home.resolve("box.key"), random);
        assertTrue(vault().unlock(box).isEmpty());
        assertFalse(Files.exists(home.resolve("box.key")));

        created.letBoxIn(box);
        assertTrue(vault().changePassword(password("open sesame"), password("close sesame")));

        var opened = vault().unlock(box).orElseThrow();
        assertEquals(List.of(ref), opened.accounts());
        assertArrayEquals(key, opened.key(ref, "rows").bytes());
        var other = BoxKey.in(home.resolve("other.key"), random);
        assertTrue(vault().unlock(other).isEmpty());
        assertTrue(created.letsBoxIn(box));
        assertFalse(created.letsBoxIn(other));
        opened.shutBoxOut();
        assertFalse(created.letsBoxIn(box));
        assertTrue(vault().unlock(box).isEmpty());
    }

    @Test
    void createRefusesAFolderThatHasAVault() {
        vault().create(password("first"), CHEAP).close();

        assertThrows(IllegalStateException.class, () -> vault().create(password("second"), CHEAP));
        assertTrue(vault().unlock(password("first")).isPresent());
    }

    @Test
    void changePasswordLetsTheNewOneInAndTheOldOneOut() {
        var open = vault().create(password("old"), CHEAP);
        var ref = open.prepareAccount();
        open.addAccount(ref, SEED);

        assertTrue(vault().changePassword(password("old"), password("new")));

        assertTrue(vault().unlock(password("old")).isEmpty());
        assertArrayEquals(SEED, vault().unlock(password("new")).orElseThrow().seed(ref));
    }

    @Test
    void changePasswordWithAWrongOneChangesNothing() {
        vault().create(password("old"), CHEAP).close();

        assertFalse(vault().changePassword(password("guess"), password("new")));

        assertTrue(vault().unlock(password("old")).isPresent());
        assertTrue(vault().unlock(password("new")).isEmpty());
    }

    @Test
    void anAccountAddedAfterAPasswordChangeKeepsTheNewPassword() {
        var open = vault().create(password("old"), CHEAP);
        vault().changePassword(password("old"), password("new"));

        var ref = open.prepareAccount();
        open.addAccount(ref, SEED);

        assertTrue(vault().unlock(password("old")).isEmpty());
        assertEquals(List.of(ref), vault().unlock(password("new")).orElseThrow().accounts());
    }

    @Test
    void keysDifferByAccountAndByPurpose() {
        var open = vault().create(password("p"), CHEAP);
        var one = open.prepareAccount();
        var two = open.prepareAccount();

        var keys = List.of(open.key(one, "a"), open.key(one, "b"), open.key(two, "a"));

        assertEquals(
                3,
                keys.stream()
                        .map(key -> HexFormat.of().formatHex(key.bytes()))
                        .distinct()
                        .count());
    }

    @Test
    void aClosedVaultAnswersNothing() {
        var open = vault().create(password("p"), CHEAP);
        var ref = open.prepareAccount();

        open.close();
        open.close();

        assertThrows(IllegalStateException.class, open::accounts);
        assertThrows(IllegalStateException.class, () -> open.key(ref, "rows"));
        assertThrows(IllegalStateException.class, () -> open.addAccount(ref, SEED));
    }

    @Test
    void filesAndFoldersAreForTheirOwnerOnly() throws IOException {
        var open = vault().create(password("p"), CHEAP);
        var ref = open.prepareAccount();

        assertEquals("rwx------", mode(home.resolve("member")));
        assertEquals("rw-------", mode(home.resolve("member").resolve("vault")));
        assertEquals("rwx------", mode(open.folder(ref)));
    }

    @Test
    void secretsAreNeitherInTheFileNorInToString() throws IOException {
        var open = vault().create(password("open sesame"), CHEAP);
        open.addAccount(open.prepareAccount(), SEED);

        var bytes = HexFormat.of()
                .formatHex(Files.readAllBytes(home.resolve("member").resolve("vault")));

        assertFalse(bytes.contains(HexFormat.of().formatHex(SEED)));
        assertEquals("OpenVault[1 accounts]", open.toString());
    }

    @Test
    void anUnlockWithoutAVaultSaysSo() {
        assertFalse(vault().exists());

        assertThrows(VaultException.class, () -> vault().unlock(password("p")));
    }

    @Test
    void aDamagedFileIsAWrongPasswordOrATypedErrorAndNothingElse() throws IOException {
        var open = vault().create(password("p"), CHEAP);
        open.addAccount(open.prepareAccount(), SEED);
        var file = home.resolve("member").resolve("vault");
        var good = Files.readAllBytes(file);
        // Bytes 5 to 16 are the cost, which damage would turn into minutes of work; the codec's own test covers them.
        Seeds.check(200, random -> {
            var bytes = good.clone();
            var at = random.nextInt(bytes.length - 12);
            bytes[at < 5 ? at : at + 12] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                assertTrue(vault().unlock(password("p")).isEmpty());
            } catch (VaultException expected) {
                // Refusing a damaged file is the point.
            }
        });
    }

    @Test
    void theFileFormatRoundTripsAndDamageThrowsOnlyFormatException() {
        Seeds.check(1_000, random -> {
            var file = new VaultFile(
                    new PasswordCost(8 + random.nextInt(1 << 16), 1 + random.nextInt(64), 1),
                    Seeds.bytes(random, 16),
                    Seeds.bytes(random, 24),
                    Seeds.bytes(random, 48),
                    Seeds.bytes(random, 24),
                    Seeds.bytes(random, 16 + random.nextInt(500)));

            assertArrayEquals(file.encode(), VaultFile.decode(file.encode()).encode());

            var damaged = file.encode();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            var cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            try {
                assertEquals(cut.length, VaultFile.decode(cut).encode().length);
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void aCostBeyondReasonIsRefusedBeforeAnyWork() {
        assertThrows(IllegalArgumentException.class, () -> new PasswordCost(7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PasswordCost((1 << 20) + 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PasswordCost(64, 65, 1));
        assertThrows(IllegalArgumentException.class, () -> new PasswordCost(64, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PasswordCost(256, 1, 17));
        assertEquals(1 << 20, new PasswordCost(1 << 20, 64, 16).memoryKib());
        assertEquals(8, new PasswordCost(8, 1, 1).memoryKib());
    }

    @Test
    void aHundredAccountsFitAndOneMoreIsRefused() {
        var open = vault().create(password("p"), CHEAP);
        for (var i = 0; i < VaultContents.ACCOUNTS_MAX; i++) {
            open.addAccount(open.prepareAccount(), SEED);
        }

        assertThrows(IllegalStateException.class, () -> open.addAccount(open.prepareAccount(), SEED));
        assertEquals(100, vault().unlock(password("p")).orElseThrow().accounts().size());
    }

    private Vault vault() {
        return Vault.in(home.resolve("member"), random);
    }

    private static char[] password(String text) {
        return text.toCharArray();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
