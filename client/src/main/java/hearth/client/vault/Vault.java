package hearth.client.vault;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * One member's folder, closed by a password: the file that holds the store key and the seeds, and a folder per account.
 *
 * <p>The store key is random and stays the same for the life of the vault; the password only wraps it, so that changing
 * the password rewrites one small file. Nothing in the folder tells how many accounts there are or whose they are, except
 * the number of account folders. Safe for use by many threads of one process; two processes must not share a folder.
 */
public final class Vault {

    /** The largest secret that is kept beside the accounts. */
    static final int SECRET_BYTES_MAX = 1024;

    private static final String FILE = "vault";

    /** The store key for the box, if the member let it in. */
    private static final String BOX_FILE = "vault.box";

    /** The secret by which a PIN is recognised. */
    private static final String PIN = "pin";

    private static final Pattern SECRET_NAME = Pattern.compile("[a-z]{1,20}");

    /** Bytes of UTF-8 per {@code char} at most. */
    private static final int UTF8_BYTES_MAX = 3;

    private static final byte[] NO_DATA = {};

    /** One lock for all vaults: writing is rare, and two objects may stand for the same folder. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path folder;
    private final SecureRandom random;

    private Vault(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /** The vault in {@code folder}, whether or not there is one yet. Touches nothing. */
    public static Vault in(Path folder, SecureRandom random) {
        return new Vault(folder, random);
    }

    /** Whether the vault was created. */
    public boolean exists() {
        return Files.exists(file());
    }

    /**
     * Makes the folder, open to its owner only, and in it an empty vault. Returns after it is on disk.
     *
     * @param password used and not kept; the caller wipes it
     * @throws IllegalStateException if there is a vault already
     * @throws VaultException if the disk refuses
     */
    public OpenVault create(char[] password, PasswordCost cost) {
        WRITING.lock();
        try {
            if (exists()) {
                throw new IllegalStateException("This folder has a vault already");
            }
            SafeFile.makeFolder(folder);
            var key = SymmetricKey.generate(random);
            write(key, new VaultContents(), wrap(key, password, cost));
            return new OpenVault(this, key, new VaultContents());
        } catch (IOException e) {
            throw new VaultException("Vault cannot be created", e);
        } finally {
            WRITING.unlock();
        }
    }

    /**
     * Opens the vault; empty for a wrong password. Takes as long as the {@link PasswordCost} says, right or wrong.
     *
     * @param password used and not kept; the caller wipes it
     * @throws VaultException if there is no vault, the file is damaged, or the disk fails
     */
    public Optional<OpenVault> unlock(char[] password) {
        var file = read();
        return unwrap(file, password).map(key -> new OpenVault(this, key, contents(file, key)));
    }

    /**
     * Opens the vault without a password; empty if the member did not let this box in.
     *
     * @throws VaultException as for {@link #unlock(char[])}
     */
    public Optional<OpenVault> unlock(BoxKey box) {
        try {
            var wrapped = SafeFile.read(boxFile(), BoxKey.WRAPPED_BYTES);
            var key = wrapped.isEmpty() ? Optional.<SymmetricKey>empty() : box.unwrap(wrapped.get());
            return key.map(this::open);
        } catch (IOException e) {
            throw new VaultException("The box's way into a vault cannot be read", e);
        }
    }

    private OpenVault open(SymmetricKey key) {
        try {
            return new OpenVault(this, key, contents(read(), key));
        } catch (VaultException damaged) {
            key.wipe();
            throw damaged;
        }
    }

    void letIn(SymmetricKey key, BoxKey box) {
        WRITING.lock();
        try {
            SafeFile.replace(boxFile(), box.wrap(key));
        } catch (IOException e) {
            throw new VaultException("The box's way into a vault cannot be written", e);
        } finally {
            WRITING.unlock();
        }
    }

    void shutOut() {
        remove(boxFile());
    }

    /**
     * Wraps the store key under another password, with the cost the vault has. Open vaults stay open. Returns after the
     * change is on disk; {@code false}, and no change, if {@code current} is wrong.
     *
     * @throws VaultException as for {@link #unlock}
     */
    public boolean changePassword(char[] current, char[] next) {
        WRITING.lock();
        try {
            var file = read();
            var key = unwrap(file, current);
            if (key.isEmpty()) {
                return false;
            }
            try {
                var wrapped = wrap(key.get(), next, file.cost());
                save(new VaultFile(
                        wrapped.cost(),
                        wrapped.salt(),
                        wrapped.keyNonce(),
                        wrapped.key(),
                        file.nonce(),
                        file.contents()));
            } finally {
                key.get().wipe();
            }
            return true;
        } finally {
            WRITING.unlock();
        }
    }

    /** The folder of an account, which may not exist yet. */
    Path accountFolder(AccountRef ref) {
        return folder.resolve("accounts").resolve(ref.text());
    }

    /** Makes the folder of an account. */
    void makeAccountFolder(AccountRef ref) {
        try {
            SafeFile.makeFolder(folder.resolve("accounts"));
            SafeFile.makeFolder(accountFolder(ref));
        } catch (IOException e) {
            throw new VaultException("Folder of an account cannot be made", e);
        }
    }

    AccountRef freshRef() {
        return AccountRef.random(random);
    }

    /** Adds an account to what is on disk. Returns after it is there. */
    void add(SymmetricKey key, AccountRef ref, byte[] seed) {
        WRITING.lock();
        try {
            var file = read();
            var contents = contents(file, key);
            if (contents.seeds().size() >= VaultContents.ACCOUNTS_MAX) {
                throw new IllegalStateException("A vault holds at most " + VaultContents.ACCOUNTS_MAX + " accounts");
            }
            contents.seeds().put(ref, seed.clone());
            write(key, contents, file);
            contents.wipe();
        } finally {
            WRITING.unlock();
        }
    }

    /** Keeps a secret in a file of its own: nonce, ciphertext, tag, under a key that only this name has. */
    void keepSecret(SymmetricKey key, String name, byte[] secret) {
        if (secret.length > SECRET_BYTES_MAX) {
            throw new IllegalArgumentException("Secret has " + secret.length + " bytes, at most " + SECRET_BYTES_MAX);
        }
        var secretKey = Keys.derive(key, Keys.secret(name));
        WRITING.lock();
        try {
            var nonce = bytes(Crypto.XCHACHA_NONCE_BYTES);
            var sealed = Crypto.xChaChaSeal(secretKey, nonce, secret, NO_DATA);
            SafeFile.replace(
                    secretFile(name),
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (IOException e) {
            throw new VaultException("A secret of the vault cannot be written", e);
        } finally {
            WRITING.unlock();
            secretKey.wipe();
        }
    }

    Optional<byte[]> secret(SymmetricKey key, String name) {
        var secretKey = Keys.derive(key, Keys.secret(name));
        try {
            var file =
                    SafeFile.read(secretFile(name), Crypto.XCHACHA_NONCE_BYTES + SECRET_BYTES_MAX + Crypto.TAG_BYTES);
            return file.isEmpty() ? Optional.empty() : Optional.of(openSecret(secretKey, file.get()));
        } catch (IOException e) {
            throw new VaultException("A secret of the vault cannot be read", e);
        } catch (FormatException e) {
            throw new VaultException("A secret of the vault is damaged", e);
        } finally {
            secretKey.wipe();
        }
    }

    private static byte[] openSecret(SymmetricKey key, byte[] file) throws FormatException {
        if (file.length < Crypto.XCHACHA_NONCE_BYTES + Crypto.TAG_BYTES) {
            throw new FormatException("Secret of " + file.length + " bytes is cut short");
        }
        var nonce = Arrays.copyOf(file, Crypto.XCHACHA_NONCE_BYTES);
        var sealed = Arrays.copyOfRange(file, nonce.length, file.length);
        return Crypto.xChaChaOpen(key, nonce, sealed, NO_DATA);
    }

    private static void remove(Path file) {
        WRITING.lock();
        try {
            SafeFile.remove(file);
        } catch (IOException e) {
            throw new VaultException("A file of the vault cannot be removed", e);
        } finally {
            WRITING.unlock();
        }
    }

    /** What tells whether a PIN that is typed later is this one. As slow as trying a password. */
    byte[] recognition(char[] pin) {
        var file = read();
        var stretched = stretch(pin, file.salt(), file.cost());
        try {
            var derived = Keys.derive(stretched, Keys.PIN);
            var raw = derived.bytes();
            derived.wipe();
            return ByteBuffer.allocate(file.salt().length + raw.length)
                    .put(file.salt())
                    .put(raw)
                    .array();
        } finally {
            stretched.wipe();
        }
    }

    void keepPin(SymmetricKey key, byte[] recognition) {
        keepSecret(key, PIN, recognition);
    }

    /** What the PIN is recognised by; empty if there is none, or if it was set under an earlier password. */
    Optional<byte[]> pin(SymmetricKey key) {
        var salt = read().salt();
        return secret(key, PIN)
                .filter(kept -> kept.length > salt.length && Arrays.equals(kept, 0, salt.length, salt, 0, salt.length));
    }

    void removePin() {
        remove(secretFile(PIN));
    }

    private Path secretFile(String name) {
        if (!SECRET_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A secret is called by 1 to 20 letters a to z");
        }
        return folder.resolve(name + ".secret");
    }

    /** Takes an account out of what is on disk, and then its folder away. Does nothing if it is not there. */
    void remove(SymmetricKey key, AccountRef ref) {
        WRITING.lock();
        try {
            var file = read();
            var contents = contents(file, key);
            var seed = contents.seeds().remove(ref);
            if (seed != null) {
                Arrays.fill(seed, (byte) 0);
                write(key, contents, file);
            }
            contents.wipe();
        } finally {
            WRITING.unlock();
        }
        deleteFolder(ref);
    }

    /** Takes away what a power cut left of accounts that are not in the vault. */
    void sweep(Set<AccountRef> known) {
        var accounts = folder.resolve("accounts");
        if (!Files.isDirectory(accounts)) {
            return;
        }
        try (var folders = Files.list(accounts)) {
            for (var each : folders.toList()) {
                var ref = AccountRef.find(each.getFileName().toString());
                if (ref.isPresent() && !known.contains(ref.get())) {
                    deleteFolder(ref.get());
                }
            }
        } catch (IOException e) {
            throw new VaultException("Folders of accounts cannot be listed", e);
        }
    }

    private void deleteFolder(AccountRef ref) {
        var gone = accountFolder(ref);
        if (!Files.isDirectory(gone)) {
            return;
        }
        try (var files = Files.walk(gone)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new VaultException("Folder of an account cannot be removed", e);
        }
    }

    private VaultFile wrap(SymmetricKey key, char[] password, PasswordCost cost) {
        var salt = bytes(Crypto.ARGON2_SALT_BYTES);
        var nonce = bytes(Crypto.XCHACHA_NONCE_BYTES);
        var wrapping = stretch(password, salt, cost);
        var raw = key.bytes();
        try {
            var wrapped = Crypto.xChaChaSeal(wrapping, nonce, raw, VaultFile.head(cost, salt));
            return new VaultFile(cost, salt, nonce, wrapped, new byte[0], new byte[0]);
        } finally {
            wrapping.wipe();
            Arrays.fill(raw, (byte) 0);
        }
    }

    private static Optional<SymmetricKey> unwrap(VaultFile file, char[] password) {
        var wrapping = stretch(password, file.salt(), file.cost());
        try {
            var raw =
                    Crypto.xChaChaOpen(wrapping, file.keyNonce(), file.key(), VaultFile.head(file.cost(), file.salt()));
            var key = SymmetricKey.of(raw);
            Arrays.fill(raw, (byte) 0);
            return Optional.of(key);
        } catch (FormatException wrongPassword) {
            return Optional.empty();
        } finally {
            wrapping.wipe();
        }
    }

    private static SymmetricKey stretch(char[] password, byte[] salt, PasswordCost cost) {
        // Keyboards differ in how they compose letters; the form must not decide whether the password is right.
        var chars = CharBuffer.wrap(password);
        var text = Normalizer.isNormalized(chars, Normalizer.Form.NFKC)
                ? chars
                : CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFKC));
        var room = new byte[text.remaining() * UTF8_BYTES_MAX];
        var encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(text, encoded, true);
        var bytes = Arrays.copyOf(room, encoded.position());
        try {
            return Crypto.argon2id(bytes, salt, cost.memoryKib(), cost.iterations(), cost.parallelism());
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(room, (byte) 0);
        }
    }

    private static VaultContents contents(VaultFile file, SymmetricKey key) {
        var contentsKey = Keys.derive(key, Keys.VAULT_CONTENTS);
        try {
            return VaultContents.decode(
                    Crypto.xChaChaOpen(contentsKey, file.nonce(), file.contents(), VaultFile.contentsContext()));
        } catch (FormatException e) {
            throw new VaultException("Vault file is damaged", e);
        } finally {
            contentsKey.wipe();
        }
    }

    private void write(SymmetricKey key, VaultContents contents, VaultFile wrapped) {
        var contentsKey = Keys.derive(key, Keys.VAULT_CONTENTS);
        var plain = contents.encode();
        try {
            var nonce = bytes(Crypto.XCHACHA_NONCE_BYTES);
            var sealed = Crypto.xChaChaSeal(contentsKey, nonce, plain, VaultFile.contentsContext());
            save(new VaultFile(wrapped.cost(), wrapped.salt(), wrapped.keyNonce(), wrapped.key(), nonce, sealed));
        } finally {
            contentsKey.wipe();
            Arrays.fill(plain, (byte) 0);
        }
    }

    private VaultFile read() {
        try {
            var bytes = SafeFile.read(file(), VaultFile.BYTES_MAX)
                    .orElseThrow(
                            () -> new VaultException("There is no vault in this folder", new IOException("No file")));
            return VaultFile.decode(bytes);
        } catch (IOException e) {
            throw new VaultException("Vault file cannot be read", e);
        } catch (FormatException e) {
            throw new VaultException("Vault file is damaged", e);
        }
    }

    private void save(VaultFile content) {
        try {
            SafeFile.replace(file(), content.encode());
        } catch (IOException e) {
            throw new VaultException("Vault file cannot be written", e);
        }
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Path file() {
        return folder.resolve(FILE);
    }

    private Path boxFile() {
        return folder.resolve(BOX_FILE);
    }
}
