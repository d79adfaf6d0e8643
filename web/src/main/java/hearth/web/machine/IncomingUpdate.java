package hearth.web.machine;

/**
 * An update on its way to the machine.
 *
 * @param header what it says about itself
 * @param bytes  how much of the file is here, from its beginning on
 */
public record IncomingUpdate(UpdateHeader header, long bytes) {

    private static final int PERCENT = 100;

    /** Whether all of it is here. */
    public boolean isWhole() {
        return bytes == header.fileBytes();
    }

    /** How much is here, 0 to 100; 100 is all. */
    public int percent() {
        return (int) (PERCENT * bytes / header.fileBytes());
    }

    /** What became of a piece that was sent. */
    public enum Piece {
        /** It is on disk. */
        KEPT,
        /** It does not begin where what is here ends. Nothing changed. */
        ELSEWHERE,
        /** It is not the beginning of an update, or more than the update has. Nothing changed. */
        NO_UPDATE,
        /** The disk has no room for the whole update. */
        NO_ROOM,
        /** Somebody else is sending at this moment. Nothing changed. */
        BUSY
    }
}
