package hearth.web.machine;

import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The owner's page about the machine (product.md S10): how it does, restart, shut down, update, factory reset. */
public final class MachineRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;
    private static final int NO_CELSIUS = -274;

    /** The field that problems with a file belong to. */
    private static final String FILE = "update-file";

    private final Machine machine;
    private final SignInGate gate;
    private final Texts texts;

    public MachineRoutes(Machine machine, SignInGate gate, Texts texts) {
        this.machine = machine;
        this.gate = gate;
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.owner()
                .get("/machine", (_, _) -> page(new Problems(), 200))
                .get("/machine/part", (_, _) -> part())
                .post("/machine/restart", (_, _) -> leave(MachineRequest.RESTART))
                .post("/machine/shut-down", (_, _) -> leave(MachineRequest.SHUT_DOWN))
                .post("/machine/roll-back", (_, _) -> leave(MachineRequest.ROLL_BACK))
                .upload("/machine/update/file", this::receive)
                .post("/machine/update", this::update)
                .post("/machine/reset", this::reset);
    }

    private boolean isOwn() {
        return machine.keeper() == Keeper.HEARTH;
    }

    private Answer page(Problems problems, int status) {
        var model = model();
        model.put("problems", problems);
        return new Answer.Page("machine", model, status);
    }

    private Answer part() {
        return new Answer.Fragment("machine", "state", model(), 200);
    }

    private Map<String, Object> model() {
        var state = machine.state();
        var model = new HashMap<String, Object>();
        model.put("own", isOwn());
        model.put("keeper", word(machine.keeper()));
        model.put("state", state);
        model.put("troubles", troubles(state));
        model.put("message", state.message().map(it -> sentence("message", it)).orElse(""));
        model.put("update", state.update().map(it -> sentence("update", it)).orElse(""));
        model.put("percent", state.percent().orElse(-1));
        model.put("celsius", state.celsius().orElse(NO_CELSIUS));
        model.put("hours", state.up().toHours());
        model.put("incoming", incoming().map(this::here).orElse(""));
        model.put("bytes", incoming().map(IncomingUpdate::bytes).orElse(0L));
        model.put("content", incoming().map(it -> it.header().sha256()).orElse(""));
        return model;
    }

    private Optional<IncomingUpdate> incoming() {
        return isOwn() ? machine.incoming() : Optional.empty();
    }

    private String here(IncomingUpdate update) {
        var version = update.header().version();
        return update.isWhole()
                ? texts.get("machine.update-here", version)
                : texts.get("machine.update-part", version, update.percent());
    }

    private List<String> troubles(MachineState state) {
        var name = state.network().name().orElse("");
        var address = state.network().address().orElse("");
        return state.troubles().stream()
                .map(it -> texts.get("machine.trouble." + word(it), name, address))
                .toList();
    }

    private String sentence(String kind, Enum<?> code) {
        return texts.get("machine." + kind + "." + word(code));
    }

    private static String word(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Answer leave(MachineRequest request) {
        if (!isOwn()) {
            return Errors.notFound();
        }
        machine.ask(request);
        return Answer.page("machine-leaving", Map.of("request", request.name()));
    }

    /**
     * A file, or a piece of it that belongs {@code at} so many bytes from its beginning; without that it is the whole file.
     * Scripts send pieces and learn a sentence when one was not kept; forms send all and lead back to the page.
     */
    private Answer receive(Visit visit, MemberDoor door) {
        if (!isOwn()) {
            return Errors.notFound();
        }
        var trouble = keep(visit);
        if (visit.isScript()) {
            return trouble.isEmpty()
                    ? new Answer.Done()
                    : new Answer.Fragment("machine", "refusal", Map.of("refusal", trouble), CONFLICT);
        }
        if (trouble.isEmpty()) {
            return new Answer.Redirect("/machine");
        }
        var problems = new Problems();
        problems.add(FILE, trouble);
        return page(problems, UNPROCESSABLE);
    }

    /** Keeps what was sent. Returns why not, in a sentence; empty when it is kept. */
    private String keep(Visit visit) {
        try {
            var file = visit.files().next();
            if (file.isEmpty()) {
                return texts.get("machine.piece.none");
            }
            var at = visit.form().has("at") ? Long.parseLong(visit.form().line("at")) : 0;
            var piece = machine.addToUpdate(at, file.get().content());
            return piece == IncomingUpdate.Piece.KEPT ? "" : sentence("piece", piece);
        } catch (NumberFormatException _) {
            return sentence("piece", IncomingUpdate.Piece.ELSEWHERE);
        } catch (IOException _) {
            return texts.get("machine.update-failed");
        }
    }

    private Answer update(Visit visit, MemberDoor door) {
        if (!isOwn()) {
            return Errors.notFound();
        }
        machine.ask(visit.form().has("older") ? MachineRequest.UPDATE_ANY : MachineRequest.UPDATE);
        return new Answer.Redirect("/machine");
    }

    private Answer reset(Visit visit, MemberDoor door) {
        if (!isOwn()) {
            return Errors.notFound();
        }
        var problems = new Problems();
        try (var password = Password.of(visit.form().text("password"))) {
            var outcome = gate.tryToOpen(door.member().name(), password, visit.networkKey());
            if (outcome instanceof SignInGate.Outcome.Opened) {
                return leave(MachineRequest.RESET);
            }
            problems.add("password", texts.get("machine.reset-wrong"));
            return page(problems, UNPROCESSABLE);
        }
    }
}
