package hearth.appliance.log;

import hearth.appliance.config.BoxConfig.LogConfig;
import hearth.appliance.config.BoxConfig.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up what is written down: every event on standard error and, where there is a folder, in small rotating files. */
public final class Logs implements AutoCloseable {

    /** Libraries that report their own everyday life; only their trouble is of interest here. */
    private static final Map<String, Level> QUIET = Map.of("io.helidon", Level.WARNING, "io.netty", Level.WARNING);

    // Loggers are held weakly by the platform: without this list their levels would be forgotten.
    private final List<Logger> kept;
    private final Logger root;
    private final List<Handler> handlers;

    private Logs(Logger root, List<Handler> handlers, List<Logger> kept) {
        this.root = root;
        this.handlers = handlers;
        this.kept = kept;
    }

    /** Begins to write. {@code folder} receives the files; without one only standard error does. */
    public static Logs open(LogConfig config, Optional<Path> folder) throws IOException {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        var level = level(config.level());
        root.setLevel(level);
        var kept = QUIET.entrySet().stream()
                .map(entry -> {
                    var logger = Logger.getLogger(entry.getKey());
                    logger.setLevel(entry.getValue());
                    return logger;
                })
                .toList();
        var handlers = folder.isPresent()
                ? List.of(new ConsoleHandler(), file(config, folder.get()))
                : List.<Handler>of(new ConsoleHandler());
        for (var handler : handlers) {
            handler.setFormatter(new LineFormatter());
            // Not the terminal's own: a service without a locale would write question marks.
            handler.setEncoding(StandardCharsets.UTF_8.name());
            handler.setLevel(level);
            root.addHandler(handler);
        }
        return new Logs(root, handlers, kept);
    }

    private static Handler file(LogConfig config, Path folder) throws IOException {
        Files.createDirectories(folder);
        return new FileHandler(
                folder.toString().replace("%", "%%") + "/hearth.%g.log", config.fileBytes(), config.files(), true);
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARNING -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }

    /** Writes out what is waiting and lets go of the files. Later events go nowhere. */
    @Override
    public void close() {
        for (var handler : handlers) {
            root.removeHandler(handler);
            handler.close();
        }
        kept.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
