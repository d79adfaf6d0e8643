package hearth.appliance.command;

import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.Keeper;
import hearth.web.machine.MachineState.Update;
import java.util.Locale;

/** What {@code hearth update} says. */
final class UpdateWords {

    static final String SILENT = "The machine does not take requests. Nothing was changed. Its journal says more:"
            + " journalctl -u hearth-request.service";

    private static final String SAME = " Nothing was changed.";

    private UpdateWords() {}

    static String word(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String of(Update update) {
        return switch (update) {
            case CHECKING -> "Checking";
            case WRITING -> "Writing";
            case READING_BACK -> "Reading back";
            case RESTARTING ->
                "The box restarts with the other version. It goes back by itself if that does not start.";
            case MISSING -> "There is no update on the box. Name a file." + SAME;
            case SIGNATURE -> "Refused: it is not signed by those who make Hearth." + SAME;
            case FORMAT -> "Refused: this version cannot read it." + SAME;
            case INCOMPLETE -> "Refused: a part of the file is missing. Get it again." + SAME;
            case DAMAGED -> "Refused: the file is damaged. Get it again." + SAME;
            case SIZE -> "Refused: it is larger than the room for it." + SAME;
            case OLDER -> "Refused: it is not newer than what runs. With --older it is taken nevertheless." + SAME;
            case DATA -> "Refused: that version would not understand the messages as they are kept now." + SAME;
            case ROOM -> "Refused: there is too little room to keep a copy of the messages meanwhile." + SAME;
            case CARD -> "The card did not keep what was written. The version that runs stays; replace the card soon.";
            case NOTHING -> "There is no version to go back to." + SAME;
            case FAILED -> "Refused: the other version did not start properly when it was last tried." + SAME;
            case UNFINISHED ->
                "Something unforeseen kept the box from finishing this. The version that runs stays. Its journal says more:"
                        + " journalctl -u hearth-request.service";
        };
    }

    static String of(IncomingUpdate.Piece piece) {
        return switch (piece) {
            case KEPT -> "The file is on the box.";
            case ELSEWHERE -> "Somebody else has sent another update meanwhile. Try again.";
            case NO_UPDATE -> "This file is not an update for the box." + SAME;
            case NO_ROOM -> "There is too little room on the disk for this update." + SAME;
            case BUSY -> "An update is being sent to the box at this moment. Try again when it is there.";
        };
    }

    /** What to do on a machine that is more than a box. */
    static String elsewhere(Keeper keeper) {
        return switch (keeper) {
            case PACKAGES ->
                "Hearth came to this machine as a package, and is updated as one: apt install ./hearth_VERSION.deb";
            case CONTAINER ->
                "Hearth runs in a container. Load the new image, and start the container anew with the same volume";
            case HEARTH, PERSON ->
                "This machine is not a box of Hearth's own. Put the new version in the place of this one,"
                        + " and start it again";
        };
    }
}
