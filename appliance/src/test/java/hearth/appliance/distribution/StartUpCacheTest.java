package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start-up caches of boxes and of nodes: used where they fit, harmless where they do not. */
class StartUpCacheTest {

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void warmUp() throws Exception {
        var ended = Launch.hearth("warm-up")
                .with("HEARTH_CACHE", made.toString())
                .run()
                .hasCode(0);
        assertEquals("", ended.out() + ended.err(), "It has nothing to say");
    }

    @Test
    void warmUpLeavesTwoCachesAndNothingElse() throws Exception {
        try (var files = Files.list(made)) {
            assertEquals(Set.of(cacheFile("box"), cacheFile("node")), files.collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"box", "node"})
    void warmUpAgainKeepsTheCacheThatFits(String kind) throws Exception {
        var before = Files.getLastModifiedTime(cacheFile(kind));

        Launch.hearth("warm-up").with("HEARTH_CACHE", made.toString()).run().hasCode(0);

        assertEquals(before, Files.getLastModifiedTime(cacheFile(kind)));
    }

    @Test
    void theNextStartOfABoxTakesItsClassesFromTheCache() throws Exception {
        assertStartsWithTheCache("version");
    }

    @Test
    void theNextStartOfANodeTakesItsClassesFromTheCache() throws Exception {
        var config = Files.writeString(folder.resolve("node.conf"), "");

        assertStartsWithTheCache("node", "entry", "--config", config.toString());
    }

    @Test
    void aNodeIsSparedWhatOnlyABoxNeeds() throws Exception {
        var node = Files.size(cacheFile("node"));
        var box = Files.size(cacheFile("box"));

        assertTrue(node < box * 3 / 4, node + " and " + box + " bytes");
    }

    @Test
    void aDamagedCacheDoesNoHarm() throws Exception {
        var damaged =
                Files.copy(cacheFile("box"), folder.resolve(cacheFile("box").getFileName()));
        var bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, 0, 4_096, (byte) 0x5a);
        Files.write(damaged, bytes);

        startsAndStops(folder);
    }

    @Test
    void aCacheCutShortDoesNoHarm() throws Exception {
        var bytes = Files.readAllBytes(cacheFile("box"));
        Files.write(folder.resolve(cacheFile("box").getFileName()), Arrays.copyOf(bytes, bytes.length / 2));

        startsAndStops(folder);
    }

    @Test
    void aCacheFolderThatCannotBeMadeIsSaid() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        Launch.hearth("warm-up")
                .with("HEARTH_CACHE", file.resolve("cache").toString())
                .run()
                .hasCode(4);
    }

    private static Path cacheFile(String kind) throws Exception {
        try (var files = Files.list(made)) {
            var all = files.filter(file -> file.getFileName().toString().matches(kind + "-[0-9]+-[0-9]+\\.aot"))
                    .toList();
            assertEquals(1, all.size(), all.toString());
            return all.getFirst();
        }
    }

    private static void startsAndStops(Path cache) throws Exception {
        var ended = Launch.hearth("version")
                .with("HEARTH_CACHE", cache.toString())
                .run()
                .hasCode(0);
        assertTrue(ended.out().startsWith("Hearth "), ended.out());
        assertEquals("", ended.err());
    }

    private void assertStartsWithTheCache(String... command) throws Exception {
        var warm = classesFromTheCache(made, command);
        var cold = classesFromTheCache(folder, command);

        assertTrue(warm > cold + 1_000, warm + " with the cache, " + cold + " without");
    }

    private long classesFromTheCache(Path cache, String... command) throws Exception {
        var log = folder.resolve("classes-" + cache.getFileName() + ".log");
        Launch.hearth(command)
                .with("HEARTH_CACHE", cache.toString())
                .with("HEARTH_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                .run()
                .hasCode(0);
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("source: shared objects file"))
                    .count();
        }
    }
}
