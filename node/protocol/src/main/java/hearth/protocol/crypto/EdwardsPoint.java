package hearth.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A point of the Edwards curve −x² + y² = 1 + d·x²·y², in extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z (RFC 8032,
 * section 5.1.4). Mutable: operations overwrite the point. The addition is complete, so no pair of points needs care.
 */
final class EdwardsPoint {

    private static final int SIGN_SHIFT = 7;
    private static final int SIGN_MASK = 0x80;
    private static final int COFACTOR_LOG = 3;

    /** The y-coordinates of the eight points whose order divides 8: 1 and −1, 0, and two of order 8. */
    private static final Set<String> SMALL_ORDER_Y = Set.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private final FieldElement x = new FieldElement();
    private final FieldElement y = new FieldElement();
    private final FieldElement z = new FieldElement();
    private final FieldElement t = new FieldElement();

    // Scratch space, so that a long multiplication allocates nothing.
    private final FieldElement a = new FieldElement();
    private final FieldElement b = new FieldElement();
    private final FieldElement e = new FieldElement();
    private final FieldElement f = new FieldElement();
    private final FieldElement g = new FieldElement();
    private final FieldElement h = new FieldElement();

    /** The neutral element. */
    EdwardsPoint() {
        y.set(1);
        z.set(1);
    }

    void set(EdwardsPoint other) {
        x.set(other.x);
        y.set(other.y);
        z.set(other.z);
        t.set(other.t);
    }

    /**
     * The point with this encoding, or null if there is none. y may be p or more, as libsodium has it; callers that mind
     * check {@link #isCanonical}. Takes a time that depends on the (public) bytes.
     */
    static @Nullable EdwardsPoint decode(byte[] bytes) {
        var point = new EdwardsPoint();
        var u = new FieldElement();
        var v = new FieldElement();
        var check = new FieldElement();
        var one = new FieldElement();
        one.set(1);
        point.y.decode(bytes);
        // x² = u/v with u = y² − 1 and v = d·y² + 1; x = u·v³·(u·v⁷)^((p − 5)/8), perhaps times √−1.
        u.square(point.y);
        v.multiply(u, FieldElement.D);
        u.subtract(u, one);
        v.add(v, one);
        var v3 = new FieldElement();
        v3.square(v);
        v3.multiply(v3, v);
        point.x.square(v3);
        point.x.multiply(point.x, v);
        point.x.multiply(point.x, u);
        point.x.power22523(point.x);
        point.x.multiply(point.x, v3);
        point.x.multiply(point.x, u);
        check.square(point.x);
        check.multiply(check, v);
        one.subtract(check, u);
        if (!one.isZero()) {
            one.add(check, u);
            if (!one.isZero()) {
                return null;
            }
            point.x.multiply(point.x, FieldElement.SQRT_MINUS_ONE);
        }
        if (point.x.parity() != ((bytes[FieldElement.BYTES - 1] >>> SIGN_SHIFT) & 1)) {
            point.x.negate(point.x);
        }
        point.z.set(1);
        point.t.multiply(point.x, point.y);
        return point;
    }

    /** Says whether the y-coordinate of an encoding is below p. */
    static boolean isCanonical(byte[] bytes) {
        var canonical = canonicalY(bytes);
        canonical[FieldElement.BYTES - 1] |= (byte) (bytes[FieldElement.BYTES - 1] & SIGN_MASK);
        return Arrays.equals(canonical, bytes);
    }

    /** The y-coordinate of an encoding, below p and without the bit for x. */
    private static byte[] canonicalY(byte[] bytes) {
        var y = new FieldElement();
        y.decode(bytes);
        return y.encode();
    }

    /** y, and the lowest bit of x at the top. */
    byte[] encode() {
        var inverse = new FieldElement();
        inverse.invert(z);
        var affineX = new FieldElement();
        affineX.multiply(x, inverse);
        inverse.multiply(y, inverse);
        var bytes = inverse.encode();
        bytes[FieldElement.BYTES - 1] ^= (byte) (affineX.parity() << SIGN_SHIFT);
        return bytes;
    }

    /** The u-coordinate of the same point on the Montgomery curve: (1 + y)/(1 − y), or 0 for the neutral element. */
    byte[] encodeMontgomery() {
        var numerator = new FieldElement();
        var denominator = new FieldElement();
        numerator.add(z, y);
        denominator.subtract(z, y);
        denominator.invert(denominator);
        numerator.multiply(numerator, denominator);
        return numerator.encode();
    }

    void negate() {
        x.negate(x);
        t.negate(t);
    }

    /** Doubles the point. T is left out, and must not be used, unless {@code withT}. */
    void twice(boolean withT) {
        a.square(x);
        b.square(y);
        h.add(a, b);
        g.subtract(a, b);
        e.add(x, y);
        e.square(e);
        e.subtract(h, e);
        f.square(z);
        f.add(f, f);
        f.add(f, g);
        finish(withT);
    }

    /** Adds a prepared point. */
    void add(Prepared other, boolean withT) {
        add(other.yPlusX, other.yMinusX, other.z2, other.t2d, withT);
    }

    /** Subtracts a prepared point. */
    void subtract(Prepared other, boolean withT) {
        subtract(other.yPlusX, other.yMinusX, other.z2, other.t2d, withT);
    }

    /** Adds a point with Z = 1, given by y + x, y − x and 2d·x·y. */
    void addAffine(FieldElement yPlusX, FieldElement yMinusX, FieldElement xy2d, boolean withT) {
        a.subtract(y, x);
        a.multiply(a, yMinusX);
        b.add(y, x);
        b.multiply(b, yPlusX);
        e.multiply(t, xy2d);
        h.add(z, z);
        f.subtract(h, e);
        g.add(h, e);
        sums(withT);
    }

    /** Subtracts a point with Z = 1. */
    void subtractAffine(FieldElement yPlusX, FieldElement yMinusX, FieldElement xy2d, boolean withT) {
        a.subtract(y, x);
        a.multiply(a, yPlusX);
        b.add(y, x);
        b.multiply(b, yMinusX);
        e.multiply(t, xy2d);
        h.add(z, z);
        f.add(h, e);
        g.subtract(h, e);
        sums(withT);
    }

    private void add(FieldElement yPlusX, FieldElement yMinusX, FieldElement z2, FieldElement t2d, boolean withT) {
        a.subtract(y, x);
        a.multiply(a, yMinusX);
        b.add(y, x);
        b.multiply(b, yPlusX);
        e.multiply(t, t2d);
        h.multiply(z, z2);
        f.subtract(h, e);
        g.add(h, e);
        sums(withT);
    }

    private void subtract(FieldElement yPlusX, FieldElement yMinusX, FieldElement z2, FieldElement t2d, boolean withT) {
        a.subtract(y, x);
        a.multiply(a, yPlusX);
        b.add(y, x);
        b.multiply(b, yMinusX);
        e.multiply(t, t2d);
        h.multiply(z, z2);
        f.add(h, e);
        g.subtract(h, e);
        sums(withT);
    }

    private void sums(boolean withT) {
        e.subtract(b, a);
        h.add(b, a);
        finish(withT);
    }

    private void finish(boolean withT) {
        x.multiply(e, f);
        y.multiply(g, h);
        z.multiply(f, g);
        if (withT) {
            t.multiply(e, h);
        }
    }

    boolean isNeutral() {
        var difference = new FieldElement();
        difference.subtract(y, z);
        return x.isZero() && difference.isZero();
    }

    /** Says whether the order divides 8, the cofactor. */
    boolean hasSmallOrder() {
        var point = new EdwardsPoint();
        point.set(this);
        for (var i = 0; i < COFACTOR_LOG; i++) {
            point.twice(false);
        }
        return point.isNeutral();
    }

    /** Says whether these bytes, perhaps not canonical, are the y-coordinate of a point whose order divides 8. */
    static boolean isSmallOrderEncoding(byte[] bytes) {
        return SMALL_ORDER_Y.contains(HexFormat.of().formatHex(canonicalY(bytes)));
    }

    /** The point in the form that additions take. */
    Prepared prepare() {
        var prepared = new Prepared();
        prepared.yPlusX.add(y, x);
        prepared.yMinusX.subtract(y, x);
        prepared.z2.add(z, z);
        prepared.t2d.multiply(t, FieldElement.TWICE_D);
        return prepared;
    }

    FieldElement z() {
        return z;
    }

    /** Writes y + x, y − x and 2d·x·y, given 1/Z: fifteen limbs, each element tight. */
    void storeAffine(FieldElement inverseOfZ, long[] table, int at) {
        var affineX = new FieldElement();
        var affineY = new FieldElement();
        affineX.multiply(x, inverseOfZ);
        affineY.multiply(y, inverseOfZ);
        var value = new FieldElement();
        value.add(affineY, affineX);
        tight(value).store(table, at);
        value.subtract(affineY, affineX);
        tight(value).store(table, at + 5);
        value.multiply(affineX, affineY);
        value.multiply(value, FieldElement.TWICE_D);
        value.store(table, at + 10);
    }

    private static FieldElement tight(FieldElement value) {
        var tight = new FieldElement();
        tight.decode(value.encode());
        return tight;
    }

    /** A point as additions take it: Y + X, Y − X, 2Z and 2d·T. */
    static final class Prepared {
        private final FieldElement yPlusX = new FieldElement();
        private final FieldElement yMinusX = new FieldElement();
        private final FieldElement z2 = new FieldElement();
        private final FieldElement t2d = new FieldElement();
    }
}
