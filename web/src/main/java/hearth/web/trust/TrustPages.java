package hearth.web.trust;

import hearth.web.page.Answer;
import hearth.web.page.PlainDispatcher.Plain;
import hearth.web.page.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The landing page and the guides that make a device trust the box (product.md S0, S1, 5.5). They are all there is over
 * plain HTTP, and they exist over TLS too, except for the landing page.
 */
public final class TrustPages {

    /** The picture whose arrival over TLS shows that the device trusts the box. */
    private static final String CHECK = "/trust/check.svg";

    private static final byte[] CHECK_PICTURE =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".getBytes(StandardCharsets.US_ASCII);

    private final TrustMaterial material;
    private final Seals seals;
    private final Links links;

    /** One platform to choose. For templates. */
    record Choice(String key, boolean current) {}

    public TrustPages(TrustMaterial material, Seals seals, Links links) {
        this.material = material;
        this.seals = seals;
        this.links = links;
    }

    /** The pages for the plain listener, by path. */
    public Map<String, Function<Plain, Answer>> plain() {
        return Map.of(
                "/", this::landing,
                "/help", _ -> Answer.page("help"),
                "/trust",
                        plain -> guide(
                                plain.userAgent(),
                                Optional.ofNullable(plain.query().get("on")),
                                checks()),
                "/trust/remove",
                        plain -> removal(
                                plain.userAgent(),
                                Optional.ofNullable(plain.query().get("on"))),
                "/trust/hearth.crt", _ -> TrustFiles.certificate(material),
                "/trust/hearth.mobileconfig", _ -> TrustFiles.profile(material));
    }

    /** The same over TLS, and the picture that is only to be had there. */
    public void addTo(Routes routes) {
        routes.anyone()
                .get("/trust", visit -> guide(visit.userAgent(), visit.query("on"), CHECK))
                .get("/trust/remove", visit -> removal(visit.userAgent(), visit.query("on")))
                .get("/trust/works", _ -> Answer.page("trust-works"))
                .get("/trust/hearth.crt", _ -> TrustFiles.certificate(material))
                .get("/trust/hearth.mobileconfig", _ -> TrustFiles.profile(material))
                .get(CHECK, _ -> check());
    }

    /** Where the check picture comes from: sources that the policy of plain pages has to allow. */
    public String checkSources() {
        return checkOrigins().collect(Collectors.joining(" "));
    }

    /** A content security policy has no form for IPv6 addresses; browsers would ignore them there. */
    private Stream<String> checkOrigins() {
        return links.messenger().stream().filter(origin -> origin.indexOf('[') < 0);
    }

    private String checks() {
        return checkOrigins().map(origin -> origin + CHECK).collect(Collectors.joining(" "));
    }

    private Answer landing(Plain plain) {
        var platform = Platform.of(plain.userAgent());
        return Answer.page(
                "landing", Map.of("platform", platform.key(), "messenger", links.messenger(), "seal", seals.current()));
    }

    /** @param checks where the picture is to be had that shows whether the device trusts the box */
    private Answer guide(String userAgent, Optional<String> chosen, String checks) {
        return Answer.page("trust", model(platform(userAgent, chosen), checks));
    }

    private Answer removal(String userAgent, Optional<String> chosen) {
        return Answer.page("trust-remove", model(platform(userAgent, chosen), CHECK));
    }

    private Map<String, Object> model(Platform platform, String checks) {
        var model = new HashMap<String, Object>();
        model.put("platform", platform.key());
        model.put("file", platform.takesProfile() ? "/trust/hearth.mobileconfig" : "/trust/hearth.crt");
        model.put("steps", TrustSteps.of(platform));
        model.put("choices", choices(platform));
        model.put("seal", seals.current());
        model.put("messenger", links.messenger());
        model.put("checks", checks);
        return model;
    }

    private static List<Choice> choices(Platform current) {
        return Arrays.stream(Platform.values())
                .map(platform -> new Choice(platform.key(), platform == current))
                .toList();
    }

    private static Platform platform(String userAgent, Optional<String> chosen) {
        return chosen.flatMap(Platform::named).orElseGet(() -> Platform.of(userAgent));
    }

    private static Answer check() {
        // The landing page is another origin than this picture; nothing in it is worth keeping from it.
        return new Answer.File("image/svg+xml", CHECK_PICTURE, Map.of("Cross-Origin-Resource-Policy", "cross-origin"));
    }
}
