package hearth.appliance.log;

import java.util.logging.LogManager;

/**
 * A log manager that goes on while the process stops: the usual one falls silent as soon as a signal arrives. The system
 * property {@code java.util.logging.manager} must name it before anything logs.
 */
public final class BoxLogManager extends LogManager {

    /** Does nothing: {@link Logs#close} closes the handlers, after the last part has stopped. */
    @Override
    public void reset() {}
}
