package hearth.service.store;

import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Opens a database that a node can do without. One that is damaged is set aside and a new one is begun. Only the last damaged
 * one is kept, for whoever wants to look at it.
 */
public final class StoreFiles {

    private static final String ASIDE = ".damaged";

    /** A database and the files that SQLite has beside it. */
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

    /** How many steps the form of a node's messages has gone through; it only grows. */
    public static int schemaSteps() {
        return StoreFile.schemaSteps();
    }

    private StoreFiles() {}

    /**
     * Opens {@code file}.
     *
     * @param open    throws {@link StoreException} if it cannot
     * @param damaged is told the name of a file that was set aside
     */
    public static <T> T open(Path file, Function<Path, T> open, Consumer<Path> damaged) throws IOException {
        try {
            return open.apply(file);
        } catch (StoreException failure) {
            if (failure.problem() != StoreException.Problem.CORRUPT) {
                throw failure;
            }
            for (var suffix : SUFFIXES) {
                setAside(file.resolveSibling(file.getFileName() + suffix), file.getFileName() + ASIDE + suffix);
            }
            damaged.accept(file.resolveSibling(file.getFileName() + ASIDE));
            return open.apply(file);
        }
    }

    private static void setAside(Path file, String name) throws IOException {
        var target = file.resolveSibling(name);
        if (Files.exists(file)) {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(target);
        }
    }
}
