package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.household.RecoveryWords;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.QrCode;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The owner's wallet: what there is, receiving, sending, what happened, and the words that bring it back. */
final class WalletRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int HISTORY_MAX = 500;
    private static final int ROWS_MAX = 50;

    private final SignInGate gate;
    private final Words words;
    private final OrderWords orders;
    private final RandomGenerator random;

    /** A stake. For templates. */
    record StakeRow(String node, String link, String amount, String state) {}

    /** Something that waits or was refused. For templates. */
    record PendingRow(String what, String when, boolean refused, String why) {}

    /** Something that happened. For templates. */
    record HistoryRow(String what, String when, String amount, boolean gain) {}

    WalletRoutes(SignInGate gate, Words words, RandomGenerator random) {
        this.gate = gate;
        this.words = words;
        this.orders = new OrderWords(words);
        this.random = random;
    }

    void addTo(Routes routes) {
        routes.owner()
                .get("/wallet", (visit, door) -> page(visit, door, "", "", new Problems(), 200))
                .get("/wallet/part", (_, door) -> part(door, "balance"))
                .get("/wallet/history", (_, door) -> part(door, "history"))
                .post("/wallet/send", this::send)
                .post("/wallet/test-tokens", this::askForTestTokens)
                .get("/wallet/words", (_, door) -> wordsPage(door, Map.of(), new Problems(), 200))
                .post("/wallet/words", this::showWords)
                .post("/wallet/restore", this::restore);
    }

    private Answer part(MemberDoor door, String fragment) {
        return door.ledger()
                .<Answer>map(ledger -> new Answer.Fragment("wallet", fragment, balance(ledger), 200))
                .orElseGet(() -> new Answer.Redirect("/wallet"));
    }

    private Answer send(Visit visit, MemberDoor door) {
        var ledger = door.ledger();
        if (ledger.isEmpty()) {
            return new Answer.Redirect("/wallet");
        }
        var typedTo = visit.form().line("to");
        var typedAmount = visit.form().line("amount");
        var to = Words.address(typedTo);
        var amount = words.money().parse(typedAmount).filter(it -> !it.isZero());
        var problems = new Problems();
        if (to.isEmpty()) {
            problems.add("to", words.texts().get("send.to-wrong"));
        } else if (to.get().equals(ledger.get().wallet().address())) {
            problems.add("to", words.texts().get("send.to-self"));
        }
        if (amount.isEmpty()) {
            problems.add("amount", words.texts().get("amount.wrong"));
        } else if (to.isPresent()) {
            checkCost(ledger.get(), new Order.Send(to.get(), amount.get()), words, problems);
        }
        return problems.any()
                ? page(visit, door, typedTo, typedAmount, problems, UNPROCESSABLE)
                : Draft.ask(visit, new Order.Send(to.orElseThrow(), amount.orElseThrow()), random);
    }

    /** Notes a problem at the field "amount" if the wallet does not hold what {@code order} moves, fee included. */
    static void checkCost(LedgerDoor ledger, Order order, Words words, Problems problems) {
        var view = ledger.ledger();
        var spendable = ledger.wallet().spendable();
        var cost = OrderWords.cost(order, view);
        if (!spendable.covers(cost)
                || !spendable.minus(cost).covers(view.rules().fee())) {
            problems.add(
                    "amount",
                    words.texts()
                            .get(
                                    "amount.too-much",
                                    words.tokens(spendable, view),
                                    words.tokens(view.rules().fee(), view)));
        }
    }

    private Answer askForTestTokens(Visit visit, MemberDoor door) {
        door.ledger().filter(LedgerDoor::givesTestTokens).ifPresent(ledger -> {
            var came = ledger.askForTestTokens();
            visit.tell(words.texts().get(came ? "wallet.test-tokens-came" : "wallet.test-tokens-wait"));
        });
        return new Answer.Redirect("/wallet");
    }

    private Answer page(Visit visit, MemberDoor door, String to, String amount, Problems problems, int status) {
        if (door.ledger().isEmpty()) {
            return Answer.page("no-ledger");
        }
        var ledger = door.ledger().get();
        var model = balance(ledger);
        var address = ledger.wallet().address().text();
        model.put("address", address);
        model.put("qr", QrCode.of(address));
        model.put("to", to);
        model.put("amount", amount);
        model.put("gifts", ledger.givesTestTokens());
        model.put("open", !ConfirmRoutes.isLocked(visit, words));
        model.put("problems", problems);
        return new Answer.Page("wallet", model, status);
    }

    private Map<String, Object> balance(LedgerDoor ledger) {
        var view = ledger.ledger();
        var wallet = ledger.wallet();
        var model = new HashMap<String, Object>();
        model.put("network", view.network());
        model.put("symbol", view.symbol());
        model.put("fee", words.tokens(view.rules().fee(), view));
        model.put("spendable", words.tokens(wallet.spendable(), view));
        model.put("staked", words.tokens(wallet.staked(), view));
        model.put("arriving", words.tokens(wallet.arriving(), view));
        model.put("delay", words.spans().text(view.rules().rewardDelay()));
        model.put("total", words.tokens(wallet.spendable().plus(wallet.staked()).plus(wallet.arriving()), view));
        model.put(
                "stakes",
                wallet.holdings().stream()
                        .map(holding -> row(holding, view, ledger))
                        .toList());
        var pending = ledger.pending();
        model.put("pending", pending.stream().map(it -> row(it, view)).toList());
        model.put("busy", pending.stream().anyMatch(it -> it.refusal().isEmpty()));
        model.put("history", history(ledger.history(HISTORY_MAX), view));
        return model;
    }

    private StakeRow row(WalletView.Holding holding, LedgerView view, LedgerDoor ledger) {
        var own = ledger.node().filter(node -> node.id().equals(holding.node())).isPresent();
        return new StakeRow(
                own
                        ? words.texts().get("stake.own-node")
                        : Words.brief(holding.node().hex()),
                own ? "/node" : "/node/others/" + holding.node().hex(),
                words.tokens(holding.amount(), view),
                state(holding, view));
    }

    private String state(WalletView.Holding holding, LedgerView view) {
        if (holding.back().isPresent()) {
            return words.texts().get("stake.back", words.date(holding.back().get()));
        }
        if (holding.stage() == NodeView.Stage.AWAITING) {
            return words.texts().get("stake.awaiting");
        }
        var unlock = words.spans().text(view.rules().unlock());
        return holding.askFrom()
                .map(from -> words.texts().get("stake.locked-until", words.date(from), unlock))
                .orElseGet(() -> words.texts().get("stake.free", unlock));
    }

    private PendingRow row(Pending pending, LedgerView view) {
        return new PendingRow(
                orders.sentence(pending.order(), view),
                words.times().full(pending.at()),
                pending.refusal().isPresent(),
                pending.refusal()
                        .map(why -> words.texts().get(ConfirmRoutes.refusalKey(why)))
                        .orElse(""));
    }

    /** Rewards come every few minutes: those of a day are one row. */
    private List<HistoryRow> history(List<Entry> entries, LedgerView view) {
        var rows = new ArrayList<HistoryRow>();
        var rewards = new ArrayList<Entry>();
        for (var entry : entries) {
            if (!rewards.isEmpty() && !isOfTheSameDay(entry, rewards.getFirst())) {
                rows.add(rewards(rewards, view));
                rewards.clear();
            }
            if (entry.kind() == Entry.Kind.REWARD) {
                rewards.add(entry);
            } else {
                rows.add(row(entry, view));
            }
        }
        if (!rewards.isEmpty()) {
            rows.add(rewards(rewards, view));
        }
        return rows.stream().limit(ROWS_MAX).toList();
    }

    private boolean isOfTheSameDay(Entry entry, Entry reward) {
        return entry.kind() == Entry.Kind.REWARD
                && words.times().day(entry.at()).equals(words.times().day(reward.at()));
    }

    private HistoryRow rewards(List<Entry> rewards, LedgerView view) {
        var sum = rewards.stream().map(Entry::amount).reduce(Amount.ZERO, Amount::plus);
        return new HistoryRow(
                words.texts().get("history.rewards", rewards.size()),
                words.times().dayName(rewards.getFirst().at()),
                words.tokens(sum, view),
                true);
    }

    private HistoryRow row(Entry entry, LedgerView view) {
        var key = "history." + entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new HistoryRow(
                words.texts().get(key, Words.brief(entry.other())),
                words.times().full(entry.at()),
                entry.amount().isZero() ? "" : words.tokens(entry.amount(), view),
                entry.kind().isGain());
    }

    private Answer showWords(Visit visit, MemberDoor door) {
        var ledger = door.ledger();
        if (ledger.isEmpty()) {
            return new Answer.Redirect("/wallet");
        }
        try (var password = Password.of(visit.form().text("password"))) {
            return switch (gate.tryToOpen(door.member().name(), password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    yield wordsPage(
                            door, Map.of("words", ledger.get().walletWords().words()), new Problems(), 200);
                }
                case SignInGate.Outcome.Refused() ->
                    wordsPage(door, Map.of(), problem("password", "recovery.password-wrong"), UNPROCESSABLE);
                case SignInGate.Outcome.Wait(var left) ->
                    wordsPage(door, Map.of(), problem("password", "sign-in.wait", left.toSeconds() + 1), TOO_MANY);
                case SignInGate.Outcome.Busy() ->
                    wordsPage(door, Map.of(), problem("password", "sign-in.busy"), TOO_MANY);
            };
        }
    }

    private Answer restore(Visit visit, MemberDoor door) {
        var ledger = door.ledger();
        if (ledger.isEmpty()) {
            return new Answer.Redirect("/wallet");
        }
        try (var password = Password.of(visit.form().text("password-again"))) {
            var outcome = gate.tryToOpen(door.member().name(), password, visit.networkKey());
            if (!(outcome instanceof SignInGate.Outcome.Opened(var again))) {
                return wordsPage(door, Map.of(), problem("password-again", "recovery.password-wrong"), UNPROCESSABLE);
            }
            again.close();
        }
        if (!ledger.get().restoreWallet(RecoveryWords.typed(visit.form().text("words")))) {
            return wordsPage(door, Map.of(), problem("words", "wallet-words.wrong"), UNPROCESSABLE);
        }
        visit.tell(words.texts().get("wallet-words.restored"));
        return new Answer.Redirect("/wallet");
    }

    private Problems problem(String field, String key, Object... arguments) {
        return new Problems().add(field, words.texts().get(key, arguments));
    }

    private Answer wordsPage(MemberDoor door, Map<String, Object> more, Problems problems, int status) {
        var ledger = door.ledger();
        if (ledger.isEmpty()) {
            return Answer.page("no-ledger");
        }
        var model = new HashMap<>(more);
        model.putIfAbsent("words", List.of());
        model.put("address", ledger.get().wallet().address().text());
        model.put("network", ledger.get().ledger().network());
        model.put("date", words.times().date(words.clock().instant()));
        model.put("problems", problems);
        return new Answer.Page("wallet-words", model, status);
    }
}
