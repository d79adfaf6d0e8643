package hearth.client.config;

import hearth.protocol.Bytes;
import hearth.protocol.id.SessionId;
import java.util.Map;
import java.util.Optional;

/**
 * A group of the old kind, which nobody can write to any more.
 *
 * @param id            it has a person's id
 * @param keys          its X25519 pair, if known
 * @param members       every member, and whether it is an admin
 * @param expirySeconds after reading; 0 if messages stay
 */
public record LegacyGroupEntry(
        SessionId id,
        String name,
        Optional<Keys> keys,
        Map<SessionId, Boolean> members,
        long expirySeconds,
        GroupSettings settings) {

    /** The pair that decrypts its messages, 32 bytes each. */
    public record Keys(Bytes publicKey, Bytes secretKey) {

        private static final int BYTES = 32;

        public Keys {
            if (publicKey.length() != BYTES || secretKey.length() != BYTES) {
                throw new IllegalArgumentException("Keys of a legacy group must have " + BYTES + " bytes each");
            }
        }
    }

    public LegacyGroupEntry {
        if (id.kind() != SessionId.Kind.STANDARD) {
            throw new IllegalArgumentException(
                    "Legacy group is " + id.kind() + ", it must be " + SessionId.Kind.STANDARD);
        }
        members = Map.copyOf(members);
    }

    /** A group of which nothing is known but its id. */
    public static LegacyGroupEntry of(SessionId id) {
        return new LegacyGroupEntry(id, "", Optional.empty(), Map.of(), 0, GroupSettings.DEFAULT);
    }

    @Override
    public String toString() {
        return "LegacyGroupEntry[" + id + ']';
    }
}
