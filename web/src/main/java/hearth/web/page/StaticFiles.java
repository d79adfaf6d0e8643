package hearth.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Style sheets, scripts and pictures, read once. A page names them with a hash of their content, so that browsers keep
 * them for a year and still see a new version at once; named without it, they are asked for again each time.
 */
public final class StaticFiles {

    private static final String FOLDER = "/hearth/web/static/";
    private static final int HASH_CHARACTERS = 16;

    /** Every file there is: a name from outside is only ever looked up here. */
    static final List<String> NAMES = List.of(
            "base.css",
            "inbox.css",
            "parts.css",
            "search.js",
            "alerts.js",
            "lock.js",
            "locked.js",
            "print.css",
            "theme-classic-light.css",
            "theme-classic-dark.css",
            "theme-ocean-light.css",
            "theme-ocean-dark.css",
            "accent-green-light.css",
            "accent-green-dark.css",
            "accent-blue-light.css",
            "accent-blue-dark.css",
            "accent-purple-light.css",
            "accent-purple-dark.css",
            "accent-pink-light.css",
            "accent-pink-dark.css",
            "accent-red-light.css",
            "accent-red-dark.css",
            "accent-orange-light.css",
            "accent-orange-dark.css",
            "accent-yellow-light.css",
            "accent-yellow-dark.css",
            "chat.js",
            "ledger.css",
            "live.js",
            "network.js",
            "media.css",
            "media.js",
            "viewer.js",
            "machine.js",
            "page.js",
            "picture.js",
            "poll.js",
            "place.js",
            "stretch.js",
            "menus.js",
            "emoji.js",
            "menus.css",
            "trust.js",
            "icon.svg");

    @SuppressWarnings("ArrayRecordComponent") // read once, passed on, never compared
    private record Stored(String mediaType, byte[] bytes, String hash) {}

    private final Map<String, Stored> files;

    public StaticFiles() {
        this.files = NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, StaticFiles::read));
    }

    /** For templates: the address of a file, hash included. */
    public String url(String name) {
        var file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("No static file is called " + name);
        }
        return "/static/" + name + "?v=" + file.hash();
    }

    public void addTo(Routes routes) {
        routes.anyone().get("/static/{file}", this::serve);
    }

    private Answer serve(Visit visit) {
        return serve(visit.path("file"), visit.query("v"));
    }

    Answer serve(String name, Optional<String> version) {
        var file = files.get(name);
        if (file == null) {
            return Errors.notFound();
        }
        var tag = "\"" + file.hash() + "\"";
        var named = version.filter(file.hash()::equals).isPresent();
        var caching = named ? "public, max-age=31536000, immutable" : "no-cache";
        return new Answer.File(file.mediaType(), file.bytes(), Map.of("Cache-Control", caching, "ETag", tag));
    }

    private static Stored read(String name) {
        try (var in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The static file " + name + " is missing from the build");
            }
            var bytes = in.readAllBytes();
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, HASH_CHARACTERS);
            return new Stored(mediaType(name), bytes, hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("No media type is known for " + name);
        };
    }
}
