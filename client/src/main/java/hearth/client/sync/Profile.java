package hearth.client.sync;

import hearth.client.config.ProfilePicture;
import java.util.Optional;

/**
 * What this account tells others about itself with every message.
 *
 * @param name           its display name
 * @param picture        where its picture lies; empty if it shows none
 * @param updatedSeconds when any of it was last set, network time in seconds
 */
public record Profile(String name, Optional<ProfilePicture> picture, long updatedSeconds) {}
