package hearth.appliance.folder;

import hearth.appliance.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of one box, readable by nobody else on the machine (0700), and held by one process at a time: opening it
 * takes a lock that ends with {@link #close} or with the process.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "hearth.lock";
    private static final Set<PosixFilePermission> OURS_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Where a box keeps its data when nobody says otherwise: {@code HEARTH_DATA}, else the state directory that systemd
     * gives a service, else {@code /var/lib/hearth} for root, else {@code hearth} in the user's data folder.
     */
    public static Path preset(Map<String, String> environment, String user, Path home) {
        return variable(environment, "HEARTH_DATA")
                .or(() -> variable(environment, "STATE_DIRECTORY").map(list -> list.split(":", 2)[0]))
                .map(Path::of)
                .orElseGet(() -> user.equals("root")
                        ? Path.of("/var/lib/hearth")
                        : variable(environment, "XDG_DATA_HOME")
                                .map(Path::of)
                                .filter(Path::isAbsolute)
                                .orElse(home.resolve(".local/share"))
                                .resolve("hearth"));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Makes the folder if it is missing, closes it to others, and takes its lock. A folder that holds something else
     * than a box's data is refused untouched: a wrong path must not change anybody's files.
     */
    public static DataFolder open(Path folder) throws StartException {
        var path = folder.toAbsolutePath().normalize();
        try {
            prepare(path);
            return locked(path);
        } catch (AccessDeniedException failure) {
            throw new StartException("The data folder " + path + " cannot be used: access denied", failure);
        } catch (NotDirectoryException | java.nio.file.FileAlreadyExistsException failure) {
            throw new StartException("The data folder " + path + " cannot be used: it is not a folder", failure);
        } catch (IOException failure) {
            throw new StartException("The data folder " + path + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    private static void prepare(Path path) throws IOException, StartException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            var parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OURS_ONLY));
            return;
        }
        if (!Files.exists(path.resolve(LOCK_FILE)) && !isEmpty(path)) {
            throw new StartException(
                    "The folder " + path + " holds other files, so it is not used as the data folder of a box");
        }
        if (!Files.getPosixFilePermissions(path).equals(OURS_ONLY)) {
            Files.setPosixFilePermissions(path, OURS_ONLY);
        }
    }

    /** Whether nothing lies in the folder; a configuration file may be there before the box is. */
    private static boolean isEmpty(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith("hearth.conf"));
        }
    }

    private static DataFolder locked(Path path) throws IOException, StartException {
        var channel = FileChannel.open(
                path.resolve(LOCK_FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return new DataFolder(path, channel, lock);
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process: the same answer.
        }
        channel.close();
        throw new StartException("The data folder " + path
                + " is in use by another Hearth; stop it first, or give this one" + " another folder with --data");
    }

    /** The folder itself, absolute. */
    public Path path() {
        return path;
    }

    /** The sub-folder {@code name}, made if it is missing. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
