package hearth.client.conversation;

import hearth.client.config.Expiry;
import java.time.Instant;
import java.util.Optional;

/**
 * That a message disappears by itself.
 *
 * @param expiry what its author chose
 * @param at     when, by network time; empty while its time has not begun
 */
public record Disappearing(Expiry expiry, Optional<Instant> at) {}
