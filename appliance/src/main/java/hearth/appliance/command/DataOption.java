package hearth.appliance.command;

import hearth.appliance.folder.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --data}: the folder that holds everything. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = {
                "Folder that holds everything this Hearth knows. Without it: HEARTH_DATA, else /var/lib/hearth for root,"
                        + " else hearth in the user's data folder."
            })
    private Optional<Path> folder = Optional.empty();

    /** The folder given, or the preset one with {@code suffix} added to its name. */
    Path path(String suffix) {
        return folder.orElseGet(() -> {
            var preset = DataFolder.preset(
                    System.getenv(), System.getProperty("user.name"), Path.of(System.getProperty("user.home")));
            return preset.resolveSibling(preset.getFileName() + suffix);
        });
    }
}
