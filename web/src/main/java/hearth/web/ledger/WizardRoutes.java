package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Registration.Reservation;
import hearth.protocol.ledger.StakeRules;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Form;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * From a node that runs to one that is registered (product.md S15): can it be reached, what it costs and earns and for how
 * long money is bound, alone or with others. The order is then confirmed like every other, and watched on the node's page.
 */
final class WizardRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int PLACES = StakeRules.CONTRIBUTORS_MAX - 1;
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:[.,](\\d))?");

    private final Words words;
    private final OrderWords orders;
    private final RandomGenerator random;

    /** A place that is kept for somebody, as typed. For templates. */
    record PlaceRow(int number, String address, String amount) {}

    WizardRoutes(Words words, RandomGenerator random) {
        this.words = words;
        this.orders = new OrderWords(words);
        this.random = random;
    }

    void addTo(Routes routes) {
        routes.owner()
                .get("/node/start", (visit, door) -> guarded(door, ledger -> reach(visit, ledger)))
                .post("/node/start/check", (visit, door) -> guarded(door, ledger -> check(visit, ledger)))
                .get("/node/start/terms", (_, door) -> guarded(door, this::terms))
                .get(
                        "/node/start/who",
                        (visit, door) -> guarded(door, ledger -> who(ledger, visit.form(), new Problems(), 200)))
                .post("/node/start/who", (visit, door) -> guarded(door, ledger -> register(visit, ledger)));
    }

    private interface Step {
        Answer answer(LedgerDoor ledger);
    }

    /** Only for a node that runs and is not registered. */
    private static Answer guarded(MemberDoor door, Step step) {
        return door.ledger()
                .filter(ledger -> ledger.node()
                        .filter(node -> node.registered().isEmpty())
                        .isPresent())
                .map(step::answer)
                .orElseGet(() -> new Answer.Redirect("/node"));
    }

    private Answer check(Visit visit, LedgerDoor ledger) {
        visit.session().orElseThrow().keep(ledger.checkReachability());
        return new Answer.Redirect("/node/start");
    }

    private Answer reach(Visit visit, LedgerDoor ledger) {
        var model = new HashMap<String, Object>();
        model.put("id", ledger.node().orElseThrow().id().hex());
        var found = visit.session().orElseThrow().kept(Reachability.class);
        model.put("checked", found.isPresent());
        found.ifPresent(it -> {
            model.put("at", words.times().full(it.at()));
            model.put("https", key(it.https()));
            model.put("omq", key(it.omq()));
            model.put(
                    "good", it.https() != Reachability.Found.NOT_REACHED && it.omq() != Reachability.Found.NOT_REACHED);
        });
        return Answer.page("node-reach", model);
    }

    private static String key(Reachability.Found found) {
        return found.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Answer terms(LedgerDoor door) {
        var ledger = door.ledger();
        var rules = ledger.rules();
        return Answer.page(
                "node-terms",
                Map.of(
                        "requirement", words.tokens(rules.requirement(), ledger),
                        "part", words.tokens(rules.operatorPart(), ledger),
                        "fee", words.tokens(rules.fee(), ledger),
                        "spendable", words.tokens(door.wallet().spendable(), ledger),
                        "enough", door.wallet().spendable().covers(rules.operatorPart()),
                        "perDay", words.tokens(ledger.perDay(), ledger),
                        "active", ledger.active(),
                        "delay", words.spans().text(rules.rewardDelay()),
                        "credit", words.spans().text(rules.creditStart()),
                        "locks", orders.locks(ledger, Duration.ZERO)));
    }

    private Answer register(Visit visit, LedgerDoor door) {
        var form = visit.form();
        var problems = new Problems();
        var order = form.line("with").equals("others")
                ? withOthers(form, door, problems)
                : Optional.of(new Order.Register(door.ledger().rules().requirement(), 0, List.of()));
        if (!problems.any()) {
            order.ifPresent(it -> WalletRoutes.checkCost(door, it, words, problems));
        }
        return problems.any() || order.isEmpty()
                ? who(door, form, problems, UNPROCESSABLE)
                : Draft.ask(visit, order.get(), random);
    }

    private Optional<Order.Register> withOthers(Form form, LedgerDoor door, Problems problems) {
        var ledger = door.ledger();
        var rules = ledger.rules();
        var stake = words.money().parse(form.line("amount"));
        if (stake.isEmpty()) {
            problems.add("amount", words.texts().get("amount.wrong"));
        } else if (!stake.get().covers(rules.operatorPart())) {
            problems.add("amount", words.texts().get("who.too-little", words.tokens(rules.operatorPart(), ledger)));
        } else if (!rules.requirement().covers(stake.get())) {
            problems.add("amount", words.texts().get("who.too-much", words.tokens(rules.requirement(), ledger)));
        }
        var fee = permill(form.line("fee"));
        if (fee.isEmpty()) {
            problems.add("fee", words.texts().get("who.fee-wrong"));
        }
        if (problems.any()) {
            return Optional.empty();
        }
        var places = places(form, stake.get(), door, problems);
        return problems.any() ? Optional.empty() : Optional.of(new Order.Register(stake.get(), fee.get(), places));
    }

    private List<Reservation> places(Form form, Amount stake, LedgerDoor door, Problems problems) {
        var places = new ArrayList<Reservation>();
        var taken = new HashSet<LedgerAddress>();
        taken.add(door.wallet().address());
        var open = door.ledger().rules().requirement().minus(stake);
        for (var i = 1; i <= PLACES; i++) {
            if (form.line("place-" + i).isEmpty() && form.line("part-" + i).isEmpty()) {
                continue;
            }
            var place = place(form, i, open, StakeRules.CONTRIBUTORS_MAX - 1 - places.size(), taken, door, problems);
            if (place.isPresent()) {
                places.add(place.get());
                open = open.minus(place.get().amount());
            }
        }
        return places;
    }

    private Optional<Reservation> place(
            Form form,
            int number,
            Amount open,
            int free,
            Set<LedgerAddress> taken,
            LedgerDoor door,
            Problems problems) {
        var texts = words.texts();
        var address = Words.address(form.line("place-" + number));
        var amount = words.money().parse(form.line("part-" + number)).filter(it -> !it.isZero());
        var least = StakeRules.minimum(open, free);
        if (address.isEmpty()) {
            problems.add("place-" + number, texts.get("send.to-wrong"));
        } else if (!taken.add(address.get())) {
            problems.add("place-" + number, texts.get("who.place-twice"));
        }
        if (amount.isEmpty()) {
            problems.add("part-" + number, texts.get("amount.wrong"));
        } else if (!open.covers(amount.get())) {
            problems.add("part-" + number, texts.get("who.part-too-much", words.tokens(open, door.ledger())));
        } else if (!amount.get().covers(least)) {
            problems.add("part-" + number, texts.get("who.part-too-little", words.tokens(least, door.ledger())));
        }
        return problems.any()
                ? Optional.empty()
                : Optional.of(new Reservation(address.orElseThrow(), amount.orElseThrow()));
    }

    /** Thousandths of a percentage with at most one decimal; empty if it is none, or above a hundred. */
    private static Optional<Integer> permill(String typed) {
        var matcher = PERCENT.matcher(typed.replace("%", "").strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var tenths = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return Optional.of(Integer.parseInt(matcher.group(1)) * 10 + tenths)
                .filter(permill -> permill <= StakeRules.FEE_PERMILL_MAX);
    }

    private Answer who(LedgerDoor door, Form form, Problems problems, int status) {
        var ledger = door.ledger();
        var rules = ledger.rules();
        var model = new HashMap<String, Object>();
        model.put("requirement", words.tokens(rules.requirement(), ledger));
        model.put("part", words.tokens(rules.operatorPart(), ledger));
        model.put("spendable", words.tokens(door.wallet().spendable(), ledger));
        model.put("others", form.line("with").equals("others"));
        model.put(
                "amount",
                form.has("amount") ? form.line("amount") : words.money().typed(rules.operatorPart()));
        model.put("fee", form.has("fee") ? form.line("fee") : "10");
        model.put(
                "places",
                IntStream.rangeClosed(1, PLACES)
                        .mapToObj(i -> new PlaceRow(i, form.line("place-" + i), form.line("part-" + i)))
                        .toList());
        model.put(
                "unfolded",
                IntStream.rangeClosed(1, PLACES)
                        .anyMatch(i -> !form.line("place-" + i).isEmpty()
                                || !form.line("part-" + i).isEmpty()));
        model.put("problems", problems);
        return new Answer.Page("node-who", model, status);
    }
}
