package hearth.appliance.household;

import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.web.household.AccountResult;
import hearth.web.household.RecoveryWords;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells a person what is wrong with the recovery words they typed. */
final class WrongWords {

    /** Only this many letters of a word count (messages.md 2.3). */
    private static final int LETTERS = 3;

    private WrongWords() {}

    static AccountResult of(RecoveryPhraseException wrong, RecoveryWords typed) {
        return switch (wrong.problem()) {
            case NOT_ENOUGH_WORDS, TOO_MANY_WORDS ->
                new AccountResult.WrongNumber(typed.words().size());
            case UNKNOWN_WORD ->
                new AccountResult.UnknownWords(
                        unknown(typed.words(), wrong.wordNumber().orElse(0)));
            case WRONG_CHECKSUM -> new AccountResult.NotTogether();
        };
    }

    /** The positions of all words that are not in the list; {@code first} is one of them. */
    private static List<Integer> unknown(List<String> typed, int first) {
        var known = RecoveryPhrase.words().stream().map(WrongWords::beginning).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, typed.size())
                .filter(position -> position == first || !known.contains(beginning(typed.get(position - 1))))
                .boxed()
                .toList();
    }

    private static String beginning(String word) {
        return word.substring(0, Math.min(LETTERS, word.length()));
    }
}
