package hearth.web.page;

import hearth.protocol.ledger.Amount;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Amounts as people write them. Thousands are set apart by a narrow space, which means the same in every language; the decimal
 * sign is that of the language, and only that one is read: "1,000" is a thousand to some and one to others.
 */
public final class Money {

    /** A narrow space that keeps lines together. */
    private static final String GAP = "\u202f";

    private static final int DECIMALS = 9;
    private static final int GROUP = 3;
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2009\\u202f]");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");
    private static final Pattern PART = Pattern.compile("\\d{0," + DECIMALS + "}");

    private final Texts texts;

    public Money(Texts texts) {
        this.texts = texts;
    }

    /** {@code 1 250.5}: without the name of the token. */
    public String number(Amount amount) {
        var whole = Long.toString(amount.units() / Amount.UNITS_PER_TOKEN);
        var text = new StringBuilder(whole);
        for (var at = whole.length() - GROUP; at > 0; at -= GROUP) {
            text.insert(at, GAP);
        }
        var part = part(amount);
        return part.isEmpty()
                ? text.toString()
                : text.append(sign()).append(part).toString();
    }

    /** {@code 1 250.5 HRT}. */
    public String text(Amount amount, String symbol) {
        return number(amount) + "\u00a0" + symbol;
    }

    /** {@code 1250.5}, as it stands in a form. */
    public String typed(Amount amount) {
        return number(amount).replace(GAP, "");
    }

    /** What somebody typed; empty if it is no amount. Spaces do not matter. */
    public Optional<Amount> parse(String typed) {
        var text = SPACES.matcher(typed).replaceAll("");
        var at = text.indexOf(sign());
        var whole = at < 0 ? text : text.substring(0, at);
        var part = at < 0 ? "" : text.substring(at + 1);
        if (!WHOLE.matcher(whole).matches() || !PART.matcher(part).matches() || (at >= 0 && part.isEmpty())) {
            return Optional.empty();
        }
        try {
            var units = Long.parseLong(part + "0".repeat(DECIMALS - part.length()));
            return Optional.of(Amount.tokens(Long.parseLong(whole)).plus(new Amount(units)));
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private static String part(Amount amount) {
        var digits = String.format(Locale.ROOT, "%09d", amount.units() % Amount.UNITS_PER_TOKEN);
        var end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    private char sign() {
        return texts.locale().getLanguage().equals("de") ? ',' : '.';
    }
}
