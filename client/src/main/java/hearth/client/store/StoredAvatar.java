package hearth.client.store;

import hearth.client.config.ProfilePicture;
import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.util.Optional;

/**
 * A profile picture: where it lies for everybody, and what this box has of it.
 *
 * @param who       whose it is
 * @param state     how it stands
 * @param place     where it lies on a file server; empty while it was never put there
 * @param file      the name of the file on this box that is shown; empty if there is none
 * @param fileKey   opens that file; empty if there is none
 * @param sinceMs   since when it lies there, network time; 0 while it does not
 * @param checkedMs when its server was last asked to keep it, network time; 0 if never
 * @param tries     how often the server failed since it last answered
 * @param nextTryMs not before this time of the box's own clock
 */
public record StoredAvatar(
        SessionId who,
        State state,
        Optional<ProfilePicture> place,
        String file,
        Bytes fileKey,
        long sinceMs,
        long checkedMs,
        int tries,
        long nextTryMs) {

    /** How a picture stands. The codes are on disk. */
    public enum State {
        /** To be fetched from its place. Until then {@link #file} is the one before. */
        FETCHING(1),
        /** Chosen on this box, and on no server yet. */
        UPLOADING(2),
        /** Here, and in its place. */
        HERE(3),
        /** It cannot be had, or is no picture. */
        MISSING(4);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static State of(int code) {
            for (var state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("Unknown state of a picture: " + code);
        }
    }

    /** One that was chosen on this box just now. */
    public static StoredAvatar chosen(SessionId who, String file, Bytes fileKey) {
        return new StoredAvatar(who, State.UPLOADING, Optional.empty(), file, fileKey, 0, 0, 0, 0);
    }

    static StoredAvatar unknown(SessionId who) {
        return new StoredAvatar(who, State.MISSING, Optional.empty(), "", Bytes.EMPTY, 0, 0, 0, 0);
    }

    /** To be fetched from another place; what is shown stays until then. */
    StoredAvatar wanted(ProfilePicture newPlace) {
        return new StoredAvatar(who, State.FETCHING, Optional.of(newPlace), file, fileKey, 0, 0, 0, 0);
    }

    /** Fetched. */
    public StoredAvatar here(String newFile, Bytes newKey, long nowMs) {
        return new StoredAvatar(who, State.HERE, place, newFile, newKey, nowMs, 0, 0, 0);
    }

    /** Uploaded, first or again. */
    public StoredAvatar at(ProfilePicture newPlace, long nowMs) {
        return new StoredAvatar(who, State.HERE, Optional.of(newPlace), file, fileKey, nowMs, nowMs, 0, 0);
    }

    /** The server keeps it. */
    public StoredAvatar checked(long nowMs) {
        return new StoredAvatar(who, state, place, file, fileKey, sinceMs, nowMs, 0, 0);
    }

    /** Nothing to show, until it is said to be somewhere else. */
    public StoredAvatar missing() {
        return new StoredAvatar(who, State.MISSING, place, "", Bytes.EMPTY, 0, 0, 0, 0);
    }

    /** To be tried again. */
    public StoredAvatar later(int newTries, long notBeforeMs) {
        return new StoredAvatar(who, state, place, file, fileKey, sinceMs, checkedMs, newTries, notBeforeMs);
    }

    /** Names nobody and opens nothing. */
    @Override
    public String toString() {
        return "StoredAvatar[" + state + ']';
    }
}
