package hearth.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.appliance.config.BoxConfig.LogLevel;
import hearth.appliance.config.BoxConfig.NetworkChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxConfigTest {

    private static final Path EXAMPLE = Path.of("src/main/distribution/conf/hearth.conf.example");

    @TempDir
    private Path folder;

    @Test
    void anEmptyConfigurationMeansTheDefaults() throws Exception {
        var config = BoxConfig.from(ConfigSource.empty());

        assertEquals(new NetworkChoice.Embedded(), config.network());
        assertEquals(12, config.neighbourhood().nodes());
        assertEquals(8443, config.web().httpsPort());
        assertEquals(Duration.ofDays(7), config.household().invitationLifetime());
        assertEquals(2 << 20, config.log().fileBytes());
    }

    @Test
    void aFileSaysOtherwiseWithUnitsInItsValues() throws Exception {
        var file = file("""
                # a comment
                neighbourhood.nodes = 5
                web.https-port : 0
                household.invitation-lifetime = 12h
                log.level = debug
                log.file-size = 1GiB
                network.profile = /etc/hearth/friends.profile
                """);

        var config = BoxConfig.from(ConfigSource.of(file));

        assertEquals(5, config.neighbourhood().nodes());
        assertEquals(0, config.web().httpsPort());
        assertEquals(Duration.ofHours(12), config.household().invitationLifetime());
        assertEquals(LogLevel.DEBUG, config.log().level());
        assertEquals(1 << 30, config.log().fileBytes());
        assertEquals(new NetworkChoice.Profile(Path.of("/etc/hearth/friends.profile")), config.network());
    }

    @Test
    void theCommandLineWinsOverTheFile() throws Exception {
        var source = ConfigSource.of(file("neighbourhood.nodes = 5\nweb.http-port = 81"))
                .with("neighbourhood.nodes", "--nodes", Optional.of("7"))
                .with("web.http-port", "--http-port", Optional.empty());

        var config = BoxConfig.from(source);

        assertEquals(7, config.neighbourhood().nodes());
        assertEquals(81, config.web().httpPort());
    }

    @Test
    void theEndsOfEveryRangeAreTakenAndWhatLiesBeyondIsRefused() throws Exception {
        assertTaken("neighbourhood.nodes", "1", "99");
        assertRefused("neighbourhood.nodes", "0", "101", "", "-1", "1.5", "twelve", "99999999999");
        assertTaken("web.http-port", "0", "65535");
        assertRefused("web.http-port", "65536", "0x50");
        assertTaken("trust.check-every", "10s", "1d");
        assertRefused("trust.check-every", "9s", "25h", "10", "10 s", "10S", "1w", "-1h");
        assertTaken("log.file-size", "64KiB", "1GiB");
        assertRefused("log.file-size", "63KiB", "1025MiB", "1MB", "1048576", "1.5MiB");
        assertTaken("log.level", "error", "debug");
        assertRefused("log.level", "DEBUG", "trace", "");
        assertTaken("web.bind", "127.0.0.1", "::");
        assertRefused("web.bind", "localhost", "256.1.1.1", "1.2.3", "");
        assertRefused("network.profile", "");
    }

    @Test
    void aWrongValueIsExplainedWithPlaceKeyValueAndWhatIsAllowed() throws Exception {
        var file = file("web.https-port = 70000");

        var refused = assertThrows(ConfigException.class, () -> BoxConfig.from(ConfigSource.of(file)));

        assertEquals(
                file + ": web.https-port is \"70000\", it must be a whole number from 0 to 65535", refused.sentence());
    }

    @Test
    void anUnknownKeyStopsTheStart() throws Exception {
        var file = file("web.htps-port = 8443");

        var refused = assertThrows(ConfigException.class, () -> BoxConfig.from(ConfigSource.of(file)));

        assertEquals(
                file + ": there is no key \"web.htps-port\"; all keys are listed in conf/hearth.conf.example",
                refused.sentence());
    }

    @Test
    void aKeyWrittenTwiceStopsTheStart() throws Exception {
        var file = file("web.http-port = 80\nweb.http-port = 81");

        var refused = assertThrows(ConfigException.class, () -> ConfigSource.of(file));

        assertEquals(file + ": web.http-port is written twice", refused.sentence());
    }

    @Test
    void valuesThatDoNotFitEachOtherStopTheStart() throws Exception {
        assertFit("neighbourhood.nodes = 2\nneighbourhood.first-port = 65534");
        assertUnfit("neighbourhood.nodes = 2\nneighbourhood.first-port = 65535");
        assertFit("web.http-port = 0\nweb.https-port = 0");
        assertUnfit("web.http-port = 443\nweb.https-port = 443");
    }

    @Test
    void aFileThatIsNoneIsRefusedInOneSentence() throws Exception {
        var missing = folder.resolve("missing.conf");
        var binary = folder.resolve("binary.conf");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        var escape = file("web.bind = \\u12");
        var huge = folder.resolve("huge.conf");
        Files.write(huge, new byte[Lines.FILE_BYTES_MAX + 1]);

        assertEquals(
                "The file " + missing + " cannot be read: it does not exist",
                assertThrows(ConfigException.class, () -> ConfigSource.of(missing))
                        .sentence());
        for (var file : List.of(binary, escape, huge, folder)) {
            assertThrows(ConfigException.class, () -> ConfigSource.of(file), file.toString());
        }
    }

    @Test
    void theExampleFileNamesEveryKeyWithItsDefaultAndNoOther() throws Exception {
        var written = new LinkedHashMap<String, String>();
        var line = Pattern.compile("# ([a-z]+\\.[a-z-]+) = (.*)");
        for (var text : Files.readAllLines(EXAMPLE)) {
            var match = line.matcher(text);
            if (match.matches()) {
                written.put(match.group(1), match.group(2));
            }
        }

        var known = new LinkedHashMap<String, String>();
        BoxConfig.KEYS.forEach(key -> known.put(key.name(), key.preset()));

        assertEquals(List.copyOf(known.entrySet()), List.copyOf(written.entrySet()));
    }

    @Test
    void theExampleFileWorksWithEveryLineTakenIn() throws Exception {
        var taken = Files.readString(EXAMPLE).replaceAll("(?m)^# ([a-z]+\\.[a-z-]+ = )", "$1");

        assertEquals(BoxConfig.from(ConfigSource.empty()), BoxConfig.from(ConfigSource.of(file(taken))));
    }

    private Path file(String text) throws IOException {
        var file = Files.createTempFile(folder, "hearth", ".conf");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static void assertTaken(String key, String... values) throws Exception {
        for (var value : values) {
            BoxConfig.from(ConfigSource.empty().with(key, "test", Optional.of(value)));
        }
    }

    private static void assertRefused(String key, String... values) {
        for (var value : values) {
            var source = ConfigSource.empty().with(key, "test", Optional.of(value));
            var refused = assertThrows(ConfigException.class, () -> BoxConfig.from(source), key + " = " + value);
            assertTrue(refused.sentence().startsWith("test: " + key + " is \"" + value + "\""), refused::sentence);
        }
    }

    private void assertFit(String text) throws Exception {
        BoxConfig.from(ConfigSource.of(file(text)));
    }

    private void assertUnfit(String text) throws Exception {
        var source = ConfigSource.of(file(text));
        assertThrows(ConfigException.class, () -> BoxConfig.from(source), text);
    }
}
