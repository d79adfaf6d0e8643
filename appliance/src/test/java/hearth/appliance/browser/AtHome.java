package hearth.appliance.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Lets test classes share one {@link Family}, since moving in takes seconds. Tests leave Ada and Ben as they were. */
final class AtHome implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(AtHome.class);

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
