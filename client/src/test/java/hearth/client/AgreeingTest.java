package hearth.client;

import hearth.client.sim.IdleTime;
import hearth.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** One account on three boxes, and two people it writes with, agree in the end: see {@link AgreeingWeek}. */
@Isolated("Time passes only while nobody in the process works")
class AgreeingTest {

    /** Weeks that are lived through side by side, so that every core has something to do. */
    private static final int TOGETHER = 4;

    @TempDir
    Path folder;

    @Test
    void whateverThreeBoxesDoAtTheSameTimeTheyAgreeInTheEnd() {
        Seeds.check(1, random -> live(2, random));
    }

    /** Two hundred weeks in parts, none of which is too long for a test on a busy machine. */
    @RepeatedTest(5)
    @Tag("slow")
    void whateverThreeBoxesDoInTwoHundredWeeksTheyAgreeInTheEnd() {
        Seeds.check(40 / TOGETHER, random -> live(TOGETHER, random));
    }

    private void live(int weeks, RandomGenerator random) throws Throwable {
        try (var time = IdleTime.begin()) {
            var tasks = new ArrayList<FutureTask<Boolean>>();
            for (var i = 0; i < weeks; i++) {
                var seed = random.nextLong();
                var task = new FutureTask<>(() -> live(time, seed));
                tasks.add(task);
                // As time asks of everybody who works.
                Thread.ofVirtual().name("week-" + i).start(task);
            }
            for (var task : tasks) {
                task.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private boolean live(IdleTime time, long seed) throws Exception {
        try (var week = new AgreeingWeek(folder.resolve(Long.toHexString(seed)), time, seed)) {
            week.pass();
            week.getWell();
            week.check();
        }
        return true;
    }
}
