package hearth.service.neighbourhood;

import hearth.protocol.id.SwarmId;
import java.util.List;
import java.util.stream.LongStream;

/** Ids for swarms that stand at even distances on the circle, so that each gets about as many accounts. */
final class SwarmIds {

    private SwarmIds() {}

    /** {@code count} ids, beginning in the middle of the first part of the circle: never that of "no swarm". */
    static List<SwarmId> evenly(int count) {
        var distance = Long.divideUnsigned(-1L, count);
        var first = distance >>> 1;
        return LongStream.range(0, count)
                .mapToObj(i -> new SwarmId(first + i * distance))
                .toList();
    }
}
