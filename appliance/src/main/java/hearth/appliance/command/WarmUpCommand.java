package hearth.appliance.command;

import hearth.appliance.Box.Surroundings;
import hearth.appliance.Rehearsal;
import hearth.appliance.node.NodeRehearsal;
import hearth.client.network.PageFetcher;
import hearth.client.vault.PasswordCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code hearth warm-up}: lives through the first hour of a box, or of a node without one, in a few seconds and in a temporary
 * folder. The launcher makes a start-up cache from what is loaded meanwhile, and calls this once for each.
 */
@Command(name = "warm-up", description = "Makes the start-up cache, so that later starts are faster.")
final class WarmUpCommand implements Callable<Integer> {

    /** What there is a cache for. */
    enum Kind {
        BOX,
        NODE
    }

    @Parameters(arity = "0..1", description = "What for: ${COMPLETION-CANDIDATES}.", hidden = true)
    private Kind kind = Kind.BOX;

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("hearth-warm-up");
        try {
            switch (kind) {
                case BOX ->
                    Rehearsal.run(
                            folder.resolve("box"),
                            new Surroundings(
                                    Clock.systemUTC(),
                                    new SecureRandom(),
                                    List::of,
                                    PageFetcher.direct(_ -> false),
                                    PasswordCost.HOME));
                case NODE -> NodeRehearsal.run(folder.resolve("node"), Clock.systemUTC(), new SecureRandom());
            }
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
