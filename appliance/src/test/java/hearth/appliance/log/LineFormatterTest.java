package hearth.appliance.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {

    private final LineFormatter formatter = new LineFormatter();

    @Test
    void anEventIsOneLineWithTimeLevelAndPart() {
        var event = event(Level.INFO, "Disk has {0} MiB left");
        event.setParameters(new Object[] {12});

        assertEquals(
                "2026-11-25T10:22:31.123Z INFO Box: Disk has 12 MiB left" + System.lineSeparator(),
                formatter.format(event));
    }

    @Test
    void lineBreaksInsideAnEventCannotFakeAnother() {
        var line = formatter.format(event(Level.WARNING, "one\n2026-01-01T00:00:00Z INFO Box: two\r\u001b[2J"));

        assertEquals(1, line.lines().count());
        assertTrue(line.chars().noneMatch(c -> c == 0x1b));
    }

    @Test
    void aFailureStaysOnTheLineOfItsEvent() {
        var event = event(Level.SEVERE, "Broken");
        event.setThrown(new IllegalStateException("outer\nmost", new IOException("inner")));

        var line = formatter.format(event);

        assertEquals(1, line.lines().count());
        assertTrue(line.contains(" ERROR Box: Broken | java.lang.IllegalStateException: outer most < "), line);
        assertTrue(line.contains(" | java.io.IOException: inner < LineFormatterTest.java:"), line);
    }

    private static LogRecord event(Level level, String text) {
        var event = new LogRecord(level, text);
        event.setLoggerName("hearth.appliance.Box");
        event.setInstant(Instant.parse("2026-11-25T10:22:31.123456Z"));
        return event;
    }
}
