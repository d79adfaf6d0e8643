package hearth.web.inbox;

import hearth.protocol.id.SessionId;
import hearth.protocol.name.NameRecord;
import hearth.web.scan.AccountIds;
import java.util.Locale;
import java.util.Optional;

/** Whom somebody means by what they typed: an Account ID, or a name (messages.md section 2.2). */
sealed interface Whom {

    /** An Account ID, or a link or message that has one. */
    record Person(SessionId id) implements Whom {}

    /** What may be a name: in lower case, not yet looked up. */
    record Name(String name) implements Whom {}

    /** Neither. */
    sealed interface Wrong extends Whom {}

    record Nothing() implements Wrong {}

    /** An Account ID with a character, 1 is the first, that none has. */
    record OddCharacter(int position) implements Wrong {}

    /** An Account ID with so many characters. */
    record WrongLength(int length) implements Wrong {}

    /** The ID of something that is no person. */
    record NoPerson() implements Wrong {}

    /** Too short for an Account ID, and no name looks like that. */
    record NoName() implements Wrong {}

    /** More characters than any name has. */
    int NAME_LENGTH_MAX = 64;

    /** From here on a text that begins as Account IDs do is taken for a part of one. */
    int PART_LENGTH_MIN = 32;

    static Whom of(String typed) {
        // People copy IDs out of other apps: spaces and line breaks between come along.
        var compact = typed.replaceAll("\\s+", "");
        if (compact.isEmpty()) {
            return new Nothing();
        }
        return AccountIds.in(typed)
                .or(() -> AccountIds.in(compact))
                .<Whom>map(Person::new)
                .orElseGet(() -> isMeantAsId(compact) ? wrongId(compact) : name(typed.strip()));
    }

    private static boolean isMeantAsId(String compact) {
        return compact.length() > NAME_LENGTH_MAX
                || (compact.length() >= PART_LENGTH_MIN
                        && compact.startsWith("05")
                        && firstOddCharacter(compact).isEmpty());
    }

    private static Whom name(String typed) {
        var name = typed.toLowerCase(Locale.ROOT);
        return NameRecord.isName(name) ? new Name(name) : new NoName();
    }

    private static Wrong wrongId(String compact) {
        var odd = firstOddCharacter(compact);
        if (odd.isPresent()) {
            return new OddCharacter(odd.get());
        }
        return compact.length() == SessionId.HEX_LENGTH ? new NoPerson() : new WrongLength(compact.length());
    }

    private static Optional<Integer> firstOddCharacter(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
