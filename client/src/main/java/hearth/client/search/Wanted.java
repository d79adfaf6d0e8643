package hearth.client.search;

import hearth.client.search.Words.Form;
import hearth.client.search.Words.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a text must have to be found: every one of {@code words}, and a word that begins with {@code beginning}. The last
 * word somebody types is such a beginning, as long as no space follows it.
 *
 * @param words     folded
 * @param beginning folded; at least two characters, or one of a script without spaces
 * @param runs      what must stand together, folded: pairs of characters alone would be found apart as well
 */
public record Wanted(Set<String> words, Optional<String> beginning, List<String> runs) {

    /** More words than this make nothing narrower. */
    static final int WORDS_MAX = 16;

    /** More is not read of what somebody typed, in {@code char}s. */
    static final int TYPED_MAX = 500;

    private static final int BEGINNING_MIN = 2;

    /** Looks for nothing. */
    public static final Wanted NOTHING = new Wanted(Set.of(), Optional.empty(), List.of());

    public Wanted {
        words = Set.copyOf(words);
        runs = List.copyOf(runs);
    }

    /** What somebody who types this looks for. */
    public static Wanted typed(String text) {
        var read = text.length() <= TYPED_MAX ? text : text.substring(0, TYPED_MAX);
        var all = Words.of(read);
        var words = new LinkedHashSet<String>();
        var runs = new ArrayList<String>();
        var beginning = Optional.<String>empty();
        var runFrom = -1;
        for (var word : all.subList(0, Math.min(all.size(), WORDS_MAX))) {
            switch (word.form()) {
                case PAIR -> {
                    runFrom = runFrom < 0 ? word.from() : runFrom;
                    words.add(word.folded());
                }
                case LAST -> {
                    if (runFrom >= 0) {
                        runs.add(Words.folded(read.substring(runFrom, word.to())));
                    } else {
                        beginning = Optional.of(word.folded());
                    }
                    runFrom = -1;
                }
                case WHOLE -> {
                    if (word.to() == read.length() && length(word) >= BEGINNING_MIN) {
                        beginning = Optional.of(word.folded());
                    } else {
                        words.add(word.folded());
                    }
                }
            }
        }
        return new Wanted(words, beginning, runs);
    }

    /** What every beginning of {@code folded} that can be looked for begins with. */
    public static String shortestBeginning(String folded) {
        var points = Words.isSpaceless(folded.codePointAt(0)) ? 1 : BEGINNING_MIN;
        return folded.codePointCount(0, folded.length()) <= points
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, points));
    }

    private static int length(Word word) {
        return word.folded().codePointCount(0, word.folded().length());
    }

    /** Whether nothing is looked for. */
    public boolean isNothing() {
        return words.isEmpty() && beginning.isEmpty();
    }

    /** Whether a text has all of it. */
    public boolean isIn(String text) {
        var all = Words.of(text);
        var found = new LinkedHashSet<String>();
        all.forEach(word -> found.add(word.folded()));
        if (!found.containsAll(words)
                || (beginning.isPresent() && found.stream().noneMatch(this::begins))) {
            return false;
        }
        var folded = runs.isEmpty() ? "" : Words.folded(text);
        return runs.stream().allMatch(folded::contains);
    }

    /** Whether one of a text's words is one that is looked for. */
    boolean picks(Word word) {
        return words.contains(word.folded()) || (word.form() != Form.LAST && begins(word.folded()));
    }

    private boolean begins(String folded) {
        return beginning.isPresent() && folded.startsWith(beginning.get());
    }

    /** Says not what. */
    @Override
    public String toString() {
        return "Wanted";
    }
}
