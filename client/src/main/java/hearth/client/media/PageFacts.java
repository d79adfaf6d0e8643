package hearth.client.media;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a page says about itself in its head. Not a parser: it looks for a few tags, and whatever it overlooks is not shown.
 *
 * @param title what the page is called; may be empty
 * @param image the address of a picture, as written, maybe relative
 */
public record PageFacts(String title, Optional<String> image) {

    private static final Pattern META = Pattern.compile("<meta\\b([^<>]{1,4000})>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE =
            Pattern.compile("<title\\b[^<>]{0,500}>([^<]{0,2000})</title", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z:_-]{1,40})\\s{0,8}=\\s{0,8}(?:\"([^\"]{0,3000})\"|'([^']{0,3000})')");
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9_.:-]{1,40})");
    private static final Pattern ENTITY =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);");

    /** Reads the beginning of a page. Never throws: a page may be anything. */
    public static PageFacts read(byte[] html, String mediaType) {
        var text = new String(html, charset(mediaType));
        var found = new HashMap<String, String>();
        for (var meta = META.matcher(text); meta.find(); ) {
            var attributes = attributes(meta.group(1));
            var key = attributes.getOrDefault("property", attributes.getOrDefault("name", ""));
            var content = attributes.getOrDefault("content", "");
            if (!content.isBlank()) {
                found.putIfAbsent(key.toLowerCase(Locale.ROOT), plain(content));
            }
        }
        var title = TITLE.matcher(text);
        var named = found.getOrDefault("og:title", title.find() ? plain(title.group(1)) : "");
        return new PageFacts(named.strip(), Optional.ofNullable(found.get("og:image")));
    }

    private static Map<String, String> attributes(String tag) {
        var attributes = new HashMap<String, String>();
        for (var one = ATTRIBUTE.matcher(tag); one.find(); ) {
            attributes.putIfAbsent(
                    one.group(1).toLowerCase(Locale.ROOT), one.group(2) != null ? one.group(2) : one.group(3));
        }
        return attributes;
    }

    private static String plain(String text) {
        return ENTITY.matcher(text).replaceAll(entity -> {
            var name = entity.group(1);
            var plain = switch (name) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                case "nbsp" -> " ";
                default -> character(name.substring(1));
            };
            return java.util.regex.Matcher.quoteReplacement(plain);
        });
    }

    private static String character(String number) {
        var code = number.startsWith("x") || number.startsWith("X")
                ? Integer.parseInt(number.substring(1), 16)
                : Integer.parseInt(number);
        return Character.isValidCodePoint(code) && !Character.isSurrogate((char) code) ? Character.toString(code) : "";
    }

    private static Charset charset(String mediaType) {
        var named = CHARSET.matcher(mediaType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
