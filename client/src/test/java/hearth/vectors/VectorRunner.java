package hearth.vectors;

import hearth.client.config.ConfigEncryptionVectors;
import hearth.client.config.ConfigMultipartVectors;
import hearth.client.config.ConfigScenarioVectors;
import hearth.client.config.tree.ConfigMergeVectors;
import hearth.protocol.attachment.AttachmentVectors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks every vector file of a folder and prints a line for each, then the sum. The process ends with 0 only if
 * something passed and nothing failed.
 */
public final class VectorRunner {

    /** Every kind of file that there is a check for. */
    static final List<VectorKind> KINDS = kinds();

    /** How many failures of one file are printed; the rest is counted only. */
    private static final int FAILURES_SHOWN_MAX = 10;

    private VectorRunner() {}

    private static List<VectorKind> kinds() {
        var kinds = new ArrayList<VectorKind>(List.of(
                new AccountVectors(),
                new MnemonicVectors(),
                new BtVectors(),
                new HashVectors(),
                new SessionProtocolVectors(),
                new PaddingVectors(),
                new OnionVectors(),
                new CommunityUrlVectors(),
                new MultiBoxVectors(),
                new NamePushHashVectors(),
                new ConfigEncryptionVectors(),
                new ConfigMergeVectors(),
                new ConfigMultipartVectors()));
        kinds.addAll(ConfigScenarioVectors.all());
        kinds.addAll(AttachmentVectors.all());
        return List.copyOf(kinds);
    }

    /** Takes the folder as its only argument. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("One argument expected: the folder with the vector files");
            System.exit(2);
        }
        System.exit(run(Path.of(arguments[0]), out) ? 0 : 1);
    }

    /** Says whether something passed and nothing failed. */
    static boolean run(Path folder, PrintStream out) {
        var passed = 0;
        var failed = 0;
        for (var result : resultsOf(folder, out)) {
            switch (result) {
                case FileResult.NotImplemented(var name) -> out.println(name + ": not implemented");
                case FileResult.Checked(var name, var good, var failures) -> {
                    out.println(name + ": " + sum(good, failures.size()));
                    failures.stream().limit(FAILURES_SHOWN_MAX).forEach(failure -> out.println("  " + failure));
                    if (failures.size() > FAILURES_SHOWN_MAX) {
                        out.println("  … and " + (failures.size() - FAILURES_SHOWN_MAX) + " more");
                    }
                    passed += good;
                    failed += failures.size();
                }
            }
        }
        if (passed + failed == 0) {
            out.println("No vectors to check in this folder");
        }
        out.println(sum(passed, failed));
        return passed > 0 && failed == 0;
    }

    private static List<FileResult> resultsOf(Path folder, PrintStream out) {
        if (!Files.isDirectory(folder)) {
            out.println("Not a folder: " + folder);
            return List.of();
        }
        try {
            return new VectorFiles(KINDS).check(folder);
        } catch (IOException e) {
            out.println("Folder is not readable: " + e.getClass().getSimpleName());
            return List.of();
        }
    }

    private static String sum(int passed, int failed) {
        return passed + " passed, " + failed + " failed";
    }
}
