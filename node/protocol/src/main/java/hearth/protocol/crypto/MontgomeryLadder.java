package hearth.protocol.crypto;

/** Multiplies a point of the Montgomery curve, given by its u-coordinate, by a secret scalar (RFC 7748, section 5). */
final class MontgomeryLadder {

    /** (A + 2)/4 of the curve, A = 486662. */
    private static final long A24 = 121_666;

    private static final int TOP_BIT = 254;
    private static final int LOWEST_BIT = 3;

    private MontgomeryLadder() {}

    /** The u-coordinate of the product of the clamped scalar and the point; all zero for points of small order. */
    static byte[] multiply(byte[] scalar, byte[] point) {
        var u = new FieldElement();
        u.decode(point);
        // Two points whose difference is always the given one: (x2 : z2) and (x3 : z3).
        var x2 = new FieldElement();
        var z2 = new FieldElement();
        var x3 = new FieldElement();
        var z3 = new FieldElement();
        x2.set(1);
        x3.set(u);
        z3.set(1);
        var a = new FieldElement();
        var b = new FieldElement();
        var c = new FieldElement();
        var d = new FieldElement();
        var aa = new FieldElement();
        var bb = new FieldElement();
        var last = 0L;
        for (var i = TOP_BIT; i >= 0; i--) {
            var bit = clampedBit(scalar, i);
            var swap = -(last ^ bit);
            last = bit;
            a.add(x2, z2);
            b.subtract(x2, z2);
            c.add(x3, z3);
            d.subtract(x3, z3);
            // Which point is doubled depends on the bit; their sum does not, so only these two are selected.
            aa.select(swap, a, c);
            bb.select(swap, b, d);
            a.multiply(a, d);
            b.multiply(b, c);
            aa.square(aa);
            bb.square(bb);
            x3.add(a, b);
            x3.square(x3);
            z3.subtract(a, b);
            z3.square(z3);
            z3.multiply(z3, u);
            x2.multiply(aa, bb);
            aa.subtract(aa, bb);
            a.multiply(aa, A24);
            a.add(a, bb);
            z2.multiply(aa, a);
        }
        x2.select(-last, x2, x3);
        z2.select(-last, z2, z3);
        z2.invert(z2);
        x2.multiply(x2, z2);
        return x2.encode();
    }

    private static long clampedBit(byte[] scalar, int i) {
        if (i == TOP_BIT) {
            return 1;
        }
        return i < LOWEST_BIT ? 0 : (scalar[i >>> 3] >>> (i & 7)) & 1;
    }
}
