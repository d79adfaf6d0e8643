package hearth.appliance.machine;

import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState.Update;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalInt;

/**
 * Brings an update to the machine and follows what becomes of it, on the way that the page takes: the file into the box's
 * data, the request, and what the machine tells. It checks nothing itself; whoever may write on the machine does.
 */
public final class UpdateErrand {

    /** How long the machine may take to begin, in looks. */
    private static final int LOOKS_MAX = 120;

    private static final int PIECE_BYTES = 1 << 20;

    private final BoxMachine machine;
    private final Pause pause;

    /** Waits between two looks at the machine. */
    public interface Pause {
        void once() throws InterruptedException;
    }

    /** Hears how far it is. */
    public interface Listener {

        /** So much of the file is on the machine. */
        void sent(IncomingUpdate update);

        /** What the machine does now, and how far that is; without a measure empty. */
        void does(Update stage, OptionalInt percent);
    }

    public UpdateErrand(BoxMachine machine, Pause pause) {
        this.machine = machine;
        this.pause = pause;
    }

    /**
     * Sends a file, or what the machine does not have of it yet. What is here already is read and left alone: the file may
     * come over a connection that broke off before.
     *
     * @throws IOException when the source breaks off; the next try goes on from there
     */
    public IncomingUpdate.Piece send(InputStream file, Listener listener) throws IOException {
        var first = file.readNBytes(PIECE_BYTES);
        var at = machine.incoming()
                .filter(_ -> machine.hasOne(first))
                .map(IncomingUpdate::bytes)
                .orElse(0L);
        var rest = new SequenceInputStream(new ByteArrayInputStream(first), file);
        try {
            rest.skipNBytes(at);
        } catch (EOFException _) {
            // The machine has more of it than this file does.
            return IncomingUpdate.Piece.KEPT;
        }
        return sendFrom(at, rest, listener);
    }

    private IncomingUpdate.Piece sendFrom(long begin, InputStream rest, Listener listener) throws IOException {
        var at = begin;
        for (var piece = rest.readNBytes(PIECE_BYTES); piece.length > 0; piece = rest.readNBytes(PIECE_BYTES)) {
            var kept = machine.addToUpdate(at, new ByteArrayInputStream(piece));
            if (kept != IncomingUpdate.Piece.KEPT) {
                return kept;
            }
            at += piece.length;
            machine.incoming().ifPresent(listener::sent);
        }
        return at == 0 ? IncomingUpdate.Piece.NO_UPDATE : IncomingUpdate.Piece.KEPT;
    }

    /**
     * Asks for something about updates and follows it to its end.
     *
     * @return {@link Update#RESTARTING}, or why not
     * @throws IOException when the machine does not begin
     */
    public Update ask(MachineRequest request, Listener listener) throws IOException, InterruptedException {
        var before = machine.updateTold();
        machine.ask(request);
        for (var looks = 0; machine.isWaiting(request) || machine.updateTold().equals(before); looks++) {
            if (looks == LOOKS_MAX) {
                throw new IOException("The machine does not answer");
            }
            pause.once();
        }
        while (true) {
            var state = machine.state();
            var stage = state.update().orElse(Update.CHECKING);
            if (!stage.isUnderWay()) {
                return stage;
            }
            listener.does(stage, state.percent());
            pause.once();
        }
    }
}
