package hearth.protocol.account;

import java.io.Serial;
import java.util.OptionalInt;

/** What was typed is no recovery phrase. Says what is wrong, never which words were typed. */
public final class RecoveryPhraseException extends Exception {

    /** What is wrong with a recovery phrase. */
    public enum Problem {
        /** Fewer than 13 words. */
        NOT_ENOUGH_WORDS,
        /** More than 13 words. */
        TOO_MANY_WORDS,
        /** A word that is not in the list; see {@link #wordNumber()}. */
        UNKNOWN_WORD,
        /** All words are known, and the last does not fit the others: one is wrong, or two are swapped. */
        WRONG_CHECKSUM
    }

    @Serial
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final int wordNumber;

    RecoveryPhraseException(Problem problem) {
        super("Recovery phrase has a problem: " + problem);
        this.problem = problem;
        wordNumber = 0;
    }

    private RecoveryPhraseException(int wordNumber) {
        super("Word " + wordNumber + " of the recovery phrase is not in the list");
        problem = Problem.UNKNOWN_WORD;
        this.wordNumber = wordNumber;
    }

    static RecoveryPhraseException unknownWord(int wordNumber) {
        return new RecoveryPhraseException(wordNumber);
    }

    public Problem problem() {
        return problem;
    }

    /** Which word is unknown, the first being 1. Empty for the other problems. */
    public OptionalInt wordNumber() {
        return wordNumber == 0 ? OptionalInt.empty() : OptionalInt.of(wordNumber);
    }
}
