package hearth.protocol.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The English words of recovery phrases, told apart by their first three letters. */
final class WordList {

    static final int PREFIX_LETTERS = 3;

    private static final int WORDS = 1626;
    private static final String RESOURCE = "words-english.txt";

    private static final WordList ENGLISH = load();

    private final List<String> words;
    private final Map<String, Integer> indexOfPrefix = new HashMap<>();

    private WordList(List<String> words) {
        this.words = words;
        for (var i = 0; i < words.size(); i++) {
            indexOfPrefix.put(prefix(words.get(i)), i);
        }
        if (indexOfPrefix.size() != WORDS) {
            throw new IllegalStateException("Word list is damaged: " + WORDS + " words expected");
        }
    }

    static WordList english() {
        return ENGLISH;
    }

    /** All words in their order. */
    List<String> words() {
        return words;
    }

    int size() {
        return words.size();
    }

    String word(int index) {
        return words.get(index);
    }

    /** The index of the word that begins like {@code word}. */
    OptionalInt indexOf(String word) {
        var index = indexOfPrefix.get(prefix(word));
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    static String prefix(String word) {
        return word.length() <= PREFIX_LETTERS ? word : word.substring(0, PREFIX_LETTERS);
    }

    private static WordList load() {
        try (var in = WordList.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Word list is missing from the program: " + RESOURCE);
            }
            return new WordList(new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
