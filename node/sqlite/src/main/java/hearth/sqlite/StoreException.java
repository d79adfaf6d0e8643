package hearth.sqlite;

import java.io.Serial;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The disk or the database failed. The transaction it happened in was rolled back as a whole; the next one may succeed.
 * The message is safe to log: it names no stored value.
 */
public final class StoreException extends RuntimeException {

    /** What went wrong, as far as a caller can act on it. */
    public enum Problem {
        /** The disk, or the size this database may have, is used up. Reading and deleting still work. */
        FULL,
        /** The file is damaged, or is no database. */
        CORRUPT,
        /** The file was written by a newer version of the program. */
        NEWER_SCHEMA,
        /** Somebody else holds the database. */
        BUSY,
        /** A rule of the schema forbids this row. */
        CONSTRAINT,
        /** Anything else: reading or writing failed, the SQL is wrong. */
        OTHER
    }

    @Serial
    private static final long serialVersionUID = 1;

    private final Problem problem;

    public StoreException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    StoreException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Translates what JDBC threw while {@code doing}, e.g. "Writing". */
    static StoreException from(String doing, SQLException cause) {
        var problem = problemOf(cause);
        return new StoreException(
                problem, doing + " failed: " + problem + " (SQLite " + cause.getErrorCode() + ")", cause);
    }

    private static Problem problemOf(SQLException cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            return Problem.OTHER;
        }
        var code = sqlite.getResultCode();
        // The shared-memory file of the log is grown before it is used; a full disk shows up there as an I/O error.
        if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE || code == SQLiteErrorCode.SQLITE_IOERR_WRITE) {
            return Problem.FULL;
        }
        return switch (code.code & 0xff) { // the low byte of an extended code is the primary one
            case 13 -> Problem.FULL;
            case 11, 26 -> Problem.CORRUPT;
            case 5, 6 -> Problem.BUSY;
            case 19 -> Problem.CONSTRAINT;
            default -> Problem.OTHER;
        };
    }

    public Problem problem() {
        return problem;
    }

    /** Whether the disk or the permitted size is used up. */
    public boolean isFull() {
        return problem == Problem.FULL;
    }
}
