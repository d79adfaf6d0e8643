package hearth.appliance;

import hearth.appliance.command.HearthCommand;
import hearth.appliance.log.BoxLogManager;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The {@code hearth} command as a process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Before anything logs, and not from inside that class: initialising it would make the platform choose its own.
        System.setProperty("java.util.logging.manager", BoxLogManager.class.getName());
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(HearthCommand.execute(out, err, args));
    }
}
