package hearth.protocol.crypto;

/**
 * Multiples of points by public scalars, as checks of signatures and of keys need them. Takes a time that depends on the
 * scalars, and so must never see a secret.
 */
final class PublicMultiplication {

    private static final int WIDTH = 5;
    private static final byte[] ORDER_DIGITS = Scalar.sparseDigits(Scalar.order(), WIDTH);
    private static final byte[] NO_DIGITS = new byte[ORDER_DIGITS.length];

    private PublicMultiplication() {}

    /** pointScalar·point + baseScalar·B. */
    static EdwardsPoint combine(EdwardsPoint point, byte[] pointScalar, byte[] baseScalar) {
        return combineDigits(
                point, Scalar.sparseDigits(pointScalar, WIDTH), Scalar.sparseDigits(baseScalar, BasePoint.ODD_WIDTH));
    }

    /** Says whether the order of {@code point} divides the order of the main subgroup. */
    static boolean isInMainSubgroup(EdwardsPoint point) {
        return combineDigits(point, ORDER_DIGITS, NO_DIGITS).isNeutral();
    }

    private static EdwardsPoint combineDigits(EdwardsPoint point, byte[] pointDigits, byte[] baseDigits) {
        var odd = oddMultiples(point);
        var sum = new EdwardsPoint();
        var i = pointDigits.length - 1;
        while (i >= 0 && (pointDigits[i] | baseDigits[i]) == 0) {
            i--;
        }
        for (; i >= 0; i--) {
            var pointDigit = pointDigits[i];
            var baseDigit = baseDigits[i];
            sum.twice((pointDigit | baseDigit) != 0);
            if (pointDigit > 0) {
                sum.add(odd[pointDigit >> 1], baseDigit != 0);
            } else if (pointDigit < 0) {
                sum.subtract(odd[-pointDigit >> 1], baseDigit != 0);
            }
            if (baseDigit != 0) {
                BasePoint.addOddMultiple(sum, baseDigit, false);
            }
        }
        return sum;
    }

    private static EdwardsPoint.Prepared[] oddMultiples(EdwardsPoint point) {
        var odd = new EdwardsPoint.Prepared[1 << (WIDTH - 2)];
        var twice = new EdwardsPoint();
        twice.set(point);
        twice.twice(true);
        var step = twice.prepare();
        var multiple = new EdwardsPoint();
        multiple.set(point);
        odd[0] = multiple.prepare();
        for (var i = 1; i < odd.length; i++) {
            multiple.add(step, true);
            odd[i] = multiple.prepare();
        }
        return odd;
    }
}
