package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRunnerTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void everyPublishedVectorHolds() throws Exception {
        var results = new VectorFiles(VectorRunner.KINDS).check(publishedVectors());

        var implemented = results.stream()
                .filter(FileResult.Checked.class::isInstance)
                .map(FileResult.Checked.class::cast)
                .toList();
        assertEquals(VectorRunner.KINDS.size(), implemented.size());
        for (var result : implemented) {
            assertEquals(List.of(), result.failures(), result.name());
            assertTrue(result.passed() > 0, result.name());
        }
    }

    @Test
    void aFolderWithoutVectorsIsAFailure() {
        assertFalse(VectorRunner.run(folder, out));
        assertEquals("0 passed, 0 failed", lastLine());
    }

    @Test
    void aMissingFolderIsAFailure() {
        assertFalse(VectorRunner.run(folder.resolve("nowhere"), out));
        assertEquals("0 passed, 0 failed", lastLine());
    }

    @Test
    void aBrokenFileIsAFailureAndTheOthersAreStillChecked() throws IOException {
        write("broken-toy.json", "{\"cases\": [");
        write("toy.json", "{\"cases\": [{\"good\": true}]}");

        var results = new VectorFiles(List.of(new Toy())).check(folder);

        assertEquals(List.of("not readable: JsonEOFException"), ((FileResult.Checked) results.getFirst()).failures());
        assertEquals(new FileResult.Checked("toy", 1, List.of()), results.getLast());
    }

    @Test
    void aFailureNamesItsCase() throws IOException {
        write("toy.json", "{\"meta\": {}, \"cases\": [{\"good\": true}, {\"good\": false}, {}]}");

        var result = new VectorFiles(List.of(new Toy())).check(folder).getFirst();

        var failures = List.of("cases[1]: good is true, expected false", "cases[2]: Vector is broken: good is missing");
        assertEquals(new FileResult.Checked("toy", 1, failures), result);
    }

    @Test
    void aPartWithoutCheckIsAFailure() throws IOException {
        write("toy.json", "{\"cases\": [{\"good\": true}], \"others\": []}");

        var result = new VectorFiles(List.of(new Toy())).check(folder).getFirst();

        assertEquals(new FileResult.Checked("toy", 1, List.of("others: no check for this part of the file")), result);
    }

    @Test
    void aFileWithoutCasesIsAFailure() throws IOException {
        write("toy.json", "{\"meta\": {}}");

        var result = new VectorFiles(List.of(new Toy())).check(folder).getFirst();

        assertEquals(new FileResult.Checked("toy", 0, List.of("no cases")), result);
    }

    @Test
    void theNameOfAFileTellsItsKind() {
        var files = new VectorFiles(List.of(new Toy()));

        for (var name : List.of("toy", "toy-2", "toy2", "toy_hidden", "more.toy", "01-toy")) {
            assertTrue(files.kindOf(name).isPresent(), name);
        }
        for (var name : List.of("toys", "atoy", "other")) {
            assertTrue(files.kindOf(name).isEmpty(), name);
        }
    }

    private String lastLine() {
        var lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.getLast();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static Path publishedVectors() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(VectorRunnerTest.class.getResource("/vectors"))
                .toURI());
    }

    private static final class Toy implements VectorKind {

        @Override
        public String name() {
            return "toy";
        }

        @Override
        public Map<String, CaseCheck> checks(JsonNode file) {
            return Map.of("cases", testCase -> testCase.expectFlag("good", true));
        }
    }
}
