package hearth.web.page;

import java.util.Locale;
import java.util.Optional;

/**
 * The round mark before a name: a picture, or its first letter on one of a few grounds, always the same for the same person. For
 * templates.
 *
 * @param letter  what stands in it
 * @param hue     0 to 5
 * @param picture the address of the picture over it; empty if there is none
 */
public record Face(String letter, int hue, String picture) {

    private static final int HUES = 6;

    /**
     * @param name what the person is called
     * @param key  what tells the person from others, whatever they call themselves
     */
    public static Face of(String name, String key) {
        var letter = name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("·");
        return new Face(letter.toUpperCase(Locale.ROOT), Math.floorMod(key.hashCode(), HUES), "");
    }

    /** The same with a picture, if there is one of this version. */
    public Face with(Optional<String> version) {
        return new Face(letter, hue, version.map(it -> "/avatars/" + it).orElse(""));
    }
}
