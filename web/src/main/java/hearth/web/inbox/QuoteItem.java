package hearth.web.inbox;

/**
 * What a message answers. For templates.
 *
 * @param who     who wrote the answered message
 * @param text    its beginning, or why there is nothing to show
 * @param missing whether there is nothing to show
 * @param href    where it stands; empty if nowhere
 */
record QuoteItem(String who, String text, boolean missing, String href) {}
