package hearth.appliance.command;

/** What the process tells whoever started it. */
final class ExitCode {

    static final int OK = 0;
    /** Something broke that should not; the log says what. */
    static final int BROKEN = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The configuration is wrong. */
    static final int CONFIGURATION = 3;
    /** Things around the box keep it from starting: a port, the data folder, the disk, a missing Java runtime. */
    static final int CANNOT_START = 4;

    private ExitCode() {}
}
