package hearth.web.inbox;

/**
 * An emoji at a message, or one that could be. For templates.
 *
 * @param emoji itself
 * @param name  what it is called
 * @param mine  whether the member put it there
 * @param count how many people did; empty for one
 * @param label all of it in words
 */
record ReactionItem(String emoji, String name, boolean mine, String count, String label) {}
