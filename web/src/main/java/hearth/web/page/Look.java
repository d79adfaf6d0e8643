package hearth.web.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How pages look in one browser: colours, light or dark, text size, and what the Enter key does. Kept in a cookie of
 * its own, since a tablet in the kitchen and a phone in the dark want different ones.
 */
public record Look(Colours colours, Light light, TextSize size, boolean enterSends) {

    public static final Look DEFAULT = new Look(Colours.CLASSIC, Light.SYSTEM, TextSize.NORMAL, true);

    /** A pair of themes. */
    public enum Colours {
        CLASSIC,
        OCEAN
    }

    /** Which of the pair. */
    public enum Light {
        SYSTEM,
        LIGHT,
        DARK
    }

    /** How big the text is, on top of the browser's own setting. */
    public enum TextSize {
        NORMAL,
        LARGE,
        LARGER
    }

    /** The form kept in the cookie, for example {@code ocean.dark.normal.true}. */
    public String text() {
        return String.join(".", lower(colours), lower(light), lower(size), Boolean.toString(enterSends));
    }

    /** Reads the cookie. Empty when it is something else. */
    public static Optional<Look> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        return of(parts[0], parts[1], parts[2], parts[3].equals("true"));
    }

    /** A look from the names of its parts, as a form sends them. Empty when one is unknown. */
    public static Optional<Look> of(String colours, String light, String size, boolean enterSends) {
        return find(Colours.values(), colours)
                .flatMap(someColours -> find(Light.values(), light)
                        .flatMap(someLight -> find(TextSize.values(), size)
                                .map(someSize -> new Look(someColours, someLight, someSize, enterSends))));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String name) {
        return Arrays.stream(values).filter(value -> lower(value).equals(name)).findFirst();
    }

    /** The name of a choice in templates, cookies and forms. */
    public static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** For templates: the style sheet of a theme when it is fixed, or of the light one. */
    public String lightSheet() {
        return "theme-" + lower(colours) + "-light.css";
    }

    /** For templates: the style sheet of the dark theme. */
    public String darkSheet() {
        return "theme-" + lower(colours) + "-dark.css";
    }

    /** For templates. */
    public String lightName() {
        return lower(light);
    }

    /** For templates. */
    public String coloursName() {
        return lower(colours);
    }

    /** For templates. */
    public String sizeName() {
        return lower(size);
    }
}
