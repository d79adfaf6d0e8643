package hearth.client.config;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.SessionId;
import java.util.Arrays;
import java.util.Optional;

/**
 * A group that the account belongs to, or belonged to.
 *
 * @param id       {@link SessionId.Kind#GROUP}
 * @param name     from the invitation, until the group's own info is known
 * @param seed     the group's secret, 32 bytes, if the account is an admin
 * @param authData what lets a member who is no admin read and write, 100 bytes; not kept beside a seed
 * @param removal  whether the account still belongs to it
 */
public record GroupEntry(
        SessionId id,
        String name,
        Optional<Bytes> seed,
        Optional<Bytes> authData,
        Removal removal,
        GroupSettings settings) {

    /** Length of the authentication data. */
    public static final int AUTH_DATA_BYTES = 100;

    /** How a membership ended. The order is that of the numbers in configs. */
    public enum Removal {
        NOT_REMOVED,
        KICKED,
        DESTROYED
    }

    public GroupEntry {
        if (id.kind() != SessionId.Kind.GROUP) {
            throw new IllegalArgumentException("Group is " + id.kind() + ", it must be " + SessionId.Kind.GROUP);
        }
        if (seed.isPresent() && !belongs(seed.get(), id)) {
            throw new IllegalArgumentException("Secret does not belong to the group");
        }
        if (authData.isPresent() && authData.get().length() != AUTH_DATA_BYTES) {
            throw new IllegalArgumentException(
                    "Authentication data has " + authData.get().length() + " bytes, it must have " + AUTH_DATA_BYTES);
        }
    }

    /** A group of which nothing is known but its id. */
    public static GroupEntry of(SessionId id) {
        return new GroupEntry(id, "", Optional.empty(), Optional.empty(), Removal.NOT_REMOVED, GroupSettings.DEFAULT);
    }

    /** Says whether this seed is the secret of that group. */
    public static boolean belongs(Bytes seed, SessionId group) {
        if (seed.length() != Ed25519KeyPair.SEED_BYTES) {
            return false;
        }
        var pair = Ed25519KeyPair.fromSeed(seed.toArray());
        try {
            return Arrays.equals(pair.publicKey().bytes(), group.publicKey());
        } finally {
            pair.wipe();
        }
    }

    /** At most {@link Names#BYTES_MAX} bytes are kept. */
    public GroupEntry withName(String newName) {
        return new GroupEntry(id, newName, seed, authData, removal, settings);
    }

    public GroupEntry withSeed(Optional<Bytes> newSeed) {
        return new GroupEntry(id, name, newSeed, authData, removal, settings);
    }

    public GroupEntry withAuthData(Optional<Bytes> newAuthData) {
        return new GroupEntry(id, name, seed, newAuthData, removal, settings);
    }

    public GroupEntry withSettings(GroupSettings newSettings) {
        return new GroupEntry(id, name, seed, authData, removal, newSettings);
    }

    /** After the account was removed: keys are gone. A group that was destroyed stays destroyed. */
    public GroupEntry kicked() {
        var ended = removal == Removal.DESTROYED ? Removal.DESTROYED : Removal.KICKED;
        return new GroupEntry(id, name, Optional.empty(), Optional.empty(), ended, settings);
    }

    /** After the group was destroyed: for good. */
    public GroupEntry destroyed() {
        return new GroupEntry(id, name, Optional.empty(), Optional.empty(), Removal.DESTROYED, settings);
    }

    /** After a new invitation: a kick is forgotten. A group that was destroyed stays destroyed. */
    public GroupEntry invitedAgain() {
        var now = removal == Removal.KICKED ? Removal.NOT_REMOVED : removal;
        return new GroupEntry(id, name, seed, authData, now, settings);
    }

    @Override
    public String toString() {
        return "GroupEntry[" + id + ']';
    }
}
