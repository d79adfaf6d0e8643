package hearth.appliance.command;

import hearth.appliance.machine.Packaging;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar says. */
final class Version implements IVersionProvider {

    static String text() {
        return Packaging.builtVersion().map(version -> "Hearth " + version).orElse("Hearth, not packaged");
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
