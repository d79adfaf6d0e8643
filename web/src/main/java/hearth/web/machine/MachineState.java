package hearth.web.machine;

import java.time.Duration;
import java.util.List;
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
 * @param network     the name and the address the box has in the home network now
 * @param troubles    what needs the owner, the most important first
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
        Network network,
        List<Trouble> troubles,
        Optional<Message> message,
        Optional<Update> update,
        OptionalInt percent) {

    public MachineState {
        troubles = List.copyOf(troubles);
    }

    /**
     * Where the box is in the home network.
     *
     * @param name    what it answers to, without {@code .local}; empty when that is not known
     * @param address as in an address bar; empty without a network
     */
    public record Network(Optional<String> name, Optional<String> address) {}

    /** What needs the owner. */
    public enum Trouble {
        /** No room is left for data. */
        DATA_FULL,
        /** There is little room left for data. */
        DATA_NEARLY_FULL,
        /** The data partition was damaged, and could be mended. */
        DATA_MENDED,
        /** The settings ask for an empty data disk, and none is attached. */
        NO_EMPTY_DISK,
        /** The settings ask for an empty data disk, and what is attached holds something. */
        DISK_NOT_EMPTY,
        /** The machine has no address in any network. */
        NO_NETWORK,
        /** Another device at home has the name of this box. */
        NAME_TAKEN,
        /** The processor is so hot that it slows down. */
        HOT
    }

    /** What happened at the last start. */
    public enum Message {
        /** A version new to this box runs, and stays. */
        UPDATED,
        /** An update did not get as far as answering; the version before it runs again. */
        WENT_BACK,
        /** The version that ran cannot be read any more; the one before it runs. */
        SLOT_DAMAGED
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
        NOTHING,
        /** The version to go back to did not get well when it was last tried. */
        FAILED,
        /** Something went wrong that nobody foresaw. */
        UNFINISHED;

        /** Whether the machine is still busy with it; otherwise this is the end. */
        public boolean isUnderWay() {
            return this == CHECKING || this == WRITING || this == READING_BACK;
        }
    }

    private static final int PERCENT = 100;

    /** How full the disk is, 0 to 100. */
    public int diskPercent() {
        return diskTotal <= 0 ? 0 : (int) (PERCENT * (diskTotal - diskFree) / diskTotal);
    }

    /** Whether the version before may be gone back to: one that failed is none. */
    public boolean canGoBack() {
        return message.isEmpty() || message.get() == Message.UPDATED;
    }

    /** How much memory is in use, 0 to 100. */
    public int memoryPercent() {
        return memoryTotal <= 0 ? 0 : (int) (PERCENT * (memoryTotal - memoryFree) / memoryTotal);
    }
}
