package hearth.web.inbox;

/**
 * An invitation to a community. For templates; it is shown, and nothing is asked of its server.
 *
 * @param name    what its sender calls it
 * @param server  where it is
 * @param address everything that another app needs to join
 */
record CommunityCard(String name, String server, String address) {}
