package hearth.appliance.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line per event: {@code 2026-11-25T10:22:31.123Z INFO box: text}. A failure follows on the same line, its first
 * frames after it, so that searching a log for a time or a word always gives whole events.
 */
final class LineFormatter extends Formatter {

    private static final int FRAMES_MAX = 16;
    private static final int CAUSES_MAX = 4;

    @Override
    public String format(LogRecord event) {
        var line = new StringBuilder(200);
        line.append(Instant.ofEpochMilli(event.getInstant().toEpochMilli()).truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(level(event.getLevel()))
                .append(' ')
                .append(part(event.getLoggerName()))
                .append(": ")
                .append(oneLine(formatMessage(event)));
        var cause = event.getThrown();
        for (var depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            append(line, cause);
            cause = cause.getCause();
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static void append(StringBuilder line, Throwable failure) {
        line.append(" | ").append(oneLine(failure.toString()));
        var frames = failure.getStackTrace();
        for (var i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
            line.append(" < ").append(frames[i].getFileName()).append(':').append(frames[i].getLineNumber());
        }
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** The class that speaks, without its package. */
    private static String part(String logger) {
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\s]+", " ");
    }
}
