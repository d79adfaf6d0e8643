package hearth.web.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How pages look: colours, light or dark, text size, language, and what the Enter key does. A member has one in every browser;
 * a cookie keeps the last one of a browser for the pages before signing in.
 */
public record Look(Colours colours, Light light, TextSize size, boolean enterSends, Language language, Accent accent) {

    public static final Look DEFAULT =
            new Look(Colours.CLASSIC, Light.SYSTEM, TextSize.NORMAL, true, Language.BROWSER, Accent.THEME);

    private static final int PARTS = 6;

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

    /** The colour of what can be pressed and of one's own messages. */
    public enum Accent {
        /** The one that goes with the colours. */
        THEME,
        GREEN,
        BLUE,
        PURPLE,
        PINK,
        RED,
        ORANGE,
        YELLOW
    }

    /** Which language pages are in. */
    public enum Language {
        BROWSER(Optional.empty()),
        ENGLISH(Optional.of(Locale.ENGLISH)),
        GERMAN(Optional.of(Locale.GERMAN)),
        /** Offered nowhere: shows whoever develops pages what does not fit and what is not mirrored. */
        MIRRORED(Optional.of(Mirrored.LOCALE));

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

    /** The form that is kept, for example {@code ocean.dark.normal.true.german.pink}. */
    public String text() {
        return String.join(
                ".",
                lower(colours),
                lower(light),
                lower(size),
                Boolean.toString(enterSends),
                lower(language),
                lower(accent));
    }

    /** Reads what was kept. Empty when it is something else. */
    public static Optional<Look> parse(String text) {
        var parts = text.split("\\.", -1);
        // Browsers keep cookies from before there were accents.
        if (parts.length != PARTS && parts.length != PARTS - 1) {
            return Optional.empty();
        }
        var accent = parts.length == PARTS ? parts[PARTS - 1] : lower(Accent.THEME);
        return of(parts[0], parts[1], parts[2], parts[3].equals("true"), parts[4], accent);
    }

    /** A look from the names of its parts, as a form sends them. Empty when one is unknown. */
    public static Optional<Look> of(
            String colours, String light, String size, boolean enterSends, String language, String accent) {
        var someColours = find(Colours.values(), colours);
        var someLight = find(Light.values(), light);
        var someSize = find(TextSize.values(), size);
        var someLanguage = find(Language.values(), language);
        var someAccent = find(Accent.values(), accent);
        return someColours.isPresent()
                        && someLight.isPresent()
                        && someSize.isPresent()
                        && someLanguage.isPresent()
                        && someAccent.isPresent()
                ? Optional.of(new Look(
                        someColours.get(),
                        someLight.get(),
                        someSize.get(),
                        enterSends,
                        someLanguage.get(),
                        someAccent.get()))
                : Optional.empty();
    }

    /** The same in another language and size of text. Empty when one is unknown. */
    public Optional<Look> with(String wantedLanguage, String wantedSize) {
        return of(lower(colours), lower(light), wantedSize, enterSends, wantedLanguage, lower(accent));
    }

    /** Whether only this browser has it, whoever is signed in: it is for those who develop pages. */
    boolean isOfBrowser() {
        return language == Language.MIRRORED;
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

    /** For templates: whether there is an accent of its own. */
    public boolean accented() {
        return accent != Accent.THEME;
    }

    /** For templates: the style sheet of the accent over the light theme. */
    public String lightAccent() {
        return "accent-" + lower(accent) + "-light.css";
    }

    /** For templates: the style sheet of the accent over the dark theme. */
    public String darkAccent() {
        return "accent-" + lower(accent) + "-dark.css";
    }

    /** For templates. */
    public String accentName() {
        return lower(accent);
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
