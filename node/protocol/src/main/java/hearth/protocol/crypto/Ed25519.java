package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.Arrays;

/**
 * Ed25519 (RFC 8032) with the checks of libsodium, on which the network's other nodes and clients agree: no S of L or
 * more, no key that is not canonical, no key and no R of small order; R is compared as bytes.
 */
final class Ed25519 {

    private static final int KEY_BYTES = 32;

    private Ed25519() {}

    /** The encoded point scalar·B, for a secret scalar below 2^255. */
    static byte[] publicKey(byte[] scalar) {
        return BasePoint.multiply(scalar).encode();
    }

    /** Signs with a secret scalar below 2^255, and a nonce (64 bytes) that is as secret and new for every message. */
    static byte[] sign(byte[] scalar, byte[] wideNonce, byte[] publicKey, byte[] message) {
        var nonce = Scalar.reduce(wideNonce);
        var r = publicKey(nonce);
        var s = Scalar.multiplyAdd(challenge(r, publicKey, message), scalar, nonce);
        Arrays.fill(nonce, (byte) 0);
        return Bytes.concat(r, s);
    }

    static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (!Scalar.isCanonical(signature, KEY_BYTES) || !EdwardsPoint.isCanonical(publicKey)) {
            return false;
        }
        var r = Arrays.copyOf(signature, KEY_BYTES);
        var key = EdwardsPoint.decode(publicKey);
        if (key == null || key.hasSmallOrder() || EdwardsPoint.isSmallOrderEncoding(r)) {
            return false;
        }
        // R = S·B − h·A
        key.negate();
        var s = Arrays.copyOfRange(signature, KEY_BYTES, signature.length);
        var expected = PublicMultiplication.combine(key, challenge(r, publicKey, message), s);
        return Arrays.equals(expected.encode(), r);
    }

    /** The Montgomery form of a public key; see {@link Ed25519PublicKey#toX25519}. */
    static byte[] toMontgomery(byte[] publicKey) throws FormatException {
        var point = EdwardsPoint.decode(publicKey);
        if (point == null || point.hasSmallOrder() || !PublicMultiplication.isInMainSubgroup(point)) {
            throw new FormatException("Ed25519 key is no point of the main subgroup");
        }
        return point.encodeMontgomery();
    }

    private static byte[] challenge(byte[] r, byte[] publicKey, byte[] message) {
        return Scalar.reduce(Crypto.sha512(r, publicKey, message));
    }
}
