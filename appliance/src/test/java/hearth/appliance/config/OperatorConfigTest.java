package hearth.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorConfigTest {

    private static final Path EXAMPLE = Path.of("src/main/distribution/conf/node.conf.example");
    private static final Pattern PRESET = Pattern.compile("(?m)^# ([a-z.-]+) = (.*)$");

    @TempDir
    private Path folder;

    @Test
    void theExampleListsEveryKeyWithItsDefaultInOrder() throws Exception {
        var written = PRESET.matcher(Files.readString(EXAMPLE))
                .results()
                .map(line -> line.group(1) + " = " + line.group(2))
                .toList();

        assertEquals(
                OperatorConfig.KEYS.stream()
                        .map(key -> key.name() + " = " + key.preset())
                        .toList(),
                written);
    }

    @Test
    void pathsAreRelativeToTheFile() throws Exception {
        var config = OperatorConfig.of(file("node.folder = here\nnode.list = /somewhere/nodes.json\n"));

        assertEquals(folder.resolve("here"), config.folder());
        assertEquals(Path.of("/somewhere/nodes.json"), config.list());
    }

    @Test
    void anUnknownKeyIsRefusedWithTheFileThatListsThem() throws Exception {
        var file = file("web.https-port = 1\n");

        var failure = assertThrows(ConfigException.class, () -> OperatorConfig.of(file));

        assertTrue(String.valueOf(failure.getMessage()).contains("web.https-port"), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains("conf/node.conf.example"), failure.getMessage());
    }

    @Test
    void anAddressThatIsNotIpv4IsRefused() throws Exception {
        var file = file("node.address = ::1\n");

        var failure = assertThrows(ConfigException.class, () -> OperatorConfig.of(file));

        assertTrue(String.valueOf(failure.getMessage()).contains("an IPv4 address"), failure.getMessage());
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("node.conf"), text);
    }
}
