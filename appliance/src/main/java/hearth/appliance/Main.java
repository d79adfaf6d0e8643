package hearth.appliance;

import hearth.appliance.command.HearthCommand;
import hearth.appliance.log.BoxLogManager;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The {@code hearth} command as a process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Before anything logs, or the platform has chosen its own.
        BoxLogManager.install();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(HearthCommand.execute(out, err, args));
    }
}
