package hearth.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ScalarTest {

    private static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Test
    void arithmeticIsThatOfTheNumbersModuloL() {
        Seeds.check(2_000, random -> {
            var a = bytes(random);
            var b = bytes(random);
            var c = bytes(random);
            var wide = Bytes.concat(a, b);

            assertEquals(OddPoints.number(wide).mod(L), OddPoints.number(Scalar.reduce(wide)));
            assertEquals(
                    OddPoints.number(a)
                            .multiply(OddPoints.number(b))
                            .add(OddPoints.number(c))
                            .mod(L),
                    OddPoints.number(Scalar.multiplyAdd(a, b, c)));
            assertEquals(OddPoints.number(a).mod(L), OddPoints.number(Scalar.negateIf(0, a)));
            if (OddPoints.number(a).mod(L).signum() != 0) {
                assertEquals(OddPoints.number(a).negate().mod(L), OddPoints.number(Scalar.negateIf(-1, a)));
            }
        });
    }

    @Test
    void multiplesOfTheOrderReduceToZeroAndTheirNeighboursDoNot() {
        for (var i = 0; i < 16; i++) {
            for (var off = -1; off <= 1; off++) {
                var number = L.multiply(BigInteger.valueOf(i))
                        .add(BigInteger.valueOf(off))
                        .max(BigInteger.ZERO);
                var wide = Arrays.copyOf(OddPoints.bytes(number), 64);
                assertEquals(number.mod(L), OddPoints.number(Scalar.reduce(wide)));
            }
        }
        var largest = new byte[64];
        Arrays.fill(largest, (byte) 0xff);
        assertEquals(OddPoints.number(largest).mod(L), OddPoints.number(Scalar.reduce(largest)));
    }

    @Test
    void onlyNumbersBelowTheOrderAreCanonical() {
        assertEquals(L, OddPoints.number(Scalar.order()));
        assertTrue(canonical(BigInteger.ZERO) && canonical(L.subtract(BigInteger.ONE)));
        assertTrue(!canonical(L) && !canonical(L.add(BigInteger.ONE)) && !canonical(L.setBit(255)));
    }

    @Test
    void digitsAddUpToTheScalar() {
        Seeds.check(500, random -> {
            var scalar = bytes(random);
            scalar[31] &= 0x7f;
            var number = OddPoints.number(scalar);

            assertEquals(number, sum(Scalar.radix16(scalar), 4));
            for (var digit : Scalar.radix16(scalar)) {
                assertTrue(digit >= -8 && digit <= 8);
            }
            for (var width : new int[] {5, BasePoint.ODD_WIDTH}) {
                var digits = Scalar.sparseDigits(scalar, width);
                assertEquals(number, sum(digits, 1));
                for (var digit : digits) {
                    assertTrue(digit == 0 || (digit % 2 != 0 && Math.abs(digit) < 1 << (width - 1)));
                }
            }
        });
    }

    private static boolean canonical(BigInteger number) {
        return Scalar.isCanonical(Bytes.concat(new byte[32], OddPoints.bytes(number)), 32);
    }

    private static BigInteger sum(byte[] digits, int bitsPerDigit) {
        var sum = BigInteger.ZERO;
        for (var i = digits.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(bitsPerDigit).add(BigInteger.valueOf(digits[i]));
        }
        return sum;
    }

    private static byte[] bytes(RandomGenerator random) {
        var bytes = Seeds.bytes(random, 32);
        if (random.nextInt(4) == 0) {
            Arrays.fill(bytes, random.nextInt(32), 32, (byte) (random.nextBoolean() ? 0 : 0xff));
        }
        return bytes;
    }
}
