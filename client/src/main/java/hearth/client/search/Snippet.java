package hearth.client.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a text around what was found in it, in pieces.
 *
 * @param cutBefore whether the text begins earlier
 * @param cutAfter  whether it goes on
 */
public record Snippet(List<Piece> pieces, boolean cutBefore, boolean cutAfter) {

    /** Characters shown before the first find, and in all, in {@code char}s. */
    private static final int BEFORE = 40;

    private static final int LENGTH = 180;

    /** A piece of a text, and whether it was looked for. */
    public record Piece(String text, boolean found) {}

    public Snippet {
        pieces = List.copyOf(pieces);
    }

    /** The part of {@code text} that shows the first find; its beginning if there is none. */
    public static Snippet of(String text, Wanted wanted) {
        var finds = Words.of(text).stream().filter(wanted::picks).toList();
        var from =
                finds.isEmpty() ? 0 : whole(text, Math.max(0, finds.getFirst().from() - BEFORE));
        var to = whole(text, Math.min(text.length(), from + LENGTH));
        var pieces = new ArrayList<Piece>();
        var at = from;
        for (var find : finds) {
            var begin = Math.max(at, find.from());
            var end = Math.min(to, find.to());
            if (begin >= end) {
                continue;
            }
            add(pieces, text.substring(at, begin), false);
            add(pieces, text.substring(begin, end), true);
            at = end;
        }
        add(pieces, text.substring(at, Math.max(at, to)), false);
        return new Snippet(pieces, from > 0, to < text.length());
    }

    private static void add(List<Piece> pieces, String text, boolean found) {
        if (text.isEmpty()) {
            return;
        }
        // Pairs of characters overlap: what they share is one find.
        if (!pieces.isEmpty() && pieces.getLast().found() == found) {
            pieces.add(new Piece(pieces.removeLast().text() + text, found));
        } else {
            pieces.add(new Piece(text, found));
        }
    }

    /** Not in the middle of a character of two {@code char}s. */
    private static int whole(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    /** Says nothing of the text. */
    @Override
    public String toString() {
        return "Snippet";
    }
}
