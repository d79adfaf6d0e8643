package hearth.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RetrieveLimitTest {

    @Test
    void withoutLimitsAReplyIsAFifthOfTheBudget() {
        assertEquals(1_560_000, RetrieveLimit.DEFAULT.budget());
        assertEquals(Integer.MAX_VALUE, RetrieveLimit.DEFAULT.count());
    }

    @Test
    void aNegativeSizeIsAPartOfTheBudget() {
        assertEquals(7_800_000, RetrieveLimit.part(1).budget());
        assertEquals(3_900_000, RetrieveLimit.part(2).budget());
        assertEquals(1_114_285, RetrieveLimit.part(7).budget());
        assertEquals(0, new RetrieveLimit(0, Long.MIN_VALUE).budget());
    }

    @Test
    void aPositiveSizeIsCutToTheBudget() {
        assertEquals(1, new RetrieveLimit(0, 1).budget());
        assertEquals(7_800_000, new RetrieveLimit(0, 7_800_000).budget());
        assertEquals(7_800_000, new RetrieveLimit(0, 7_800_001).budget());
    }

    @Test
    void aCountAloneLeavesTheWholeBudget() {
        assertEquals(7_800_000, new RetrieveLimit(5, 0).budget());
        assertEquals(5, new RetrieveLimit(5, 0).count());
        assertEquals(Integer.MAX_VALUE, new RetrieveLimit(-1, 0).count());
        assertEquals(1_560_000, new RetrieveLimit(-1, 0).budget());
        assertEquals(Integer.MAX_VALUE, new RetrieveLimit(Long.MAX_VALUE, 0).count());
    }

    @Test
    void aMessageCostsItsBase64AndSomething() {
        assertEquals(143, RetrieveLimit.cost(43, 0));
        assertEquals(144, RetrieveLimit.cost(43, 1));
        assertEquals(147, RetrieveLimit.cost(43, 3));
        assertEquals(143 + 102_400, RetrieveLimit.cost(43, 76_800));
    }
}
