package hearth.protocol.message;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One or several messages from one sender for several recipients, who find theirs by trying: groups.md section 7.
 *
 * <pre>
 *  d 1:# nonce (24)  1:e [ XChaCha20-Poly1305 of a message for one recipient, … ] e
 * </pre>
 */
public final class MultiBox {

    private static final int DOMAIN_BYTES_MAX = 64;
    private static final byte[] NO_DATA = {};

    private MultiBox() {}

    /** One recipient and what is for it. */
    public record Letter(X25519PublicKey to, Bytes message) {}

    /** Seals each letter under the same nonce, 24 bytes, which must be new. The keys must not have a small order. */
    public static byte[] seal(List<Letter> letters, X25519KeyPair from, byte[] domain, byte[] nonce) {
        return encode(entries(letters, from, domain, nonce), nonce);
    }

    /** As above, then filled up with junk to a multiple of {@code pad} entries, so that the number stays unknown. */
    public static byte[] sealPadded(
            List<Letter> letters, X25519KeyPair from, byte[] domain, byte[] nonce, int pad, SecureRandom random) {
        var entries = entries(letters, from, domain, nonce);
        var real = entries.size();
        while (entries.size() % pad != 0) {
            var junk = new byte[entries.get(random.nextInt(real)).length];
            random.nextBytes(junk);
            entries.add(junk);
        }
        return encode(entries, nonce);
    }

    private static List<byte[]> entries(List<Letter> letters, X25519KeyPair from, byte[] domain, byte[] nonce) {
        var entries = new ArrayList<byte[]>();
        for (var letter : letters) {
            try {
                var key = key(from, letter.to(), from.publicKey(), letter.to(), domain);
                entries.add(Crypto.xChaChaSeal(key, nonce, letter.message().toArray(), NO_DATA));
            } catch (FormatException e) {
                throw new IllegalArgumentException("Recipient's key has a small order", e);
            }
        }
        return entries;
    }

    private static byte[] encode(List<byte[]> entries, byte[] nonce) {
        var list = new ArrayList<Bt>();
        entries.forEach(entry -> list.add(Bt.of(entry)));
        return BtCodec.encode(Bt.dict(Map.of("#", Bt.of(nonce), "e", new Bt.List(list))));
    }

    /** The message for {@code own} from {@code sender}; empty if there is none. Throws if the bytes are malformed. */
    public static Optional<byte[]> open(byte[] box, X25519KeyPair own, X25519PublicKey sender, byte[] domain)
            throws FormatException {
        // Other clients do not mind what follows the dictionary.
        if (!(BtCodec.decodeFirst(box) instanceof Bt.Dict dict)) {
            throw new FormatException("Messages for several recipients are no dictionary");
        }
        var nonce = dict.bytes("#");
        if (nonce.length != Crypto.XCHACHA_NONCE_BYTES) {
            throw new FormatException("Nonce has " + nonce.length + " bytes, not " + Crypto.XCHACHA_NONCE_BYTES);
        }
        var key = key(own, sender, sender, own.publicKey(), domain);
        for (var entry : dict.list("e")) {
            if (entry instanceof Bt.Bytes sealed) {
                try {
                    return Optional.of(Crypto.xChaChaOpen(key, nonce, sealed.value(), NO_DATA));
                } catch (FormatException _) {
                    // It is for somebody else.
                }
            }
        }
        return Optional.empty();
    }

    /** The key of one pair in one domain. Throws if the other's key has a small order. */
    public static SymmetricKey key(
            X25519KeyPair own, X25519PublicKey other, X25519PublicKey from, X25519PublicKey to, byte[] domain)
            throws FormatException {
        var shared = own.agree(other);
        var cut = Arrays.copyOf(domain, Math.min(domain.length, DOMAIN_BYTES_MAX));
        var key = Crypto.blake2bKeyed(SymmetricKey.BYTES, cut, shared, from.bytes(), to.bytes());
        try {
            return SymmetricKey.of(key);
        } finally {
            Arrays.fill(shared, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }
}
