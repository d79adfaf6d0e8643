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
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The owner's page about the machine (product.md S10): how it does, restart, shut down, update, factory reset. */
public final class MachineRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;
    private static final int DISK_NEARLY_FULL_PERCENT = 90;
    private static final int HOT_CELSIUS = 80;

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
                .get("/machine/part", (_, _) -> part(200))
                .post("/machine/restart", (_, _) -> leave(MachineRequest.RESTART))
                .post("/machine/shut-down", (_, _) -> leave(MachineRequest.SHUT_DOWN))
                .post("/machine/roll-back", (_, _) -> leave(MachineRequest.ROLL_BACK))
                .post("/machine/update/piece", this::addPiece)
                .post("/machine/update", this::update)
                .post("/machine/reset", this::reset);
    }

    private Answer page(Problems problems, int status) {
        return machine.state()
                .<Answer>map(state -> {
                    var model = model(state);
                    model.put("problems", problems);
                    return new Answer.Page("machine", model, status);
                })
                .orElseGet(Errors::notFound);
    }

    private Answer part(int status) {
        return machine.state()
                .<Answer>map(state -> new Answer.Fragment("machine", "state", model(state), status))
                .orElseGet(Errors::notFound);
    }

    private Map<String, Object> model(MachineState state) {
        var model = new HashMap<String, Object>();
        model.put("state", state);
        model.put("trouble", trouble(state));
        model.put("message", state.message().map(it -> sentence("message", it)).orElse(""));
        model.put("update", state.update().map(it -> sentence("update", it)).orElse(""));
        model.put("percent", state.percent().orElse(-1));
        model.put("celsius", state.celsius().orElse(Integer.MIN_VALUE));
        model.put("here", machine.updateBytes());
        model.put("hours", state.up().toHours());
        return model;
    }

    /** What needs the owner, in a sentence; empty when everything is fine. */
    private String trouble(MachineState state) {
        if (state.trouble().isPresent()) {
            return sentence("trouble", state.trouble().get());
        }
        if (state.diskPercent() >= DISK_NEARLY_FULL_PERCENT) {
            return texts.get("machine.nearly-full");
        }
        return state.celsius().orElse(0) >= HOT_CELSIUS ? texts.get("machine.hot") : "";
    }

    private String sentence(String kind, Enum<?> code) {
        return texts.get(
                "machine." + kind + "." + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private Answer leave(MachineRequest request) {
        machine.ask(request);
        return Answer.page("machine-leaving", Map.of("request", request.name()));
    }

    /** One piece of an update: {@code at} in bytes, {@code piece} in Base64. Answers where to go on. */
    private Answer addPiece(Visit visit, MemberDoor door) {
        try {
            var at = Long.parseLong(visit.form().line("at"));
            var piece = Base64.getDecoder().decode(visit.form().line("piece"));
            return machine.addToUpdate(at, piece) ? new Answer.Done() : part(CONFLICT);
        } catch (IllegalArgumentException _) {
            return part(CONFLICT);
        }
    }

    private Answer update(Visit visit, MemberDoor door) {
        machine.ask(visit.form().has("older") ? MachineRequest.UPDATE_ANY : MachineRequest.UPDATE);
        return new Answer.Redirect("/machine");
    }

    private Answer reset(Visit visit, MemberDoor door) {
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
