package hearth.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A number modulo p = 2^255 − 19, in five signed limbs of 51 bits: the value is Σ limb[i]·2^(51·i). Mutable: each
 * operation overwrites {@code this} with its result, and operands may be {@code this}. No branch or index depends on a
 * value.
 *
 * <p>Results of multiplications are <em>tight</em>: each limb lies between −2^16 and 2^51 + 2^16. Sums and differences
 * are not carried; an operand of a multiplication may be one of up to three tight values.
 *
 * <p>Five limbs multiply by {@link Math#multiplyHigh}, which the JIT turns into one instruction; that is why this is
 * faster than the ten limbs of Bouncy Castle.
 */
final class FieldElement {

    static final int BYTES = 32;

    /** 2d, where d = −121665/121666 is the constant of the Edwards curve. */
    static final FieldElement TWICE_D = ofHex("59f1b226949bd6eb56b183829a14e00030d1f3eef2808e19e7fcdf56dcd90624");

    /** The constant d of the Edwards curve. */
    static final FieldElement D = ofHex("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");

    /** A square root of −1. */
    static final FieldElement SQRT_MINUS_ONE =
            ofHex("b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b");

    private static final int LIMB_BITS = 51;
    private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

    private long l0;
    private long l1;
    private long l2;
    private long l3;
    private long l4;

    void set(FieldElement f) {
        l0 = f.l0;
        l1 = f.l1;
        l2 = f.l2;
        l3 = f.l3;
        l4 = f.l4;
    }

    /** Sets a small number, 0 ≤ {@code value} < 2^51. */
    void set(long value) {
        l0 = value;
        l1 = 0;
        l2 = 0;
        l3 = 0;
        l4 = 0;
    }

    void add(FieldElement f, FieldElement g) {
        l0 = f.l0 + g.l0;
        l1 = f.l1 + g.l1;
        l2 = f.l2 + g.l2;
        l3 = f.l3 + g.l3;
        l4 = f.l4 + g.l4;
    }

    void subtract(FieldElement f, FieldElement g) {
        l0 = f.l0 - g.l0;
        l1 = f.l1 - g.l1;
        l2 = f.l2 - g.l2;
        l3 = f.l3 - g.l3;
        l4 = f.l4 - g.l4;
    }

    void negate(FieldElement f) {
        l0 = -f.l0;
        l1 = -f.l1;
        l2 = -f.l2;
        l3 = -f.l3;
        l4 = -f.l4;
    }

    /**
     * The product. A column of it is Σ f[i]·g[j], of up to 110 bits. Shifting the operands by 13 bits in all makes the
     * upper half of each product a multiple of 2^51, so the upper halves add up without carry; and since the column is
     * 2^51·high + low, its low part is the column modulo 2^64 minus 2^51·high.
     */
    void multiply(FieldElement f, FieldElement g) {
        long f0 = f.l0, f1 = f.l1, f2 = f.l2, f3 = f.l3, f4 = f.l4;
        long g0 = g.l0, g1 = g.l1, g2 = g.l2, g3 = g.l3, g4 = g.l4;
        // Limbs beyond 2^255 come back at the bottom times 19.
        long n1 = 19 * g1, n2 = 19 * g2, n3 = 19 * g3, n4 = 19 * g4;
        long p0 = f0 << 8, p1 = f1 << 8, p2 = f2 << 8, p3 = f3 << 8, p4 = f4 << 8;
        long q0 = g0 << 5, q1 = g1 << 5, q2 = g2 << 5, q3 = g3 << 5, q4 = g4 << 5;
        long m1 = n1 << 5, m2 = n2 << 5, m3 = n3 << 5, m4 = n4 << 5;
        var high0 = high(p0, q0) + high(p1, m4) + high(p2, m3) + high(p3, m2) + high(p4, m1);
        var low0 = f0 * g0 + f1 * n4 + f2 * n3 + f3 * n2 + f4 * n1 - (high0 << LIMB_BITS);
        var high1 = high(p0, q1) + high(p1, q0) + high(p2, m4) + high(p3, m3) + high(p4, m2);
        var low1 = f0 * g1 + f1 * g0 + f2 * n4 + f3 * n3 + f4 * n2 - (high1 << LIMB_BITS);
        var high2 = high(p0, q2) + high(p1, q1) + high(p2, q0) + high(p3, m4) + high(p4, m3);
        var low2 = f0 * g2 + f1 * g1 + f2 * g0 + f3 * n4 + f4 * n3 - (high2 << LIMB_BITS);
        var high3 = high(p0, q3) + high(p1, q2) + high(p2, q1) + high(p3, q0) + high(p4, m4);
        var low3 = f0 * g3 + f1 * g2 + f2 * g1 + f3 * g0 + f4 * n4 - (high3 << LIMB_BITS);
        var high4 = high(p0, q4) + high(p1, q3) + high(p2, q2) + high(p3, q1) + high(p4, q0);
        var low4 = f0 * g4 + f1 * g3 + f2 * g2 + f3 * g1 + f4 * g0 - (high4 << LIMB_BITS);
        carry(low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
    }

    /** The square; {@link #multiply} with the equal products joined. */
    void square(FieldElement f) {
        long f0 = f.l0, f1 = f.l1, f2 = f.l2, f3 = f.l3, f4 = f.l4;
        long d0 = f0 << 1, d1 = f1 << 1, d2 = f2 << 1, d3 = f3 << 1;
        long n3 = 19 * f3, n4 = 19 * f4;
        long p0 = f0 << 8, p1 = f1 << 8, p2 = f2 << 8, p3 = f3 << 8, p4 = f4 << 8;
        long e0 = f0 << 9, e1 = f1 << 9, e2 = f2 << 9, e3 = f3 << 9;
        long q0 = f0 << 5, q1 = f1 << 5, q2 = f2 << 5, q3 = f3 << 5, q4 = f4 << 5;
        long m3 = n3 << 5, m4 = n4 << 5;
        var high0 = high(p0, q0) + high(e1, m4) + high(e2, m3);
        var low0 = f0 * f0 + d1 * n4 + d2 * n3 - (high0 << LIMB_BITS);
        var high1 = high(e0, q1) + high(e2, m4) + high(p3, m3);
        var low1 = d0 * f1 + d2 * n4 + f3 * n3 - (high1 << LIMB_BITS);
        var high2 = high(e0, q2) + high(p1, q1) + high(e3, m4);
        var low2 = d0 * f2 + f1 * f1 + d3 * n4 - (high2 << LIMB_BITS);
        var high3 = high(e0, q3) + high(e1, q2) + high(p4, m4);
        var low3 = d0 * f3 + d1 * f2 + f4 * n4 - (high3 << LIMB_BITS);
        var high4 = high(e0, q4) + high(e1, q3) + high(p2, q2);
        var low4 = d0 * f4 + d1 * f3 + f2 * f2 - (high4 << LIMB_BITS);
        carry(low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
    }

    /** The square of the square …, {@code times} ≥ 1 times. */
    void square(FieldElement f, int times) {
        square(f);
        for (var i = 1; i < times; i++) {
            square(this);
        }
    }

    /** The product with a small number, 0 ≤ {@code factor} < 2^20. */
    void multiply(FieldElement f, long factor) {
        var shifted = factor << 5;
        var high0 = high(f.l0 << 8, shifted);
        var high1 = high(f.l1 << 8, shifted);
        var high2 = high(f.l2 << 8, shifted);
        var high3 = high(f.l3 << 8, shifted);
        var high4 = high(f.l4 << 8, shifted);
        l0 = ((f.l0 * factor) & LIMB_MASK) + 19 * high4;
        l1 = ((f.l1 * factor) & LIMB_MASK) + high0;
        l2 = ((f.l2 * factor) & LIMB_MASK) + high1;
        l3 = ((f.l3 * factor) & LIMB_MASK) + high2;
        l4 = ((f.l4 * factor) & LIMB_MASK) + high3;
    }

    /** 1/f, or 0 for 0: f^(p − 2) = f^(2^255 − 21). */
    void invert(FieldElement f) {
        var f11 = new FieldElement();
        var power = new FieldElement();
        power250(f, power, f11);
        power.square(power, 5);
        multiply(power, f11);
    }

    /** f^((p − 5)/8) = f^(2^252 − 3), the main part of a square root. */
    void power22523(FieldElement f) {
        var power = new FieldElement();
        var self = new FieldElement();
        self.set(f);
        power250(f, power, new FieldElement());
        power.square(power, 2);
        multiply(power, self);
    }

    /** Sets {@code power} to f^(2^250 − 1) and {@code f11} to f^11. */
    private static void power250(FieldElement f, FieldElement power, FieldElement f11) {
        var t = new FieldElement();
        var n5 = new FieldElement();
        var n10 = new FieldElement();
        var n50 = new FieldElement();
        f11.square(f);
        t.square(f11, 2);
        t.multiply(t, f); // f^9
        f11.multiply(f11, t);
        n5.square(f11);
        n5.multiply(n5, t); // 2^5 − 1
        n10.square(n5, 5);
        n10.multiply(n10, n5); // 2^10 − 1
        t.square(n10, 10);
        t.multiply(t, n10); // 2^20 − 1
        n50.square(t, 20);
        n50.multiply(n50, t); // 2^40 − 1
        n50.square(n50, 10);
        n50.multiply(n50, n10); // 2^50 − 1
        t.square(n50, 50);
        t.multiply(t, n50); // 2^100 − 1
        power.square(t, 100);
        power.multiply(power, t); // 2^200 − 1
        power.square(power, 50);
        power.multiply(power, n50); // 2^250 − 1
    }

    /** Sets {@code f} if {@code mask} is 0, {@code g} if it is −1. */
    void select(long mask, FieldElement f, FieldElement g) {
        l0 = f.l0 ^ (mask & (f.l0 ^ g.l0));
        l1 = f.l1 ^ (mask & (f.l1 ^ g.l1));
        l2 = f.l2 ^ (mask & (f.l2 ^ g.l2));
        l3 = f.l3 ^ (mask & (f.l3 ^ g.l3));
        l4 = f.l4 ^ (mask & (f.l4 ^ g.l4));
    }

    /** Writes the five limbs to {@code table}. */
    void store(long[] table, int at) {
        table[at] = l0;
        table[at + 1] = l1;
        table[at + 2] = l2;
        table[at + 3] = l3;
        table[at + 4] = l4;
    }

    /** Reads the five limbs from {@code table}. */
    void load(long[] table, int at) {
        l0 = table[at];
        l1 = table[at + 1];
        l2 = table[at + 2];
        l3 = table[at + 3];
        l4 = table[at + 4];
    }

    /** Reads the five limbs from {@code table} if {@code mask} is −1; keeps the value if it is 0. */
    void loadIf(long mask, long[] table, int at) {
        l0 ^= mask & (l0 ^ table[at]);
        l1 ^= mask & (l1 ^ table[at + 1]);
        l2 ^= mask & (l2 ^ table[at + 2]);
        l3 ^= mask & (l3 ^ table[at + 3]);
        l4 ^= mask & (l4 ^ table[at + 4]);
    }

    /** Reads 32 bytes, little-endian, without the highest bit. The number may be p or more. */
    void decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        l0 = in.getLong(0) & LIMB_MASK;
        l1 = (in.getLong(6) >>> 3) & LIMB_MASK;
        l2 = (in.getLong(12) >>> 6) & LIMB_MASK;
        l3 = (in.getLong(19) >>> 1) & LIMB_MASK;
        l4 = (in.getLong(24) >>> 12) & LIMB_MASK;
    }

    /** The number below p in 32 bytes, little-endian. */
    byte[] encode() {
        // 4p makes every limb positive; two rounds of carries then leave a number below 2^255.
        var r0 = l0 + 4 * (LIMB_MASK - 18);
        var r1 = l1 + 4 * LIMB_MASK;
        var r2 = l2 + 4 * LIMB_MASK;
        var r3 = l3 + 4 * LIMB_MASK;
        var r4 = l4 + 4 * LIMB_MASK;
        for (var round = 0; round < 2; round++) {
            r1 += r0 >>> LIMB_BITS;
            r2 += r1 >>> LIMB_BITS;
            r3 += r2 >>> LIMB_BITS;
            r4 += r3 >>> LIMB_BITS;
            r0 = (r0 & LIMB_MASK) + 19 * (r4 >>> LIMB_BITS);
            r1 &= LIMB_MASK;
            r2 &= LIMB_MASK;
            r3 &= LIMB_MASK;
            r4 &= LIMB_MASK;
        }
        // The number is p or more exactly if adding 19 carries out of the top.
        var out = (r0 + 19) >>> LIMB_BITS;
        out = (r1 + out) >>> LIMB_BITS;
        out = (r2 + out) >>> LIMB_BITS;
        out = (r3 + out) >>> LIMB_BITS;
        out = (r4 + out) >>> LIMB_BITS;
        r0 += 19 * out;
        r1 += r0 >>> LIMB_BITS;
        r2 += r1 >>> LIMB_BITS;
        r3 += r2 >>> LIMB_BITS;
        r4 += r3 >>> LIMB_BITS;
        r0 &= LIMB_MASK;
        r1 &= LIMB_MASK;
        r2 &= LIMB_MASK;
        r3 &= LIMB_MASK;
        r4 &= LIMB_MASK;
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(r0 | (r1 << 51))
                .putLong((r1 >>> 13) | (r2 << 38))
                .putLong((r2 >>> 26) | (r3 << 25))
                .putLong((r3 >>> 39) | (r4 << 12))
                .array();
    }

    boolean isZero() {
        return Bytes.isZero(encode());
    }

    /** The lowest bit of the number below p, 0 or 1: the "sign" of a coordinate. */
    int parity() {
        return encode()[0] & 1;
    }

    private void carry(long r0, long r1, long r2, long r3, long r4) {
        l0 = (r0 & LIMB_MASK) + 19 * (r4 >> LIMB_BITS);
        l1 = (r1 & LIMB_MASK) + (r0 >> LIMB_BITS);
        l2 = (r2 & LIMB_MASK) + (r1 >> LIMB_BITS);
        l3 = (r3 & LIMB_MASK) + (r2 >> LIMB_BITS);
        l4 = (r4 & LIMB_MASK) + (r3 >> LIMB_BITS);
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    private static FieldElement ofHex(String littleEndian) {
        var element = new FieldElement();
        element.decode(HexFormat.of().parseHex(littleEndian));
        return element;
    }
}
