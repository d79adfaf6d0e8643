package hearth.web.page;

import java.util.Locale;

/**
 * The round mark before a name: its first letter on one of a few grounds, always the same for the same person. For
 * templates.
 *
 * @param letter what stands in it
 * @param hue    0 to 5
 */
public record Face(String letter, int hue) {

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
        return new Face(letter.toUpperCase(Locale.ROOT), Math.floorMod(key.hashCode(), HUES));
    }
}
