package hearth.vectors;

import java.util.List;

/** What became of one vector file. */
sealed interface FileResult {

    /** Name of the file without its ending. */
    String name();

    /** No check is written for this kind of file yet. */
    record NotImplemented(String name) implements FileResult {}

    /** The cases were checked. {@code failures} has a line per failed case. */
    record Checked(String name, int passed, List<String> failures) implements FileResult {

        public Checked {
            failures = List.copyOf(failures);
        }
    }
}
