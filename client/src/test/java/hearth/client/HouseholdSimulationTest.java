package hearth.client;

import hearth.testkit.Seeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A household on a bad day, decided by a seed: see {@link BadDay}. A failure names its seed; {@code -Dseed=…} plays the
 * same decisions again, though threads take their turns as they like.
 */
class HouseholdSimulationTest {

    @TempDir
    Path folder;

    @Test
    void whateverHappensEverybodyEndsUpWithEveryMessageOnceInTheSameOrder() {
        check(10);
    }

    @Test
    @Tag("slow")
    void whateverHappensOnManyDaysEverybodyEndsUpWithEveryMessageOnceInTheSameOrder() {
        check(40);
    }

    private void check(int days) {
        Seeds.check(days, random -> {
            try (var day = new BadDay(folder.resolve(Long.toHexString(random.nextLong())), random)) {
                day.pass();
                day.getWell();
                day.check();
            }
        });
    }
}
