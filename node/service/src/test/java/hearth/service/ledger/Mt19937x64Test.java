package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Mt19937x64Test {

    @Test
    void theTenThousandthNumberOfTheDefaultSeedIsTheOneOfTheCppStandard() {
        var random = new Mt19937x64(5489);
        var first = random.next();
        for (var i = 1; i < 9_999; i++) {
            random.next();
        }

        assertEquals("14514284786278117030", Long.toUnsignedString(first));
        assertEquals("9981545732273789042", Long.toUnsignedString(random.next()));
    }

    @Test
    void uniformDividesTheRangeIntoEqualParts() {
        for (var bound : new int[] {1, 2, 3, 7, 10, 1000, Integer.MAX_VALUE}) {
            var random = new Mt19937x64(bound);
            var words = new Mt19937x64(bound);
            for (var i = 0; i < 1000; i++) {
                var drawn = random.uniform(bound);

                var part = Long.divideUnsigned(-1, bound); // exact up to the few words that are drawn again
                assertEquals(Long.divideUnsigned(words.next(), part), drawn);
                assertTrue(drawn >= 0 && drawn < bound);
            }
        }
    }

    @Test
    void uniformReachesEveryNumberAboutEquallyOften() {
        var random = new Mt19937x64(1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) {
            counts[random.uniform(7)]++;
        }

        for (var count : counts) {
            assertTrue(count > 9_500 && count < 10_500, "Drawn " + count + " times of 70000");
        }
    }
}
