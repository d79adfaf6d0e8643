package hearth.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.store.Ranks.Placed;
import hearth.testkit.Seeds;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RanksTest {

    /** Time by rank, as the table would hold it. */
    private final NavigableMap<Long, Long> placed = new TreeMap<>();

    @Test
    void laterMessagesGoToTheEndEachAGapAway() throws Exception {
        assertEquals(Ranks.FIRST, put(10));
        assertEquals(Ranks.FIRST + Ranks.GAP, put(20));
        assertEquals(Ranks.FIRST + 2 * Ranks.GAP, put(20));
    }

    @Test
    void aMessageBeforeTheFirstGoesAGapBelowIt() throws Exception {
        put(10);

        assertEquals(Ranks.FIRST - Ranks.GAP, put(9));
        assertEquals(Ranks.FIRST - 2 * Ranks.GAP, put(8));
    }

    @Test
    void aLateMessageGoesBetweenItsNeighbours() throws Exception {
        put(10);
        put(30);

        assertEquals(Ranks.FIRST + Ranks.GAP / 2, put(20));
    }

    @Test
    void thirtyTwoMessagesFitIntoOneGapAndTheNextFindsNoRoom() throws Exception {
        put(0);
        put(1_000);
        for (var time = 1; time <= 32; time++) {
            put(time);
        }

        assertTrue(find(33).isEmpty());
    }

    @Test
    void inAnyOrderOfArrivalRanksSortAsTimesDo() {
        Seeds.check(200, random -> {
            placed.clear();
            for (var i = 0; i < 100; i++) {
                put(random.nextInt(1_000));
            }
            var before = Long.MIN_VALUE;
            for (Map.Entry<Long, Long> entry : placed.entrySet()) {
                assertTrue(entry.getValue() >= before);
                before = entry.getValue();
            }
            assertEquals(100, placed.size());
        });
    }

    private long put(long time) throws Exception {
        var rank = find(time).orElseThrow();
        assertTrue(placed.put(rank, time) == null, "rank is taken");
        return rank;
    }

    private Optional<Long> find(long time) throws Exception {
        return Ranks.find(
                new Ranks.Neighbours() {
                    @Override
                    public Optional<Placed> firstBetween(long low, long high) {
                        return entry(placed.higherEntry(low)).filter(found -> found.rank() < high);
                    }

                    @Override
                    public Optional<Placed> lastBetween(long low, long high) {
                        return entry(placed.lowerEntry(high)).filter(found -> found.rank() > low);
                    }
                },
                time);
    }

    private static Optional<Placed> entry(Map.Entry<Long, Long> entry) {
        return Optional.ofNullable(entry).map(e -> new Placed(e.getKey(), e.getValue()));
    }
}
