package hearth.web.household;

import hearth.web.account.Chats;
import java.util.List;

/** What came of making an account or bringing one in. */
public sealed interface AccountResult {

    /** The account is on the box and runs. */
    record Opened(Chats chats) implements AccountResult {}

    /** The account is on the box already, or another one came in between: nothing was done. */
    record AlreadyThere() implements AccountResult {}

    /** A member has at most {@code max} accounts. */
    record TooMany(int max) implements AccountResult {}

    /** The recovery words are no recovery words; the cases below say where. */
    sealed interface WordsWrong extends AccountResult {}

    /** {@code count} words where {@link RecoveryWords#COUNT} were expected. */
    record WrongNumber(int count) implements WordsWrong {}

    /** The words at these positions (1 is the first) are not in the list of words. Never empty. */
    record UnknownWords(List<Integer> positions) implements WordsWrong {

        public UnknownWords {
            if (positions.isEmpty()) {
                throw new IllegalArgumentException("At least one position expected");
            }
            positions = List.copyOf(positions);
        }
    }

    /** Every word exists, but they do not belong together: one is another word than it was, or two changed places. */
    record NotTogether() implements WordsWrong {}
}
