package hearth.web.household;

import java.util.Arrays;
import java.util.Optional;

/** A password as typed, kept only as long as a request takes. Never prints itself; {@link #close} wipes it. */
public final class Password implements AutoCloseable {

    /** Fewest characters a new password may have. It also guards the member's data against a stolen disk. */
    public static final int LENGTH_MIN = 10;

    /** Most characters a password may have: room for any sentence, and a bound on the work of stretching it. */
    public static final int LENGTH_MAX = 200;

    /** Why a new password is not taken. */
    public enum Problem {
        TOO_SHORT,
        TOO_LONG,
        ONE_CHARACTER_REPEATED
    }

    private final char[] characters;

    private Password(char[] characters) {
        this.characters = characters;
    }

    /** Takes over what was typed, unchecked: an old password may predate today's rules. */
    public static Password of(CharSequence typed) {
        var characters = new char[typed.length()];
        for (var i = 0; i < characters.length; i++) {
            characters[i] = typed.charAt(i);
        }
        return new Password(characters);
    }

    /** What speaks against using this as a new password; empty when nothing does. */
    public Optional<Problem> problem() {
        if (characters.length < LENGTH_MIN) {
            return Optional.of(Problem.TOO_SHORT);
        }
        if (characters.length > LENGTH_MAX) {
            return Optional.of(Problem.TOO_LONG);
        }
        for (var character : characters) {
            if (character != characters[0]) {
                return Optional.empty();
            }
        }
        return Optional.of(Problem.ONE_CHARACTER_REPEATED);
    }

    /** A copy of the characters; the caller wipes it. */
    public char[] characters() {
        return characters.clone();
    }

    /** Wipes this copy. */
    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "password";
    }
}
