package hearth.client.vault;

import hearth.protocol.crypto.SymmetricKey;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A vault somebody opened: it holds the store key in memory until it is closed. Engines take what they need when they
 * start and go on after it is closed. Safe for use by many threads; after {@link #close} everything but {@code close}
 * throws {@link IllegalStateException}.
 */
public final class OpenVault implements AutoCloseable {

    private final Vault vault;
    private final SymmetricKey key;
    private final VaultContents contents;
    private boolean closed;

    OpenVault(Vault vault, SymmetricKey key, VaultContents contents) {
        this.vault = vault;
        this.key = key;
        this.contents = contents;
    }

    /** The accounts in this vault, in the order they were added. */
    public synchronized List<AccountRef> accounts() {
        requireOpen();
        return new ArrayList<>(contents.seeds().keySet());
    }

    /** For the engine: a ref for a new account, with its folder made. It becomes one with {@link #addAccount}. */
    public synchronized AccountRef prepareAccount() {
        requireOpen();
        var ref = vault.freshRef();
        vault.makeAccountFolder(ref);
        return ref;
    }

    /** For the engine: keeps the 16-byte seed of an account. Returns after it is on disk. */
    public synchronized void addAccount(AccountRef ref, byte[] seed16) {
        requireOpen();
        if (seed16.length != VaultContents.SEED_BYTES) {
            throw new IllegalArgumentException(
                    "Seed has " + seed16.length + " bytes, expected " + VaultContents.SEED_BYTES);
        }
        vault.add(key, ref, seed16);
        contents.seeds().put(ref, seed16.clone());
    }

    /**
     * Forgets an account for good: its seed, and its folder with all that is in it. Its engine must be closed. Returns after it
     * is gone from the disk.
     */
    public synchronized void removeAccount(AccountRef ref) {
        requireOpen();
        vault.remove(key, ref);
        var seed = contents.seeds().remove(ref);
        if (seed != null) {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Removes folders of accounts that are not in this vault: a power cut may leave one. No account may be added meanwhile. */
    public synchronized void sweep() {
        requireOpen();
        vault.sweep(contents.seeds().keySet());
    }

    /** For the engine: the seed of an account. The caller wipes it. */
    public synchronized byte[] seed(AccountRef ref) {
        requireOpen();
        var seed = contents.seeds().get(ref);
        if (seed == null) {
            throw new IllegalArgumentException("This vault has no account " + ref);
        }
        return seed.clone();
    }

    /** For the engine: the folder of an account. */
    public Path folder(AccountRef ref) {
        return vault.accountFolder(ref);
    }

    /** For the engine: a key of this account for one purpose. The same each time; another purpose gives another key. */
    public synchronized SymmetricKey key(AccountRef ref, String purpose) {
        requireOpen();
        return Keys.derive(key, ref.bytes(), purpose);
    }

    /**
     * Keeps a secret beside the accounts, in place of an older one of that name. Returns after it is on disk.
     *
     * @param name   1 to 20 letters a to z; the name of the file tells it
     * @param secret at most {@value Vault#SECRET_BYTES_MAX} bytes; the caller wipes it
     */
    public synchronized void keepSecret(String name, byte[] secret) {
        requireOpen();
        vault.keepSecret(key, name, secret);
    }

    /** The secret of that name, if one was kept. The caller wipes it. */
    public synchronized Optional<byte[]> secret(String name) {
        requireOpen();
        return vault.secret(key, name);
    }

    /**
     * Sets a PIN, in place of an older one. It opens nothing: it only lets whoever holds this open vault find out whether
     * somebody knows it. Returns after it is on disk. Slow on purpose.
     *
     * <p>A few digits are guessed in no time by whoever may try as often as they like. So what the PIN is recognised by
     * (Argon2id with the cost and the salt of the password, and a hash of that) is kept as a secret under the store key: a
     * stolen disk gives nothing to try PINs on without the password, and with the password nobody needs the PIN. Whoever holds
     * the open vault limits how often it may be tried. As every password has a salt of its own, the PIN ends with the password,
     * also when the power fails in between or an old file is put back. Keeping it in memory only would be as safe; but
     * then it would be forgotten with every start of the box.
     *
     * @param pin used and not kept; the caller wipes it
     */
    public void setPin(char[] pin) {
        var recognition = vault.recognition(pin);
        synchronized (this) {
            requireOpen();
            vault.keepPin(key, recognition);
        }
    }

    /** Whether there is a PIN. */
    public boolean hasPin() {
        return pin().isPresent();
    }

    /**
     * Whether this is the PIN. Slow on purpose.
     *
     * @param typed used and not kept; the caller wipes it
     */
    public boolean isPin(char[] typed) {
        var kept = pin();
        return kept.isPresent() && MessageDigest.isEqual(kept.get(), vault.recognition(typed));
    }

    /** Forgets the PIN, if there is one. Returns after it is gone from the disk. */
    public synchronized void removePin() {
        requireOpen();
        vault.removePin();
    }

    private synchronized Optional<byte[]> pin() {
        requireOpen();
        return vault.pin(key);
    }

    /**
     * Lets the box open this vault by itself, with a key that lies beside it. It stays so when the password changes. Returns
     * after it is on disk. From then on the password protects nothing from whoever has the disk.
     */
    public synchronized void letBoxIn(BoxKey box) {
        requireOpen();
        vault.letIn(key, box);
    }

    /**
     * Takes that back. Returns after the file is gone; a card may keep old blocks of it for a while, and whoever copied it
     * and the box's key before can open an old copy of this folder for ever.
     */
    public synchronized void shutBoxOut() {
        requireOpen();
        vault.shutOut();
    }

    /** Whether this box can open the vault by itself: tries it, which is quick. */
    public synchronized boolean letsBoxIn(BoxKey box) {
        requireOpen();
        var opened = vault.unlock(box);
        opened.ifPresent(OpenVault::close);
        return opened.isPresent();
    }

    /** Forgets the keys. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            key.wipe();
            contents.wipe();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The vault is closed");
        }
    }

    /** Prints no secret. */
    @Override
    public String toString() {
        return closed ? "OpenVault[closed]" : "OpenVault[" + contents.seeds().size() + " accounts]";
    }
}
