package hearth.web.inbox;

/**
 * The message that is being answered, above the writing field. For templates.
 *
 * @param id   names it; empty if none is
 * @param who  who wrote it
 * @param text its beginning
 */
record Replying(String id, String who, String text) {

    static final Replying TO_NOTHING = new Replying("", "", "");
}
