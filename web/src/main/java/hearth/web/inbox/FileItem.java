package hearth.web.inbox;

/**
 * A file of a message. For templates.
 *
 * @param id       names it
 * @param base     where it is found; the addresses of its pictures and of what can be done with it begin with this
 * @param viewer   the page that shows it alone
 * @param kind     {@code image}, {@code video}, {@code audio} or {@code file}
 * @param name     what it is called
 * @param type     its media type; empty if unknown
 * @param pixels   how many a picture has; empty if unknown
 * @param facts    length, and how long it plays
 * @param width    of pictures, 0 if unknown
 * @param height   of pictures, 0 if unknown
 * @param voice    whether it is a voice message
 * @param state    {@code staged}, {@code sending}, {@code here}, {@code remote}, {@code fetching}, {@code failed},
 *                 {@code gone}, {@code broken} or {@code no-room}
 * @param telling  whether it is a picture in the writing field from which nothing was taken out
 * @param here     whether its content is on this box
 * @param picture  whether there is a small picture of it
 * @param fetchable whether it can be fetched, first or again
 */
record FileItem(
        String id,
        String base,
        String viewer,
        String kind,
        String name,
        String type,
        String pixels,
        String facts,
        int width,
        int height,
        boolean voice,
        String state,
        boolean telling,
        boolean here,
        boolean picture,
        boolean fetchable) {

    /** For templates: it has a player. */
    public boolean plays() {
        return here && (kind.equals("audio") || kind.equals("video"));
    }
}
