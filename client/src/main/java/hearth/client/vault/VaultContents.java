package hearth.client.vault;

import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a vault keeps besides its key: the seed of every account, in the order they were added.
 *
 * <pre>
 *  | count | ( ref | seed ) × count |
 *      1       8      16
 * </pre>
 */
final class VaultContents {

    static final int SEED_BYTES = 16;
    static final int ACCOUNTS_MAX = 100;

    private final Map<AccountRef, byte[]> seeds = new LinkedHashMap<>();

    Map<AccountRef, byte[]> seeds() {
        return seeds;
    }

    byte[] encode() {
        var out = ByteBuffer.allocate(1 + seeds.size() * (AccountRef.BYTES + SEED_BYTES));
        out.put((byte) seeds.size());
        seeds.forEach((ref, seed) -> out.put(ref.bytes()).put(seed));
        return out.array();
    }

    static VaultContents decode(byte[] bytes) throws FormatException {
        var count = bytes.length == 0 ? -1 : bytes[0];
        if (count < 0 || count > ACCOUNTS_MAX || bytes.length != 1 + count * (AccountRef.BYTES + SEED_BYTES)) {
            throw new FormatException("Vault contents of " + bytes.length + " bytes do not fit their count");
        }
        var contents = new VaultContents();
        var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        for (var i = 0; i < count; i++) {
            var ref = new byte[AccountRef.BYTES];
            var seed = new byte[SEED_BYTES];
            in.get(ref).get(seed);
            if (contents.seeds.put(AccountRef.of(ref), seed) != null) {
                throw new FormatException("Vault contents name an account twice");
            }
        }
        return contents;
    }

    void wipe() {
        seeds.values().forEach(seed -> Arrays.fill(seed, (byte) 0));
        seeds.clear();
    }
}
