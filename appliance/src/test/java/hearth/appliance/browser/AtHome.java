package hearth.appliance.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Lets test classes share one {@link Family}, since moving in takes seconds. Tests leave Ada and Ben as they were. When a
 * test fails, what its people saw last is written to the log.
 */
final class AtHome implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(AtHome.class);
    private static final System.Logger LOG = System.getLogger(AtHome.class.getName());

    private static final Locator.AriaSnapshotOptions AT_ONCE = new Locator.AriaSnapshotOptions().setTimeout(2_000);

    /** Tests run one after the other: these are the pages of the present one. */
    private static final Deque<String> SEEN = new ArrayDeque<>();

    /** Keeps what a page shows at the moment somebody leaves. */
    static void keep(Page page) {
        try {
            SEEN.add(page.url() + "\n" + page.locator("body").ariaSnapshot(AT_ONCE));
        } catch (PlaywrightException nothingToSee) {
            SEEN.add(page.url() + ": " + nothingToSee.getMessage());
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        SEEN.clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            SEEN.forEach(it ->
                    LOG.log(System.Logger.Level.INFO, "Shown at the end of {0}: {1}", context.getDisplayName(), it));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Family.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Home.class, _ -> Home.open(), Home.class)
                .family();
    }

    /** The family and its folder, which goes with it when all tests are over. */
    private record Home(Path folder, Family family) implements AutoCloseable {

        static Home open() {
            try {
                var folder = Files.createTempDirectory("hearth-family");
                return new Home(folder, Family.moveIn(folder));
            } catch (Exception failure) {
                throw new IllegalStateException("The family could not move in", failure);
            }
        }

        @Override
        public void close() throws IOException {
            family.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
