package hearth.appliance.command;

import hearth.appliance.Box.Surroundings;
import hearth.appliance.Rehearsal;
import hearth.client.vault.PasswordCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code hearth warm-up}: lives through a box's first hour in a few seconds and in a temporary folder. The launcher makes
 * the start-up cache from what is loaded meanwhile.
 */
@Command(name = "warm-up", description = "Makes the start-up cache, so that later starts are faster.")
final class WarmUpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("hearth-warm-up");
        try {
            Rehearsal.run(
                    folder.resolve("box"),
                    new Surroundings(Clock.systemUTC(), new SecureRandom(), List::of, PasswordCost.HOME));
        } finally {
            remove(folder);
        }
        return ExitCode.OK;
    }

    private static void remove(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
