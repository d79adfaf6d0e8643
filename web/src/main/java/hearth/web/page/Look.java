package hearth.web.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How pages look in one browser: colours, light or dark, text size, language, and what the Enter key does. Kept in a cookie of
 * its own, since a tablet in the kitchen and a phone in the dark want different ones.
 */
public record Look(Colours colours, Light light, TextSize size, boolean enterSends, Language language) {

    public static final Look DEFAULT = new Look(Colours.CLASSIC, Light.SYSTEM, TextSize.NORMAL, true, Language.BROWSER);

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

    /** Which language pages are in. */
    public enum Language {
        BROWSER(Optional.empty()),
        ENGLISH(Optional.of(Locale.ENGLISH)),
        GERMAN(Optional.of(Locale.GERMAN));

        @SuppressWarnings("ImmutableEnumChecker") // both kinds of content never change
        private final Optional<Locale> locale;

        Language(Optional<Locale> locale) {
            this.locale = locale;
        }

        /** The language; empty for whatever the browser asks for. */
        Optional<Locale> locale() {
            return locale;
        }
    }

    /** The form kept in the cookie, for example {@code ocean.dark.normal.true.german}. */
    public String text() {
        return String.join(
                ".", lower(colours), lower(light), lower(size), Boolean.toString(enterSends), lower(language));
    }

    /** Reads the cookie. Empty when it is something else. */
    public static Optional<Look> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        return of(parts[0], parts[1], parts[2], parts[3].equals("true"), parts[4]);
    }

    /** A look from the names of its parts, as a form sends them. Empty when one is unknown. */
    public static Optional<Look> of(String colours, String light, String size, boolean enterSends, String language) {
        return find(Colours.values(), colours)
                .flatMap(someColours -> find(Light.values(), light)
                        .flatMap(someLight -> find(TextSize.values(), size)
                                .flatMap(someSize -> find(Language.values(), language)
                                        .map(someLanguage -> new Look(
                                                someColours, someLight, someSize, enterSends, someLanguage)))));
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
    public String languageName() {
        return lower(language);
    }

    /** For templates. */
    public String sizeName() {
        return lower(size);
    }
}
