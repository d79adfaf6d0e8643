package hearth.appliance.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final Parts parts = new Parts();

    private AutoCloseable part(String name) {
        story.add("+" + name);
        return () -> story.add("-" + name);
    }

    @Test
    void partsCloseInReverseOrder() throws Exception {
        parts.start("a", () -> part("a"));
        parts.start("b", () -> part("b"));
        parts.start("c", () -> part("c"));

        parts.close();

        assertEquals(List.of("+a", "+b", "+c", "-c", "-b", "-a"), story);
    }

    @Test
    void aPartBegunEarlierClosesLaterEvenIfItStartedLast() throws Exception {
        var gate = new CountDownLatch(1);
        var slow = parts.begin("slow", () -> {
            gate.await();
            return part("slow");
        });
        parts.start("quick", () -> part("quick"));
        gate.countDown();
        slow.get();

        parts.close();

        assertEquals(List.of("+quick", "+slow", "-quick", "-slow"), story);
    }

    @Test
    void whatStartedIsClosedWhenALaterPartFails() throws Exception {
        parts.start("a", () -> part("a"));
        var failure = new IOException("no");

        var thrown = assertThrows(
                IOException.class,
                () -> parts.start("b", () -> {
                    throw failure;
                }));
        parts.close();

        assertSame(failure, thrown);
        assertEquals(List.of("+a", "-a"), story);
    }

    @Test
    void aPartThatFailsToCloseDoesNotKeepTheOthers() throws Exception {
        parts.start("a", () -> part("a"));
        parts.start("b", () -> () -> {
            throw new IOException("stuck");
        });

        parts.close();

        assertEquals(List.of("+a", "-a"), story);
    }

    @Test
    void nothingStartsAfterClose() {
        parts.close();

        assertThrows(StoppingException.class, () -> parts.start("late", () -> part("late")));
        assertThrows(StoppingException.class, () -> parts.begin("late", () -> part("late")));
        assertEquals(List.of(), story);
    }

    @Test
    void closingWhileAPartStartsWaitsForItAndClosesIt() throws Exception {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        parts.begin("slow", () -> {
            begun.countDown();
            gate.await();
            return part("slow");
        });
        begun.await();

        var closing = Thread.ofVirtual().start(parts::close);
        gate.countDown();
        closing.join();

        assertEquals(List.of("+slow", "-slow"), story);
    }

    @Test
    void closingTwiceDoesNothingMore() throws Exception {
        parts.start("a", () -> part("a"));

        parts.close();
        parts.close();

        assertEquals(List.of("+a", "-a"), story);
    }
}
