package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache: used where it fits, harmless where it does not. */
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
    void warmUpLeavesOneCacheAndNothingElse() throws Exception {
        assertTrue(
                cacheFile().getFileName().toString().matches("start-[0-9]+-[0-9]+\\.aot"),
                cacheFile().toString());
    }

    @Test
    void warmUpAgainKeepsTheCacheThatFits() throws Exception {
        var before = Files.getLastModifiedTime(cacheFile());

        Launch.hearth("warm-up").with("HEARTH_CACHE", made.toString()).run().hasCode(0);

        assertEquals(before, Files.getLastModifiedTime(cacheFile()));
    }

    @Test
    void theNextStartTakesItsClassesFromTheCache() throws Exception {
        var warm = classesFromTheCache(made);
        var cold = classesFromTheCache(folder);

        assertTrue(warm > cold + 1_000, warm + " with the cache, " + cold + " without");
    }

    @Test
    void aDamagedCacheDoesNoHarm() throws Exception {
        var damaged = Files.copy(cacheFile(), folder.resolve(cacheFile().getFileName()));
        var bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, 0, 4_096, (byte) 0x5a);
        Files.write(damaged, bytes);

        startsAndStops(folder);
    }

    @Test
    void aCacheCutShortDoesNoHarm() throws Exception {
        var bytes = Files.readAllBytes(cacheFile());
        Files.write(folder.resolve(cacheFile().getFileName()), Arrays.copyOf(bytes, bytes.length / 2));

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

    private static Path cacheFile() throws Exception {
        try (var files = Files.list(made)) {
            var all = files.toList();
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

    private long classesFromTheCache(Path cache) throws Exception {
        var log = folder.resolve("classes-" + cache.getFileName() + ".log");
        Launch.hearth("version")
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
