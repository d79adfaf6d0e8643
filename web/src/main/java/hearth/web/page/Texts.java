package hearth.web.page;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The words of the pages, from the message bundle of one language. Every text is a {@link MessageFormat}. */
public final class Texts {

    private static final String BUNDLE = "hearth.web.messages";

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale, ResourceBundle bundle) {
        this.locale = locale;
        this.bundle = bundle;
    }

    /** The language all pages are in so far. */
    public static Texts english() {
        return new Texts(Locale.ENGLISH, ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH));
    }

    public Locale locale() {
        return locale;
    }

    /** The text of this key, with {@code {0}}, {@code {1}}, … replaced. A missing key is a bug. */
    public String get(String key, Object... arguments) {
        try {
            return new MessageFormat(bundle.getString(key), locale).format(arguments);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The message bundle has no text for " + key, e);
        }
    }
}
