package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The birational map between the Edwards and the Montgomery form of the curve (RFC 7748, section 4.1). */
final class Conversion {

    private Conversion() {}

    /** u = (1 + y) / (1 − y). */
    static X25519PublicKey toX25519(byte[] edwards) throws FormatException {
        if (!Ed25519.validatePublicKeyFull(edwards, 0)) {
            throw new FormatException("Ed25519 key is no point of the main subgroup");
        }
        var y = X25519Field.create();
        X25519Field.decode255(edwards, y);
        var one = X25519Field.create();
        X25519Field.one(one);
        var numerator = X25519Field.create();
        var denominator = X25519Field.create();
        X25519Field.add(one, y, numerator);
        X25519Field.sub(one, y, denominator);
        X25519Field.inv(denominator, denominator);
        X25519Field.mul(numerator, denominator, numerator);
        X25519Field.normalize(numerator);
        var u = new byte[X25519PublicKey.BYTES];
        X25519Field.encode(numerator, u);
        return X25519PublicKey.of(u);
    }
}
