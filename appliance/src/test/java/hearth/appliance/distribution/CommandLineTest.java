package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person meets who types {@code bin/hearth} for the first time, or wrongly. */
class CommandLineTest {

    @TempDir
    private Path folder;

    @Test
    void theDistributionHoldsAllItNeeds() {
        for (var file : List.of("bin/hearth", "conf/hearth.conf.example", "conf/network.profile.example")) {
            assertTrue(Files.isRegularFile(Launch.DISTRIBUTION.resolve(file)), file);
        }
        assertTrue(Files.isExecutable(Launch.DISTRIBUTION.resolve("bin/hearth")));
        assertTrue(Files.isRegularFile(Launch.DISTRIBUTION.resolve("lib/hearth.jar")));
    }

    @Test
    void versionIsOneLine() throws Exception {
        var ended = Launch.hearth("version").run().hasCode(0);

        assertTrue(ended.out().matches("Hearth [0-9]+\\.[0-9]+\\.[0-9]+\n"), ended.out());
    }

    @Test
    void helpNamesEveryCommandAndExitCode() throws Exception {
        var ended = Launch.hearth("--help").run().hasCode(0);

        for (var word : List.of("run", "neighbourhood", "version", "warm-up", "update", "Exit codes")) {
            assertTrue(ended.out().contains(word), word);
        }
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        Launch.hearth("run", "--wet").run().hasCode(2).says("--wet");
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Launch.hearth("walk").run().hasCode(2).says("walk");
    }

    @Test
    void aWrongKeyStopsTheStartWithItsName() throws Exception {
        var file = Files.writeString(folder.resolve("hearth.conf"), "web.colour = green\n");

        var ended = Launch.box(folder.resolve("data"))
                .and("--config", file.toString())
                .run();

        ended.hasCode(3).says("web.colour", file.toString(), "conf/hearth.conf.example");
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertFalse(Files.exists(folder.resolve("data")), "Nothing is made before the configuration is right");
    }

    @Test
    void aWrongValueStopsTheStartWithWhatIsAllowed() throws Exception {
        Launch.hearth("run", "--data", folder.resolve("data").toString(), "--https-port", "70000")
                .run()
                .hasCode(3)
                .says("web.https-port", "70000", "0 to 65535");
    }

    @Test
    void withoutJavaTheLauncherSaysWhatToInstall() throws Exception {
        Launch.hearth("version")
                .without("JAVA_HOME")
                .with("HEARTH_JVMS", folder.toString())
                .run()
                .hasCode(4)
                .says("version 25 or newer", "apt install openjdk-25-jre-headless");
    }

    @Test
    void javaThatIsTooOldIsNoJava() throws Exception {
        var old = javaOfVersion("24.0.9");

        Launch.hearth("version")
                .with("JAVA_HOME", old.toString())
                .with("HEARTH_JVMS", folder.toString())
                .run()
                .hasCode(4)
                .says("version 25 or newer", "apt install");
    }

    @Test
    void aRuntimeThatComesAlongAndDoesNotRunHereIsNotUsed() throws Exception {
        var home = folder.resolve("hearth");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(
                Launch.DISTRIBUTION.resolve("bin/hearth"),
                home.resolve("bin/hearth"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(
                home.resolve("lib"), Launch.DISTRIBUTION.resolve("lib").toAbsolutePath());
        Files.move(javaOfVersion("25.0.1"), home.resolve("jre"));

        Launch.of(home.resolve("bin/hearth").toString(), "version").run().hasCode(0);
    }

    @Test
    void makeSaysWhichJdkToInstall() throws Exception {
        javaOfVersion("24.0.9");

        var ended = Launch.of("make", "build")
                .in(Launch.DISTRIBUTION.resolve("../../..").normalize())
                .without("JAVA_HOME")
                .with("HEARTH_JVMS", folder.toString())
                .run();

        ended.hasCode(2).says("JDK of version 25 or newer", "apt install openjdk-25-jdk-headless");
    }

    /** A folder that looks like a JDK and is one in name only. */
    private Path javaOfVersion(String version) throws Exception {
        var home = Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        var bin = Files.createDirectory(home.resolve("bin"));
        for (var program : List.of("java", "javac")) {
            var file = Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 99\n");
            assertTrue(file.toFile().setExecutable(true));
        }
        return home;
    }
}
