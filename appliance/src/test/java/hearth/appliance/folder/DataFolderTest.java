package hearth.appliance.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.appliance.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temp;

    @Test
    void aNewFolderIsOpenToNobodyElse() throws Exception {
        try (var folder = DataFolder.open(temp.resolve("deep/down/hearth"))) {

            assertEquals("rwx------", permissions(folder.path()));
        }
    }

    @Test
    void aFolderThatWasOpenedUpIsClosedAgain() throws Exception {
        var path = temp.resolve("hearth");
        DataFolder.open(path).close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (var folder = DataFolder.open(path)) {

            assertEquals("rwx------", permissions(folder.path()));
        }
    }

    @Test
    void aFolderWithOtherFilesIsRefusedAndLeftAlone() throws Exception {
        var path = Files.createDirectory(temp.resolve("documents"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(path.resolve("letter.txt"), "Dear");

        assertThrows(StartException.class, () -> DataFolder.open(path));

        assertEquals("rwxr-xr-x", permissions(path));
        try (var entries = Files.list(path)) {
            assertEquals(1, entries.count());
        }
    }

    @Test
    void aConfigurationFileMayBeThereBeforeTheBox() throws Exception {
        var path = Files.createDirectory(temp.resolve("hearth"));
        Files.writeString(path.resolve("hearth.conf"), "");

        DataFolder.open(path).close();
    }

    @Test
    void aFolderIsHeldByOneAtATime() throws Exception {
        var path = temp.resolve("hearth");
        var first = DataFolder.open(path);

        var refused = assertThrows(StartException.class, () -> DataFolder.open(path));

        assertTrue(refused.sentence().contains("is in use by another Hearth"), refused::sentence);
        first.close();
        DataFolder.open(path).close();
    }

    @Test
    void aFileInPlaceOfTheFolderIsExplained() throws Exception {
        var path = Files.createFile(temp.resolve("hearth"));

        var refused = assertThrows(StartException.class, () -> DataFolder.open(path));

        assertTrue(refused.sentence().contains("it is not a folder"), refused::sentence);
    }

    @Test
    void thePresetFolderFollowsTheEnvironment() {
        var home = Path.of("/home/ada");

        assertEquals(Path.of("/home/ada/.local/share/hearth"), DataFolder.preset(Map.of(), "ada", home));
        assertEquals(Path.of("/var/lib/hearth"), DataFolder.preset(Map.of(), "root", home));
        assertEquals(Path.of("/x/hearth"), DataFolder.preset(Map.of("XDG_DATA_HOME", "/x"), "ada", home));
        assertEquals(
                Path.of("/var/lib/private/h"),
                DataFolder.preset(Map.of("STATE_DIRECTORY", "/var/lib/private/h:/other"), "hearth", home));
        assertEquals(
                Path.of("/d"), DataFolder.preset(Map.of("HEARTH_DATA", "/d", "STATE_DIRECTORY", "/s"), "root", home));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
