package hearth.web.inbox;

import java.util.List;
import java.util.Optional;

/**
 * One message of an open conversation. For templates.
 *
 * @param id       names the message
 * @param mine     whether the member wrote it
 * @param who      who wrote it
 * @param text     what it says
 * @param rest     what follows {@code text} in a long message, folded; else empty
 * @param note     a line instead of or under the text: what cannot be shown, or what happened; may be empty
 * @param notice   nobody typed it: {@code note} is all there is
 * @param quote    what it answers
 * @param community the community it invites to
 * @param files    what it carries
 * @param link     the preview of an address in the text
 * @param answerable whether it can be answered
 * @param follow   what the member may choose as well, as forms name it, for a notice that somebody chose it; else empty
 * @param timer    how long it still lives; empty if it stays
 * @param clock    the time of day
 * @param full     day and time
 * @param iso      the time for machines
 * @param day      the day's name when this message is the first of a day; else empty
 * @param unread   whether unread messages begin here
 * @param follows  whether the message before is by the same person and shortly before
 * @param state    {@code sent}, {@code read}, {@code sending}, {@code waiting}, {@code failed} or {@code received}
 * @param reason   why it waits or failed, a sentence; else empty
 * @param offers   what can be done with it
 * @param version  changes whenever anything here changes
 */
record MessageItem(
        String id,
        boolean mine,
        String who,
        String text,
        String rest,
        String note,
        boolean notice,
        Optional<QuoteItem> quote,
        Optional<CommunityCard> community,
        List<FileItem> files,
        Optional<LinkItem> link,
        boolean answerable,
        String follow,
        String timer,
        String clock,
        String full,
        String iso,
        String day,
        boolean unread,
        boolean follows,
        String state,
        String reason,
        MessageOffers offers,
        String version) {

    /** Of its words, enough to tell what a picture shows. */
    private static final int PICTURE_NAME_MAX = 100;

    /** For templates: what a picture is called, by the words that came with it if there are any. */
    public String pictureName(FileItem file) {
        if (text.isEmpty()) {
            return file.name();
        }
        var words = text.codePointCount(0, text.length()) > PICTURE_NAME_MAX
                ? text.substring(0, text.offsetByCodePoints(0, PICTURE_NAME_MAX)) + '…'
                : text;
        return files.size() == 1 ? words : words + ", " + file.name();
    }

    /** For templates: it can be tried again and taken back. */
    public boolean stuck() {
        return state.equals("waiting") || state.equals("failed");
    }
}
