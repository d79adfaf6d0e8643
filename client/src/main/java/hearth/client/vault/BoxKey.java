package hearth.client.vault;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a box, which opens the vaults of those members who let the box in ({@link OpenVault#letBoxIn}). It is 32 random
 * bytes in a file that only the box's user may read, on the same disk as the vaults: it keeps nothing from whoever has the
 * disk. Safe for use by many threads; nothing is on disk before the first member lets the box in.
 */
public final class BoxKey {

    /** Bytes of a store key that the box can open: nonce, key, tag. */
    static final int WRAPPED_BYTES = Crypto.XCHACHA_NONCE_BYTES + SymmetricKey.BYTES + Crypto.TAG_BYTES;

    private static final byte[] CONTEXT = "hearth vault box 1".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final SecureRandom random;

    private BoxKey(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /** The key in {@code file}, whether or not there is one yet. Touches nothing. */
    public static BoxKey in(Path file, SecureRandom random) {
        return new BoxKey(file, random);
    }

    /** Wraps the store key of a vault; makes the box's key if there is none. */
    synchronized byte[] wrap(SymmetricKey store) throws IOException {
        var found = find();
        var key = found.isPresent() ? found.get() : make();
        var raw = store.bytes();
        try {
            var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
            random.nextBytes(nonce);
            return ByteBuffer.allocate(WRAPPED_BYTES)
                    .put(nonce)
                    .put(Crypto.xChaChaSeal(key, nonce, raw, CONTEXT))
                    .array();
        } finally {
            Arrays.fill(raw, (byte) 0);
            key.wipe();
        }
    }

    /** The store key in {@code wrapped}; empty if it is damaged, or another box was let in. */
    synchronized Optional<SymmetricKey> unwrap(byte[] wrapped) throws IOException {
        var key = find();
        if (key.isEmpty() || wrapped.length != WRAPPED_BYTES) {
            return Optional.empty();
        }
        try {
            var nonce = Arrays.copyOf(wrapped, Crypto.XCHACHA_NONCE_BYTES);
            var sealed = Arrays.copyOfRange(wrapped, nonce.length, wrapped.length);
            var raw = Crypto.xChaChaOpen(key.get(), nonce, sealed, CONTEXT);
            var store = SymmetricKey.of(raw);
            Arrays.fill(raw, (byte) 0);
            return Optional.of(store);
        } catch (FormatException another) {
            return Optional.empty();
        } finally {
            key.get().wipe();
        }
    }

    private Optional<SymmetricKey> find() throws IOException {
        return SafeFile.read(file, SymmetricKey.BYTES)
                .filter(raw -> raw.length == SymmetricKey.BYTES)
                .map(BoxKey::key);
    }

    private SymmetricKey make() throws IOException {
        var raw = new byte[SymmetricKey.BYTES];
        random.nextBytes(raw);
        SafeFile.replace(file, raw);
        return key(raw);
    }

    private static SymmetricKey key(byte[] raw) {
        var key = SymmetricKey.of(raw);
        Arrays.fill(raw, (byte) 0);
        return key;
    }
}
