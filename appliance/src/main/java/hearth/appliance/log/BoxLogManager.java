package hearth.appliance.log;

import java.util.logging.LogManager;

/** A log manager that goes on while the process stops: the usual one falls silent as soon as a signal arrives. */
public final class BoxLogManager extends LogManager {

    private static final String PROPERTY = "java.util.logging.manager";

    /** Makes this the log manager of the process. Works only before anything has logged. */
    public static void install() {
        System.setProperty(PROPERTY, BoxLogManager.class.getName());
    }

    /** Does nothing: {@link Logs#close} closes the handlers, after the last part has stopped. */
    @Override
    public void reset() {}
}
