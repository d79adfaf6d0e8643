package hearth.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the vector files of a folder and checks each with the kind that its name tells. */
final class VectorFiles {

    private static final String ENDING = ".json";
    private static final String META = "meta";
    private static final int STRING_CHARS_MAX = 1 << 28;

    private final List<VectorKind> kinds;
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(STRING_CHARS_MAX)
                            .build())
                    .build())
            .build();

    VectorFiles(List<VectorKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** The results of all vector files directly in {@code folder}, in the order of their names. */
    List<FileResult> check(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .map(this::checkFile)
                    .toList();
        }
    }

    /** The kind whose name is in {@code name} as a whole word; the longest if there are several. */
    Optional<VectorKind> kindOf(String name) {
        return kinds.stream()
                .filter(kind -> Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(kind.name()) + "(?![A-Za-z])")
                        .matcher(name)
                        .find())
                .max(Comparator.comparingInt(kind -> kind.name().length()));
    }

    private FileResult checkFile(Path path) {
        var fileName = path.getFileName().toString();
        var name = fileName.substring(0, fileName.length() - ENDING.length());
        JsonNode file;
        try {
            file = json.readTree(Files.readAllBytes(path));
        } catch (IOException | IllegalArgumentException e) {
            return broken(name, "not readable: " + e.getClass().getSimpleName());
        }
        if (file == null || !file.isObject()) {
            return broken(name, "not a JSON object");
        }
        return kindOf(name)
                .<FileResult>map(kind -> checkCases(name, kind, file))
                .orElseGet(() -> new FileResult.NotImplemented(name));
    }

    private static FileResult checkCases(String name, VectorKind kind, JsonNode file) {
        var checks = kind.checks(file);
        var passed = 0;
        var failures = new ArrayList<String>();
        for (var entry : file.properties()) {
            if (entry.getKey().equals(META)) {
                continue;
            }
            var check = checks.get(entry.getKey());
            var cases = casesOf(entry.getValue());
            if (check == null || (cases.isEmpty() && !entry.getValue().isArray())) {
                failures.add(entry.getKey() + ": no check for this part of the file");
                continue;
            }
            for (var i = 0; i < cases.size(); i++) {
                var failure = failureOf(check, new VectorCase(cases.get(i)));
                if (failure.isEmpty()) {
                    passed++;
                } else {
                    failures.add(entry.getKey() + '[' + i + "]: " + failure.get());
                }
            }
        }
        if (passed == 0 && failures.isEmpty()) {
            return broken(name, "no cases");
        }
        return new FileResult.Checked(name, passed, failures);
    }

    /** The items of an array; an object is a single case. */
    private static List<JsonNode> casesOf(JsonNode part) {
        if (part.isObject()) {
            return List.of(part);
        }
        var cases = new ArrayList<JsonNode>();
        part.elements().forEachRemaining(cases::add);
        return cases;
    }

    // Whatever goes wrong in a case is a failure of that case and of nothing else, so everything is caught.
    private static Optional<String> failureOf(VectorKind.CaseCheck check, VectorCase testCase) {
        try {
            check.check(testCase);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static FileResult broken(String name, String why) {
        return new FileResult.Checked(name, 0, List.of(why));
    }
}
