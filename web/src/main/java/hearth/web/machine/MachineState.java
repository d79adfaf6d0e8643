package hearth.web.machine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the machine does. The pages have a sentence for each trouble, message and stage of an update.
 *
 * @param version     of everything on the machine
 * @param diskTotal   bytes that data may take in all
 * @param diskFree    bytes left
 * @param memoryTotal bytes of memory
 * @param memoryFree  bytes of memory that programs can still have
 * @param celsius     temperature of the processor; empty when the machine does not measure it
 * @param up          how long the machine runs
 * @param trouble     what needs the owner
 * @param message     what happened at the last start
 * @param update      what is being done with an update, or became of the last one
 * @param percent     how far that is, 0 to 100; empty when it has no measure
 */
public record MachineState(
        String version,
        long diskTotal,
        long diskFree,
        long memoryTotal,
        long memoryFree,
        OptionalInt celsius,
        Duration up,
        Optional<Trouble> trouble,
        Optional<Message> message,
        Optional<Update> update,
        OptionalInt percent) {

    /** What needs the owner. */
    public enum Trouble {
        /** The data partition was damaged, and could be mended. */
        DATA_MENDED,
        /** No room is left for data. */
        DATA_FULL,
        /** The settings ask for an empty data disk, and none is attached. */
        NO_EMPTY_DISK
    }

    /** What happened at the last start. */
    public enum Message {
        /** A version new to this box runs, and stays. */
        UPDATED,
        /** An update did not get as far as answering; the version before it runs again. */
        WENT_BACK
    }

    /** What is being done with an update, or why it was refused. */
    public enum Update {
        CHECKING,
        WRITING,
        READING_BACK,
        RESTARTING,
        /** There is no file. */
        MISSING,
        /** Nobody whom this box trusts has signed it. */
        SIGNATURE,
        /** Signed, but not something this version understands. */
        FORMAT,
        /** The end of the file is missing. */
        INCOMPLETE,
        /** The file is not what was signed. */
        DAMAGED,
        /** Larger than a slot. */
        SIZE,
        /** Not newer than what runs. */
        OLDER,
        /** It does not understand the data as they are now. */
        DATA,
        /** No room to keep the data as they were. */
        ROOM,
        /** The card did not keep what was written. */
        CARD,
        /** There is no version to go back to. */
        NOTHING
    }

    private static final int PERCENT = 100;

    /** How full the disk is, 0 to 100. */
    public int diskPercent() {
        return diskTotal <= 0 ? 0 : (int) (PERCENT * (diskTotal - diskFree) / diskTotal);
    }

    /** How much memory is in use, 0 to 100. */
    public int memoryPercent() {
        return memoryTotal <= 0 ? 0 : (int) (PERCENT * (memoryTotal - memoryFree) / memoryTotal);
    }
}
