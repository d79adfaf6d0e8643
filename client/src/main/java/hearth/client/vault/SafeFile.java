package hearth.client.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Small files of one owner that are there whole, old or new, whenever the power fails. */
final class SafeFile {

    private static final String FOLDER_MODE = "rwx------";
    private static final String FILE_MODE = "rw-------";

    private SafeFile() {}

    /** Makes the folder and those above it, each closed to other users of the machine. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_MODE)));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER_MODE));
    }

    /** The whole file, if there is one. Larger files than {@code bytesMax} fail. */
    static Optional<byte[]> read(Path file, int bytesMax) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new IOException("File is larger than " + bytesMax + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Puts {@code bytes} in the place of the file. Returns after they are on disk. */
    static void replace(Path file, byte[] bytes) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)))) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        settle(file);
    }

    /** Takes the file away, if it is there. Returns after it is gone from the disk. */
    static void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            settle(file);
        }
    }

    /** Without this a power cut may bring the old name entry back. */
    private static void settle(Path file) throws IOException {
        try (var directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
