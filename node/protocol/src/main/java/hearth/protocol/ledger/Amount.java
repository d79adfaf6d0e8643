package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount of tokens. Never negative; every calculation is exact and refuses to overflow.
 *
 * @param units atomic units, 0 to 2^63 − 1; {@value #UNITS_PER_TOKEN} of them are one token
 */
public record Amount(long units) implements Comparable<Amount> {

    /** One token has nine decimals. */
    public static final long UNITS_PER_TOKEN = 1_000_000_000;

    private static final int DECIMALS = 9;
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

    public static final Amount ZERO = new Amount(0);

    public Amount {
        if (units < 0) {
            throw new IllegalArgumentException("An amount is never negative");
        }
    }

    /** That many whole tokens. Throws {@link ArithmeticException} if they exceed 2^63 − 1 units. */
    public static Amount tokens(long tokens) {
        return new Amount(Math.multiplyExact(tokens, UNITS_PER_TOKEN));
    }

    /** Reads tokens in figures, such as {@code 12} or {@code 0.25}: a point, and nine decimals at most. */
    public static Amount parse(String text) throws FormatException {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new FormatException(
                    "An amount is written in figures, such as 12 or 0.25, with " + DECIMALS + " decimals at most");
        }
        try {
            return new Amount(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
        } catch (ArithmeticException tooMuch) {
            throw new FormatException("That are more tokens than there can be", tooMuch);
        }
    }

    /** The tokens in figures, without needless zeros; {@link #parse} reads it. */
    public String text() {
        return BigDecimal.valueOf(units, DECIMALS).stripTrailingZeros().toPlainString();
    }

    public boolean isZero() {
        return units == 0;
    }

    /** Says whether {@code other} can be taken from this. */
    public boolean covers(Amount other) {
        return units >= other.units;
    }

    /** The sum. Throws {@link ArithmeticException} if it exceeds 2^63 − 1 units. */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(units, other.units));
    }

    /** The difference. Throws {@link IllegalArgumentException} if this does not cover {@code other}. */
    public Amount minus(Amount other) {
        return new Amount(units - other.units);
    }

    /** The part {@code numerator / denominator} of this, rounded down. Both are positive, or the numerator is 0. */
    public Amount share(long numerator, long denominator) {
        return new Amount(
                product(numerator).divide(BigInteger.valueOf(denominator)).longValueExact());
    }

    /** As {@link #share}, rounded up. */
    public Amount shareUp(long numerator, long denominator) {
        var divisor = BigInteger.valueOf(denominator);
        return new Amount(product(numerator)
                .add(divisor)
                .subtract(BigInteger.ONE)
                .divide(divisor)
                .longValueExact());
    }

    /** The smaller of the two. */
    public Amount min(Amount other) {
        return covers(other) ? other : this;
    }

    private BigInteger product(long numerator) {
        return BigInteger.valueOf(units).multiply(BigInteger.valueOf(numerator));
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(units, other.units);
    }
}
