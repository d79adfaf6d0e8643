package hearth.client.sync;

/**
 * What this account tells others about itself with every message.
 *
 * @param name           its display name
 * @param updatedSeconds when that was last set, network time in seconds
 */
public record Profile(String name, long updatedSeconds) {}
