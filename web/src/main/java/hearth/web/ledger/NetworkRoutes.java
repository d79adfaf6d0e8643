package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Form;
import hearth.web.page.Problems;
import hearth.web.page.QrCode;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which network the box is on: inviting others to it, founding one, going to one. */
final class NetworkRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int TEXT_BYTES_MAX = 64;
    /** What a founder who changes nothing founds. */
    private static final Map<String, String> PRESET = Map.of(
            "network", "",
            "token", "",
            "symbol", "",
            "requirement", "15000",
            "tempo", "days",
            "own", "100000",
            "pool", "1000000");

    private static final List<String> FIELDS =
            List.of("network", "token", "symbol", "requirement", "tempo", "own", "pool");

    private final Words words;

    NetworkRoutes(Words words) {
        this.words = words;
    }

    void addTo(Routes routes) {
        routes.owner()
                .get(
                        "/network",
                        (_, door) -> guarded(door, networks -> page(door, networks, Map.of(), new Problems(), 200)))
                .get("/network/invitation", (_, door) -> guarded(door, NetworkRoutes::file))
                .get("/network/found", (_, door) -> guarded(door, _ -> foundPage(PRESET, new Problems(), 200)))
                .post("/network/found", (visit, door) -> guarded(door, networks -> found(visit, networks)))
                .post("/network/join", (visit, door) -> guarded(door, networks -> join(visit, door, networks)))
                .post("/network/stay", (visit, door) -> guarded(door, networks -> stay(visit, networks)));
    }

    private interface Step {
        Answer answer(Networks networks);
    }

    private static Answer guarded(MemberDoor door, Step step) {
        return door.networks().map(step::answer).orElseGet(Errors::notFound);
    }

    private static Answer file(Networks networks) {
        return networks.invitation()
                .<Answer>map(text -> new Answer.File(
                        "text/plain; charset=utf-8",
                        (text + "\n").getBytes(StandardCharsets.US_ASCII),
                        Map.of(
                                "Content-Disposition", "attachment; filename=\"network-invitation.txt\"",
                                "Cache-Control", "no-store")))
                .orElseGet(Errors::notFound);
    }

    private Answer join(Visit visit, MemberDoor door, Networks networks) {
        var typed = visit.form().text("invitation");
        var problem = switch (networks.join(typed)) {
            case Networks.JoinResult.Joined(var network) -> {
                visit.tell(words.texts().get("network.joined", network));
                yield "";
            }
            case Networks.JoinResult.NotAnInvitation() -> "network.not-an-invitation";
            case Networks.JoinResult.NobodyAnswered() -> "network.nobody-answered";
            case Networks.JoinResult.AlreadyThere() -> "network.already-there";
            case Networks.JoinResult.Configured() -> "network.configured";
        };
        return problem.isEmpty()
                ? new Answer.Redirect("/network")
                : page(
                        door,
                        networks,
                        Map.of("typed", typed),
                        new Problems().add("invitation", words.texts().get(problem)),
                        UNPROCESSABLE);
    }

    private Answer stay(Visit visit, Networks networks) {
        networks.stay();
        visit.tell(words.texts().get("network.stays"));
        return new Answer.Redirect("/network");
    }

    private Answer found(Visit visit, Networks networks) {
        var form = visit.form();
        var problems = new Problems();
        var founding = founding(form, problems);
        if (founding.isEmpty()) {
            return foundPage(typed(form), problems, UNPROCESSABLE);
        }
        return switch (networks.found(founding.get())) {
            case Networks.FoundResult.Founded() -> {
                visit.tell(words.texts().get("network.founded", founding.get().network()));
                yield new Answer.Redirect("/network");
            }
            case Networks.FoundResult.Impossible(var reason) ->
                foundPage(typed(form), problems.add("network", reason), UNPROCESSABLE);
            case Networks.FoundResult.Configured() ->
                foundPage(typed(form), problems.add("network", words.texts().get("network.configured")), UNPROCESSABLE);
        };
    }

    private Optional<Networks.Founding> founding(Form form, Problems problems) {
        var network = form.line("network");
        var token = form.line("token");
        var symbol = form.line("symbol").toUpperCase(Locale.ROOT);
        if (!isText(network)) {
            problems.add("network", words.texts().get("found.text-wrong", TEXT_BYTES_MAX));
        }
        if (!isText(token)) {
            problems.add("token", words.texts().get("found.text-wrong", TEXT_BYTES_MAX));
        }
        if (!symbol.matches("[A-Z0-9]{1,8}")) {
            problems.add("symbol", words.texts().get("found.symbol-wrong"));
        }
        var requirement = amount(form, "requirement", problems);
        var own = amount(form, "own", problems);
        var pool = amount(form, "pool", problems);
        var tempo = Arrays.stream(Networks.Tempo.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(form.line("tempo")))
                .findFirst()
                .orElse(Networks.Tempo.DAYS);
        return problems.any()
                ? Optional.empty()
                : Optional.of(new Networks.Founding(
                        network,
                        token,
                        symbol,
                        requirement.orElseThrow(),
                        tempo,
                        own.orElseThrow(),
                        pool.orElseThrow()));
    }

    private Optional<Amount> amount(Form form, String field, Problems problems) {
        var amount = words.money().parse(form.line(field)).filter(it -> !it.isZero());
        if (amount.isEmpty()) {
            problems.add(field, words.texts().get("amount.wrong"));
        }
        return amount;
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length <= TEXT_BYTES_MAX;
    }

    private static Map<String, String> typed(Form form) {
        var typed = new HashMap<String, String>();
        FIELDS.forEach(field -> typed.put(field, form.line(field)));
        return typed;
    }

    private static Answer foundPage(Map<String, String> typed, Problems problems, int status) {
        var model = new HashMap<String, Object>();
        model.put("typed", typed);
        model.put("problems", problems);
        return new Answer.Page("network-found", model, status);
    }

    private Answer page(MemberDoor door, Networks networks, Map<String, String> more, Problems problems, int status) {
        var current = networks.current();
        var model = new HashMap<String, Object>(more);
        model.putIfAbsent("typed", "");
        model.put("name", current.name());
        model.put("kind", current.kind().name().toLowerCase(Locale.ROOT));
        model.put("id", current.id());
        model.put("next", networks.next().orElse(""));
        model.put("ledger", door.ledger().isPresent());
        door.ledger().map(LedgerDoor::ledger).ifPresent(ledger -> describe(ledger, model));
        model.put("invited", networks.invitation().isPresent());
        networks.invitation().ifPresent(text -> {
            model.put("invitation", text);
            model.put("qr", QrCode.of(text));
        });
        model.put("problems", problems);
        return new Answer.Page("network", model, status);
    }

    private void describe(LedgerView ledger, Map<String, Object> model) {
        model.put("token", ledger.token());
        model.put("symbol", ledger.symbol());
        model.put("requirement", words.tokens(ledger.rules().requirement(), ledger));
        model.put("unlock", words.spans().text(ledger.rules().unlock()));
        model.put("height", ledger.height());
        model.put("time", words.times().full(ledger.time()));
        model.put("active", ledger.active());
    }
}
