package hearth.web.page;

import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The words of the pages, from one message bundle per language. Every text is a {@link MessageFormat}. Which language
 * is spoken is a matter of the request: {@link #speaking} says so for everything that runs inside it.
 */
public final class Texts {

    /** Every language there is, the one for everybody else first. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "hearth.web.messages";
    private static final ScopedValue<Locale> SPOKEN = ScopedValue.newInstance();

    private final Map<Locale, ResourceBundle> bundles = new LinkedHashMap<>();

    /** Reads every language. */
    public Texts() {
        var exactly = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        LANGUAGES.forEach(language -> bundles.put(language, ResourceBundle.getBundle(BUNDLE, language, exactly)));
    }

    /** Runs {@code work} in this language, one of {@link #LANGUAGES} or {@link Mirrored#LOCALE}. */
    static void speaking(Locale language, Runnable work) {
        ScopedValue.where(SPOKEN, language).run(work);
    }

    /** The best language for an {@code Accept-Language} header. Untrusted input. */
    static Locale accepted(Optional<String> header) {
        try {
            return header.map(Locale.LanguageRange::parse)
                    .flatMap(wanted -> Optional.ofNullable(Locale.lookup(wanted, LANGUAGES)))
                    .orElse(LANGUAGES.getFirst());
        } catch (IllegalArgumentException _) {
            return LANGUAGES.getFirst();
        }
    }

    /** The language spoken now. */
    public Locale locale() {
        return SPOKEN.isBound() ? SPOKEN.get() : LANGUAGES.getFirst();
    }

    /** The text of this key, with {@code {0}}, {@code {1}}, … replaced. A missing key is a bug. */
    public String get(String key, Object... arguments) {
        try {
            var language = locale();
            var bundle =
                    bundles.getOrDefault(language, bundles.values().iterator().next());
            var mirrored = language.equals(Mirrored.LOCALE);
            var pattern = mirrored ? Mirrored.text(key, bundle.getString(key)) : bundle.getString(key);
            return new MessageFormat(pattern, mirrored ? LANGUAGES.getFirst() : language).format(arguments);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The message bundle has no text for " + key, e);
        }
    }
}
