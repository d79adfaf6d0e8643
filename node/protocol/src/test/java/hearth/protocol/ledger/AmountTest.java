package hearth.protocol.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmountTest {

    private static final Amount MOST = new Amount(Long.MAX_VALUE);
    private static final Amount ONE = new Amount(1);

    @Test
    void anAmountIsNeverNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Amount(-1));
        assertThrows(IllegalArgumentException.class, () -> Amount.ZERO.minus(ONE));
        assertTrue(new Amount(0).isZero());
    }

    @Test
    void sumsRefuseToOverflow() {
        assertEquals(MOST, new Amount(Long.MAX_VALUE - 1).plus(ONE));
        assertThrows(ArithmeticException.class, () -> MOST.plus(ONE));
        assertThrows(ArithmeticException.class, () -> Amount.tokens(Long.MAX_VALUE / Amount.UNITS_PER_TOKEN + 1));
    }

    @Test
    void sharesAreExactForEveryAmount() {
        Seeds.check(1000, random -> {
            var amount = new Amount(random.nextLong(Long.MAX_VALUE));
            var denominator = random.nextLong(1, Long.MAX_VALUE);
            var numerator = random.nextLong(denominator);

            var down = amount.share(numerator, denominator);
            var up = amount.shareUp(numerator, denominator);

            var parts = BigInteger.valueOf(amount.units())
                    .multiply(BigInteger.valueOf(numerator))
                    .divideAndRemainder(BigInteger.valueOf(denominator));
            assertEquals(parts[0].longValueExact(), down.units());
            assertEquals(down.units() + (parts[1].signum() == 0 ? 0 : 1), up.units());
        });
    }

    @Test
    void anAmountCoversItselfAndWhatIsSmaller() {
        assertTrue(ONE.covers(ONE));
        assertTrue(MOST.covers(ONE));
        assertFalse(ONE.covers(MOST));
    }

    @Test
    void aQuarterOfTheRequirementIsRoundedUp() {
        assertEquals(new Amount(25), StakeRules.operatorMinimum(new Amount(100)));
        assertEquals(new Amount(26), StakeRules.operatorMinimum(new Amount(101)));
    }

    @Test
    void lessThan2499Of10000IsSmall() {
        var requirement = new Amount(10_000);

        assertTrue(StakeRules.isSmall(new Amount(2498), requirement));
        assertFalse(StakeRules.isSmall(new Amount(2499), requirement));
    }

    @Test
    void periodsAreScaledAndRoundedUp() {
        assertEquals(10_800, Period.UNLOCK.blocks(1));
        assertEquals(15, Period.UNLOCK.blocks(720));
        assertEquals(1, Period.CREDIT_START.blocks(720));
        assertEquals(2, Period.REWARD_DELAY.blocks(719));
        for (var period : Period.values()) {
            assertTrue(period.blocks(Period.SCALE_MAX) >= 1);
        }
    }

    @Test
    void creditGrowsSlowlyAndIsCapped() {
        assertEquals(60, DowntimeCredit.active(60, 29, 1));
        assertEquals(61, DowntimeCredit.active(60, 30, 1));
        assertEquals(60 + 720, DowntimeCredit.active(60, 21_600, 1));
        assertEquals(1440, DowntimeCredit.active(60, 1_000_000, 1));
        assertEquals(-1, DowntimeCredit.decommissioned(60, 61));
        assertEquals(20, DowntimeCredit.recommissioned(60, 20));
        assertEquals(0, DowntimeCredit.recommissioned(60, 31));
    }

    @Test
    void tokensAreReadAndWrittenInFigures() throws FormatException {
        for (var text : List.of("0", "12", "0.25", "0.000000001", "9223372036.854775807", "1000")) {
            assertEquals(text, Amount.parse(text).text());
        }
        assertEquals(Amount.tokens(12), Amount.parse("012.000"));
        for (var text :
                List.of("", "-1", "+1", "1,5", "1.", ".5", "0.0000000001", "9223372036.854775808", "1e3", "१")) {
            assertThrows(FormatException.class, () -> Amount.parse(text), text);
        }
    }
}
