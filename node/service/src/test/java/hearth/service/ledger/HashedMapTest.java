package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashedMapTest {

    private static final HashedMap<Long> EMPTY = HashedMap.empty(Bt::of);

    @Test
    void itHoldsWhatATreeMapHolds() {
        Seeds.check(50, random -> {
            var model = new TreeMap<Bytes, Long>();
            var map = EMPTY;
            for (var i = 0; i < 400; i++) {
                var key = Bytes.of(Seeds.bytes(random, 1 + random.nextInt(2)));
                if (random.nextInt(3) == 0) {
                    model.remove(key);
                    map = map.without(key);
                } else {
                    model.put(key, (long) i);
                    map = map.with(key, (long) i);
                }
                if (i % 50 == 0) {
                    map.hash(); // known hashes must not outlive their entries
                }
            }

            assertEquals(model.size(), map.size());
            for (var entry : model.entrySet()) {
                assertEquals(Optional.of(entry.getValue()), map.find(entry.getKey()));
            }
            assertEquals(HashedMap.of(Bt::of, model).hash(), map.hash());
            assertEquals(HashedMap.of(Bt::of, model).form(), map.form());
        });
    }

    @Test
    void theHashDoesNotDependOnTheWay() {
        var keys = new ArrayList<Bytes>();
        for (var i = 0; i < 300; i++) {
            keys.add(Bytes.of(Seeds.bytes(Seeds.random(i), 4)));
        }
        var forwards = EMPTY;
        for (var key : keys) {
            forwards = forwards.with(key, 1L);
        }
        Collections.reverse(keys);
        var backwards = EMPTY.with(key(9, 9), 7L);
        for (var key : keys) {
            backwards = backwards.with(key, 0L).with(key, 1L);
        }

        assertEquals(forwards.hash(), backwards.without(key(9, 9)).hash());
        assertNotEquals(forwards.hash(), backwards.hash());
    }

    @Test
    void anOlderMapStaysAsItWas() {
        var one = EMPTY.with(key(1, 1), 1L);
        var hash = one.hash();

        var two = one.with(key(1, 1), 2L).with(key(2, 1), 3L);

        assertEquals(Optional.of(1L), one.find(key(1, 1)));
        assertEquals(1, one.size());
        assertEquals(hash, one.hash());
        assertEquals(2, two.size());
    }

    @Test
    void everyEntryCounts() {
        var hash = HashedMap.of(Bt::of, Map.of(key(1, 1), 1L, key(2, 1), 2L)).hash();

        assertNotEquals(
                hash, HashedMap.of(Bt::of, Map.of(key(1, 1), 2L, key(2, 1), 1L)).hash());
        assertNotEquals(hash, HashedMap.of(Bt::of, Map.of(key(1, 1), 1L)).hash());
        assertNotEquals(
                hash, HashedMap.of(Bt::of, Map.of(key(1, 1), 1L, key(3, 1), 2L)).hash());
    }

    private static Bytes key(int... values) {
        var key = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            key[i] = (byte) values[i];
        }
        return Bytes.wrap(key);
    }
}
