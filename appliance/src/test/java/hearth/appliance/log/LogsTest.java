package hearth.appliance.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.appliance.config.BoxConfig.LogConfig;
import hearth.appliance.config.BoxConfig.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

    private static final LogConfig CONFIG = new LogConfig(LogLevel.INFO, 1 << 20, 2);

    private final PrintStream before = System.err;

    @AfterEach
    void putBack() throws Exception {
        System.setErr(before);
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void whatIsWrittenIsUtf8EvenWhereTheTerminalKnowsAsciiOnly(@TempDir Path folder) throws Exception {
        var terminal = new ByteArrayOutputStream();
        System.setErr(new PrintStream(terminal, true, StandardCharsets.US_ASCII));

        try (var _ = Logs.open(CONFIG, Optional.of(folder))) {
            System.getLogger("hearth.test").log(System.Logger.Level.INFO, "Node 7ea98012… stopped");
        }

        assertTrue(terminal.toString(StandardCharsets.UTF_8).contains("Node 7ea98012… stopped"));
        assertTrue(Files.readString(folder.resolve("hearth.0.log")).contains("Node 7ea98012… stopped"));
    }
}
