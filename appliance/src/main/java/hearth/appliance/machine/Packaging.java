package hearth.appliance.machine;

import hearth.web.machine.Keeper;
import java.nio.file.Path;
import java.util.Optional;

/** How Hearth came to this machine. */
public final class Packaging {

    private Packaging() {}

    /** Who keeps this machine, where it is not Hearth itself: a word in the file {@code kept-by} beside the jar. */
    public static Keeper keeper() {
        return keeper(Path.of(System.getProperty("java.class.path", "")).resolveSibling("kept-by"));
    }

    static Keeper keeper(Path file) {
        return switch (Vitals.line(file).orElse("")) {
            case "packages" -> Keeper.PACKAGES;
            case "container" -> Keeper.CONTAINER;
            default -> Keeper.PERSON;
        };
    }

    /** The version of this build, as its jar says; empty when it is not packaged. */
    public static Optional<String> builtVersion() {
        return Optional.ofNullable(Packaging.class.getPackage().getImplementationVersion());
    }

    /** The same, or a question mark. */
    public static String version() {
        return builtVersion().orElse("?");
    }
}
