package hearth.service.omq.wire;

/** One frame: its flags, and its body, which belongs to whoever holds the frame. */
public final class Frame {

    private final boolean more;
    private final boolean command;
    private final byte[] body;

    /**
     * @param more    whether a further frame belongs to the same message; never for commands
     * @param command whether it is for the machinery, not for whoever uses the connection
     */
    Frame(boolean more, boolean command, byte[] body) {
        this.more = more;
        this.command = command;
        this.body = body;
    }

    public boolean more() {
        return more;
    }

    public boolean command() {
        return command;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "Frame[" + body.length + " bytes" + (command ? ", command" : "") + (more ? ", more" : "") + ']';
    }
}
