package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The box's node: how it is, what it earns, leaving; and contributing to nodes of others. */
final class NodeRoutes {

    private static final int UNPROCESSABLE = 422;

    /** While something is about to change, pages look again so often. */
    private static final int LOOK_AGAIN_MILLIS = 1_000;

    private static final int LOOK_AGAIN_QUIET_MILLIS = 15_000;

    private final Words words;
    private final OrderWords orders;
    private final RandomGenerator random;

    /** What to see to. For templates. */
    record WarningRow(String what, String help) {}

    /** Somebody's part. For templates. */
    record ShareRow(String address, String amount, boolean kept, boolean mine) {}

    /** A node that waits for contributions. For templates. */
    record OfferRow(String id, String brief, String open, String minimum, String fee, boolean kept) {}

    NodeRoutes(Words words, RandomGenerator random) {
        this.words = words;
        this.orders = new OrderWords(words);
        this.random = random;
    }

    void addTo(Routes routes) {
        routes.owner()
                .get("/node", (_, door) -> page(door, false))
                .get("/node/part", (_, door) -> page(door, true))
                .get("/node/leave", this::askLeave)
                .post("/node/leave", this::leave)
                .get("/node/others", (_, door) -> others(door))
                .get("/node/others/{node}", (visit, door) -> other(visit, door, "", new Problems(), 200))
                .post("/node/others/{node}", this::contribute);
    }

    private Answer page(MemberDoor door, boolean part) {
        if (door.ledger().isEmpty()) {
            return Answer.page("no-ledger");
        }
        var ledger = door.ledger().get();
        var model = new HashMap<String, Object>();
        model.put("network", ledger.ledger().network());
        model.put("waiting", isWaiting(ledger));
        model.put("stage", "none");
        model.put("poll", LOOK_AGAIN_QUIET_MILLIS);
        ledger.node().ifPresent(node -> describe(node, ledger, model));
        return part ? new Answer.Fragment("node", "node", model, 200) : Answer.page("node", model);
    }

    private static boolean isWaiting(LedgerDoor ledger) {
        return ledger.pending().stream()
                .anyMatch(it -> it.refusal().isEmpty()
                        && (it.order() instanceof Order.Register || it.order() instanceof Order.Leave));
    }

    private void describe(OwnNode node, LedgerDoor door, Map<String, Object> model) {
        var ledger = door.ledger();
        model.put("id", node.id().hex());
        model.put("health", Health.of(node, ledger, words));
        model.put("tests", tests(node.tests()));
        model.put("chart", Chart.of(node.rewards(), ledger, words));
        model.put("next", node.nextReward().map(this::inTime).orElse(""));
        model.put("warnings", node.warnings().stream().sorted().map(this::row).toList());
        model.put("stage", node.registered().map(it -> lower(it.stage())).orElse("unregistered"));
        var registered = node.registered();
        if (registered.isEmpty() || registered.get().stage() != NodeView.Stage.ACTIVE) {
            model.put("poll", LOOK_AGAIN_MILLIS);
        }
        registered.ifPresent(it -> describe(it, ledger, model));
    }

    private void describe(NodeView node, LedgerView ledger, Map<String, Object> model) {
        model.put("fee", words.percent(node.feePermill()));
        model.put("since", words.date(node.since()));
        model.put("open", words.tokens(node.open(), ledger));
        model.put("shares", shares(node, ledger));
        model.put("leaves", node.leaves().map(words::date).orElse(""));
        model.put("mine", !node.own().isZero());
    }

    private List<ShareRow> shares(NodeView node, LedgerView ledger) {
        return node.shares().stream()
                .map(share -> new ShareRow(
                        Words.brief(share.address().text()),
                        words.tokens(share.amount().isZero() ? share.reserved() : share.amount(), ledger),
                        share.amount().isZero(),
                        share.mine()))
                .toList();
    }

    private Map<String, String> tests(OwnNode.Tests tests) {
        return Map.of("proof", ago(tests.proof()), "https", ago(tests.https()), "omq", ago(tests.omq()));
    }

    private String ago(Optional<Instant> moment) {
        return moment.map(it -> words.texts()
                        .get(
                                "node.ago",
                                words.spans()
                                        .text(Duration.between(it, words.clock().instant()))))
                .orElseGet(() -> words.texts().get("node.never"));
    }

    private String inTime(Instant moment) {
        return words.texts()
                .get(
                        "node.in",
                        words.spans().text(Duration.between(words.clock().instant(), moment)));
    }

    private WarningRow row(OwnNode.Warning warning) {
        var key = "warning." + Health.key(warning);
        return new WarningRow(words.texts().get(key), words.texts().get(key + ".help"));
    }

    static String lower(NodeView.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    /** A stake of the owner's that can be asked for; empty if the owner has none in that node. */
    private static Optional<NodeView> held(LedgerDoor ledger, String typed) {
        return Words.node(typed)
                .or(() -> ledger.node().map(OwnNode::id))
                .flatMap(ledger::node)
                .filter(node -> !node.own().isZero());
    }

    private Answer askLeave(Visit visit, MemberDoor door) {
        if (door.ledger().isEmpty()) {
            return Answer.page("no-ledger");
        }
        var ledger = door.ledger().get();
        return held(ledger, visit.query("node").orElse(""))
                .map(node -> leavePage(ledger, node))
                .orElseGet(Errors::notFound);
    }

    private Answer leavePage(LedgerDoor door, NodeView node) {
        var ledger = door.ledger();
        var holding = door.wallet().holdings().stream()
                .filter(it -> it.node().equals(node.id()))
                .findFirst();
        var model = new HashMap<String, Object>();
        model.put("id", node.id().hex());
        model.put("amount", words.tokens(node.own(), ledger));
        model.put("lines", orders.warnings(new Order.Leave(node.id()), door));
        model.put("awaiting", node.stage() == NodeView.Stage.AWAITING);
        model.put("when", words.dateAfter(ledger.rules().unlock()));
        model.put("span", words.spans().text(ledger.rules().unlock()));
        model.put(
                "locked",
                holding.flatMap(WalletView.Holding::askFrom).map(words::date).orElse(""));
        model.put("leaves", node.leaves().map(words::date).orElse(""));
        model.put("small", words.tokens(ledger.rules().small(), ledger));
        return Answer.page("leave", model);
    }

    private Answer leave(Visit visit, MemberDoor door) {
        return door.ledger()
                .flatMap(ledger -> held(ledger, visit.form().line("node")))
                .map(node -> Draft.ask(visit, new Order.Leave(node.id()), random))
                .orElseGet(Errors::notFound);
    }

    private Answer others(MemberDoor door) {
        if (door.ledger().isEmpty()) {
            return Answer.page("no-ledger");
        }
        var ledger = door.ledger().get();
        var offers = ledger.awaiting().stream()
                .filter(node -> node.own().isZero())
                .map(node -> row(node, ledger.ledger()))
                .toList();
        return Answer.page(
                "nodes", Map.of("offers", offers, "network", ledger.ledger().network()));
    }

    private OfferRow row(NodeView node, LedgerView ledger) {
        var kept = !node.reserved().isZero();
        return new OfferRow(
                node.id().hex(),
                Words.brief(node.id().hex()),
                words.tokens(node.open(), ledger),
                words.tokens(kept ? node.reserved() : node.minimum(), ledger),
                words.percent(node.feePermill()),
                kept);
    }

    private Optional<NodeView> named(Visit visit, MemberDoor door) {
        return Words.node(visit.path("node")).flatMap(id -> door.ledger().flatMap(ledger -> ledger.node(id)));
    }

    private Answer contribute(Visit visit, MemberDoor door) {
        var node = named(visit, door);
        if (node.isEmpty()) {
            return Errors.notFound();
        }
        var ledger = door.ledger().orElseThrow();
        var typed = visit.form().line("amount");
        var amount = words.money().parse(typed).filter(it -> !it.isZero());
        var problems = new Problems();
        if (amount.isEmpty()) {
            problems.add("amount", words.texts().get("amount.wrong"));
        } else {
            checkContribution(node.get(), amount.get(), ledger, problems);
        }
        return problems.any()
                ? other(visit, door, typed, problems, UNPROCESSABLE)
                : Draft.ask(visit, new Order.Contribute(node.get().id(), amount.orElseThrow()), random);
    }

    private void checkContribution(NodeView node, Amount amount, LedgerDoor ledger, Problems problems) {
        var view = ledger.ledger();
        var least = least(node);
        var most = node.open().plus(node.reserved());
        if (!amount.covers(least)) {
            problems.add("amount", words.texts().get("contribute.too-little", words.tokens(least, view)));
        } else if (!most.covers(amount)) {
            problems.add("amount", words.texts().get("contribute.too-much", words.tokens(most, view)));
        } else {
            WalletRoutes.checkCost(ledger, new Order.Contribute(node.id(), amount), words, problems);
        }
    }

    private static Amount least(NodeView node) {
        return node.reserved().isZero() ? node.minimum() : node.reserved();
    }

    private Answer other(Visit visit, MemberDoor door, String typed, Problems problems, int status) {
        var found = named(visit, door);
        if (found.isEmpty()) {
            return Errors.notFound();
        }
        var ledger = door.ledger().orElseThrow();
        var view = ledger.ledger();
        var node = found.get();
        var id = node.id();
        var model = new HashMap<String, Object>();
        describe(node, view, model);
        model.put("id", id.hex());
        model.put("brief", Words.brief(id.hex()));
        model.put("stage", lower(node.stage()));
        model.put("own", words.tokens(node.own(), view));
        model.put(
                "canJoin",
                node.stage() == NodeView.Stage.AWAITING
                        && node.own().isZero()
                        && (node.free() > 0 || !node.reserved().isZero()));
        model.put("least", words.tokens(least(node), view));
        model.put("most", words.tokens(node.open().plus(node.reserved()), view));
        model.put("kept", !node.reserved().isZero());
        model.put("spendable", words.tokens(ledger.wallet().spendable(), view));
        model.put(
                "locks",
                orders.locks(
                        view,
                        least(node).covers(view.rules().small())
                                ? Duration.ZERO
                                : view.rules().smallLock()));
        model.put("amount", typed.isEmpty() ? words.money().typed(least(node)) : typed);
        model.put("problems", problems);
        return new Answer.Page("node-other", model, status);
    }
}
