package hearth.appliance.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapKeeperTest {

    private static final long MIB = 1 << 20;

    private long used;
    private long left;
    private int collections;

    private final HeapKeeper keeper = new HeapKeeper(() -> used, () -> left, () -> collections++);

    @Test
    void aHeapThatHasDoubledIsCollected() {
        left = 40 * MIB;
        used = 80 * MIB;
        keeper.look();
        assertEquals(0, collections);

        used++;
        keeper.look();
        assertEquals(1, collections);
    }

    @Test
    void aSmallHeapMayGrowByMore() {
        left = 3 * MIB;
        used = left + HeapKeeper.GROWTH_MIN;
        keeper.look();
        assertEquals(0, collections);

        used++;
        keeper.look();
        assertEquals(1, collections);
    }
}
