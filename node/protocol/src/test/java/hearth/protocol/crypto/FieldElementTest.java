package hearth.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FieldElementTest {

    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    @Test
    void arithmeticIsThatOfTheNumbersModuloP() {
        Seeds.check(2_000, random -> {
            var a = number(random);
            var b = number(random);
            var f = element(a);
            var g = element(b);
            var out = new FieldElement();

            out.multiply(f, g);
            assertIs(a.multiply(b), out);
            out.square(f);
            assertIs(a.multiply(a), out);
            out.add(f, g);
            assertIs(a.add(b), out);
            out.subtract(f, g);
            assertIs(a.subtract(b), out);
            out.negate(f);
            assertIs(a.negate(), out);
            out.multiply(f, 121_666);
            assertIs(a.multiply(BigInteger.valueOf(121_666)), out);
        });
    }

    @Test
    void operandsMayBeSumsOfThree() {
        Seeds.check(2_000, random -> {
            var a = number(random);
            var b = number(random);
            var f = tripled(a, random.nextBoolean());
            var g = tripled(b, random.nextBoolean());
            var ab = a.multiply(b).multiply(BigInteger.valueOf(9));
            var out = new FieldElement();

            out.multiply(f.element(), g.element());
            assertIs(f.negated() == g.negated() ? ab : ab.negate(), out);
            out.square(f.element());
            assertIs(a.multiply(a).multiply(BigInteger.valueOf(9)), out);
            // What comes out is tight again, so it survives the same treatment.
            var again = new FieldElement();
            again.add(out, out);
            again.add(again, out);
            out.square(again);
            assertIs(a.pow(4).multiply(BigInteger.valueOf(729)), out);
        });
    }

    @Test
    void longChainsStayExact() {
        Seeds.check(20, random -> {
            var value = number(random);
            var element = element(value);
            for (var i = 0; i < 500; i++) {
                element.square(element);
                value = value.multiply(value).mod(P);
                element.subtract(element, element(BigInteger.TWO));
                value = value.subtract(BigInteger.TWO);
            }
            assertIs(value, element);
        });
    }

    @Test
    void powersAreRight() {
        Seeds.check(100, random -> {
            var a = number(random);
            var out = element(a);

            out.invert(out);
            assertIs(a.modPow(P.subtract(BigInteger.TWO), P), out);
            out.power22523(element(a));
            assertIs(a.modPow(P.subtract(BigInteger.valueOf(5)).shiftRight(3), P), out);
        });
    }

    @Test
    void constantsAreThoseOfTheCurve() {
        var d = BigInteger.valueOf(-121_665)
                .multiply(BigInteger.valueOf(121_666).modInverse(P));
        assertIs(d, FieldElement.D);
        assertIs(d.shiftLeft(1), FieldElement.TWICE_D);
        assertIs(BigInteger.TWO.modPow(P.shiftRight(2), P), FieldElement.SQRT_MINUS_ONE);
    }

    @Test
    void numbersFromPToTheEndOf255BitsAreReduced() {
        for (var i = -3; i < 19; i++) {
            var number = P.add(BigInteger.valueOf(i));
            assertIs(number, element(number));
            assertEquals(number.mod(P).testBit(0) ? 1 : 0, element(number).parity());
            assertEquals(i == 0, element(number).isZero());
        }
        var highBitSet = OddPoints.bytes(BigInteger.ONE.setBit(255));
        var element = new FieldElement();
        element.decode(highBitSet);
        assertIs(BigInteger.ONE, element);
    }

    @Test
    void selectionTakesOneOrTheOther() {
        Seeds.check(100, random -> {
            var f = element(number(random));
            var g = element(number(random));
            var out = new FieldElement();

            out.select(0, f, g);
            assertArrayEquals(f.encode(), out.encode());
            out.select(-1, f, g);
            assertArrayEquals(g.encode(), out.encode());
        });
    }

    private record Tripled(FieldElement element, boolean negated) {}

    private static Tripled tripled(BigInteger number, boolean negated) {
        var element = element(number);
        var sum = new FieldElement();
        if (negated) {
            sum.subtract(sum, element);
            sum.subtract(sum, element);
            sum.subtract(sum, element);
        } else {
            sum.add(element, element);
            sum.add(sum, element);
        }
        return new Tripled(sum, negated);
    }

    /** A random number below 2^255, often one with long runs of equal bits, where carries go far. */
    private static BigInteger number(RandomGenerator random) {
        var number = OddPoints.number(Seeds.bytes(random, 32)).clearBit(255);
        return switch (random.nextInt(4)) {
            case 0 ->
                number.or(number.shiftRight(random.nextInt(250)))
                        .or(BigInteger.ONE
                                .shiftLeft(204)
                                .subtract(BigInteger.ONE)
                                .shiftLeft(51));
            case 1 -> number.shiftRight(random.nextInt(255));
            case 2 -> P.add(BigInteger.valueOf(18 - random.nextInt(40)));
            default -> number;
        };
    }

    private static FieldElement element(BigInteger number) {
        var element = new FieldElement();
        element.decode(OddPoints.bytes(number));
        return element;
    }

    private static void assertIs(BigInteger expected, FieldElement actual) {
        assertEquals(expected.mod(P), OddPoints.number(actual.encode()));
    }
}
