package hearth.appliance.command;

import java.lang.management.ManagementFactory;

/** The first and the last line of a log, so that its reader sees where one run ends and the next begins. */
final class Story {

    private Story() {}

    /** Says that {@code what} starts now, and on closing that it stopped. */
    static AutoCloseable begin(System.Logger log, String what) {
        log.log(System.Logger.Level.INFO, "{0} starts on Java {1}", what, Runtime.version());
        return () -> log.log(System.Logger.Level.INFO, "Stopped");
    }

    /** Says how long the start took, counted from the start of the process. */
    static void isUp(System.Logger log) {
        log.log(
                System.Logger.Level.INFO,
                "Up after {0} ms",
                Long.toString(ManagementFactory.getRuntimeMXBean().getUptime()));
    }
}
