package hearth.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** The base point B of the Edwards curve, with tables of its multiples that are computed once. */
final class BasePoint {

    private static final int LIMBS_PER_POINT = 15;

    /** Multiples in a row of the comb: 1 to 8. */
    private static final int COMB_MULTIPLES = 8;

    private static final int COMB_ROWS = 32;
    private static final int BITS_PER_ROW = 8;

    /** Row i holds j·256^i·B for j from 1 to 8. */
    private static final long[] COMB;

    /** Width of the digits that {@link #addOddMultiple} takes. */
    static final int ODD_WIDTH = 7;

    /** B, 3B, 5B, …, 63B. */
    private static final long[] ODD;

    static {
        var base = Objects.requireNonNull(EdwardsPoint.decode(
                HexFormat.of().parseHex("5866666666666666666666666666666666666666666666666666666666666666")));
        var comb = new EdwardsPoint[COMB_ROWS * COMB_MULTIPLES];
        var first = base;
        for (var row = 0; row < COMB_ROWS; row++) {
            multiples(first, first.prepare(), comb, row * COMB_MULTIPLES, COMB_MULTIPLES);
            first = shifted(first, BITS_PER_ROW);
        }
        COMB = affine(comb);
        var odd = new EdwardsPoint[1 << (ODD_WIDTH - 2)];
        multiples(base, shifted(base, 1).prepare(), odd, 0, odd.length);
        ODD = affine(odd);
    }

    private BasePoint() {}

    /**
     * scalar·B for a scalar of 32 bytes below 2^255, little-endian. Looks at the whole row for every digit and takes the
     * same time for every scalar.
     */
    static EdwardsPoint multiply(byte[] scalar) {
        var digits = Scalar.radix16(scalar);
        var point = new EdwardsPoint();
        var plus = new FieldElement();
        var minus = new FieldElement();
        var xy2d = new FieldElement();
        for (var i = 1; i < digits.length; i += 2) {
            select(i / 2, digits[i], plus, minus, xy2d);
            point.addAffine(plus, minus, xy2d, true);
        }
        for (var i = 0; i < 4; i++) {
            point.twice(i == 3);
        }
        for (var i = 0; i < digits.length; i += 2) {
            select(i / 2, digits[i], plus, minus, xy2d);
            point.addAffine(plus, minus, xy2d, true);
        }
        Arrays.fill(digits, (byte) 0);
        return point;
    }

    /** Adds digit·B to {@code point} for an odd digit from −63 to 63. Takes a time that depends on the digit. */
    static void addOddMultiple(EdwardsPoint point, int digit, boolean withT) {
        var at = (Math.abs(digit) >> 1) * LIMBS_PER_POINT;
        var plus = new FieldElement();
        var minus = new FieldElement();
        var xy2d = new FieldElement();
        plus.load(ODD, at);
        minus.load(ODD, at + 5);
        xy2d.load(ODD, at + 10);
        if (digit > 0) {
            point.addAffine(plus, minus, xy2d, withT);
        } else {
            point.subtractAffine(plus, minus, xy2d, withT);
        }
    }

    /** Sets the three elements to digit·256^row·B, for a digit from −8 to 8. */
    private static void select(int row, int digit, FieldElement plus, FieldElement minus, FieldElement xy2d) {
        var negative = (long) (digit >> 31);
        var size = (digit ^ (digit >> 31)) - (digit >> 31);
        plus.set(1);
        minus.set(1);
        xy2d.set(0);
        for (var j = 1; j <= COMB_MULTIPLES; j++) {
            var at = (row * COMB_MULTIPLES + j - 1) * LIMBS_PER_POINT;
            var mask = (long) (((size ^ j) - 1) >> 31);
            plus.loadIf(mask, COMB, at);
            minus.loadIf(mask, COMB, at + 5);
            xy2d.loadIf(mask, COMB, at + 10);
        }
        // −(x, y) = (−x, y) swaps y + x and y − x.
        var other = new FieldElement();
        other.set(plus);
        plus.select(negative, plus, minus);
        minus.select(negative, minus, other);
        other.negate(xy2d);
        xy2d.select(negative, xy2d, other);
    }

    private static EdwardsPoint shifted(EdwardsPoint point, int bits) {
        var result = new EdwardsPoint();
        result.set(point);
        for (var i = 0; i < bits; i++) {
            result.twice(true);
        }
        return result;
    }

    private static void multiples(
            EdwardsPoint first, EdwardsPoint.Prepared step, EdwardsPoint[] out, int at, int count) {
        out[at] = first;
        for (var i = 1; i < count; i++) {
            var next = new EdwardsPoint();
            next.set(out[at + i - 1]);
            next.add(step, true);
            out[at + i] = next;
        }
    }

    /** The affine forms, with one inversion for all: 1/Z[i] = Z[0]…Z[i−1] / (Z[0]…Z[i]). */
    private static long[] affine(EdwardsPoint[] points) {
        var before = new FieldElement[points.length];
        var product = new FieldElement();
        product.set(1);
        for (var i = 0; i < points.length; i++) {
            before[i] = new FieldElement();
            before[i].set(product);
            product.multiply(product, points[i].z());
        }
        product.invert(product);
        var table = new long[points.length * LIMBS_PER_POINT];
        for (var i = points.length - 1; i >= 0; i--) {
            var inverse = new FieldElement();
            inverse.multiply(product, before[i]);
            product.multiply(product, points[i].z());
            points[i].storeAffine(inverse, table, i * LIMBS_PER_POINT);
        }
        return table;
    }
}
