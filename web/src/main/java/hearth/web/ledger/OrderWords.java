package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.web.page.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an order is, costs and brings about, in words: for the page that confirms it and for lists. */
final class OrderWords {

    private final Words words;
    private final Texts texts;

    /**
     * One line of the page that confirms. For templates.
     *
     * @param exact whether it is an address or a key, to be compared character by character
     */
    record Line(String label, String value, boolean exact) {}

    OrderWords(Words words) {
        this.words = words;
        this.texts = words.texts();
    }

    /** Names the texts of an order. */
    static String key(Order order) {
        return switch (order) {
            case Order.Send _ -> "send";
            case Order.Register _ -> "register";
            case Order.Contribute _ -> "contribute";
            case Order.Leave _ -> "leave";
            case Order.KeepName _ -> "keep-name";
            case Order.PointName _ -> "point-name";
            case Order.RenewName _ -> "renew-name";
            case Order.GiveName _ -> "give-name";
        };
    }

    /** Where somebody looks afterwards, or goes back to. */
    static String place(Order order) {
        return switch (order) {
            case Order.Send _ -> "/wallet";
            case Order.Register _ -> "/node";
            case Order.Contribute it -> "/node/others/" + it.node().hex();
            case Order.Leave _ -> "/node";
            case Order.KeepName it -> "/names?name=" + it.name();
            case Order.PointName it -> "/names?name=" + it.name();
            case Order.RenewName(var name) -> "/names?name=" + name;
            case Order.GiveName it -> "/names?name=" + it.name();
        };
    }

    /** What is wanted, in one sentence. */
    String sentence(Order order, LedgerView ledger) {
        var key = "order." + key(order);
        return switch (order) {
            case Order.Send(var to, var amount) -> texts.get(key, words.tokens(amount, ledger), Words.brief(to.text()));
            case Order.Register it -> texts.get(key, words.tokens(it.stake(), ledger));
            case Order.Contribute(var node, var amount) ->
                texts.get(key, words.tokens(amount, ledger), Words.brief(node.hex()));
            case Order.Leave(var node) -> texts.get(key, Words.brief(node.hex()));
            case Order.KeepName it -> texts.get(key, it.name());
            case Order.PointName it -> texts.get(key, it.name());
            case Order.RenewName(var name) -> texts.get(key, name);
            case Order.GiveName(var name, var to) -> texts.get(key, name, Words.brief(to.text()));
        };
    }

    /** Everything to check before confirming. */
    List<Line> lines(Order order, LedgerDoor door) {
        var ledger = door.ledger();
        var lines = new ArrayList<Line>();
        switch (order) {
            case Order.Send(var to, var amount) -> {
                lines.add(exact("to", to.text()));
                lines.add(line("amount", words.tokens(amount, ledger)));
            }
            case Order.Register register -> addRegistration(lines, register, door, ledger);
            case Order.Contribute(var node, var amount) -> {
                lines.add(exact("node", node.hex()));
                lines.add(line("stake", words.tokens(amount, ledger)));
                door.node(node).ifPresent(it -> lines.add(line("operator-fee", words.percent(it.feePermill()))));
            }
            case Order.Leave(var node) -> addLeave(lines, node, door, ledger);
            case Order.KeepName(var name, var account) -> {
                lines.add(line("name", name));
                lines.add(exact("account", account.hex()));
                lines.add(line("until", words.dateAfter(ledger.rules().nameLife())));
                lines.add(line("price", words.tokens(ledger.rules().namePrice(), ledger)));
            }
            case Order.PointName(var name, var account) -> {
                lines.add(line("name", name));
                lines.add(exact("account", account.hex()));
            }
            case Order.RenewName(var name) -> {
                lines.add(line("name", name));
                door.name(name)
                        .ifPresent(it -> lines.add(line(
                                "until",
                                words.date(it.expires().plus(ledger.rules().nameLife())))));
                lines.add(line("price", words.tokens(ledger.rules().namePrice(), ledger)));
            }
            case Order.GiveName(var name, var to) -> {
                lines.add(line("name", name));
                lines.add(exact("to", to.text()));
            }
        }
        lines.add(line("fee", words.tokens(ledger.rules().fee(), ledger)));
        var total = cost(order, ledger).plus(ledger.rules().fee());
        lines.add(line("total", words.tokens(total, ledger)));
        var spendable = door.wallet().spendable();
        if (spendable.covers(total)) {
            lines.add(line("left", words.tokens(spendable.minus(total), ledger)));
        }
        return lines;
    }

    private void addRegistration(List<Line> lines, Order.Register register, LedgerDoor door, LedgerView ledger) {
        door.node().ifPresent(node -> lines.add(exact("node", node.id().hex())));
        lines.add(line("stake", words.tokens(register.stake(), ledger)));
        lines.add(line("operator-fee", words.percent(register.feePermill())));
        for (var place : register.reservations()) {
            lines.add(new Line(
                    texts.get("confirm.kept", words.tokens(place.amount(), ledger)),
                    place.contributor().text(),
                    true));
        }
        var open = register.reservations().stream().map(place -> place.amount()).reduce(register.stake(), Amount::plus);
        if (!open.covers(ledger.rules().requirement())) {
            lines.add(line("open", words.tokens(ledger.rules().requirement().minus(open), ledger)));
        }
    }

    private void addLeave(List<Line> lines, NodeId node, LedgerDoor door, LedgerView ledger) {
        lines.add(exact("node", node.hex()));
        door.node(node).ifPresent(it -> {
            lines.add(line("stake", words.tokens(it.own(), ledger)));
            lines.add(line(
                    "back-label",
                    it.stage() == NodeView.Stage.AWAITING
                            ? texts.get("confirm.at-once")
                            : words.dateAfter(ledger.rules().unlock())));
        });
    }

    /** What has to be understood before confirming. */
    List<String> warnings(Order order, LedgerDoor door) {
        var ledger = door.ledger();
        var rules = ledger.rules();
        return switch (order) {
            case Order.Send _ -> List.of(texts.get("confirm.final"));
            case Order.Register _ -> locks(ledger, Duration.ZERO);
            case Order.Contribute it ->
                locks(ledger, it.amount().covers(rules.small()) ? Duration.ZERO : rules.smallLock());
            case Order.Leave(var node) -> leaving(door, node);
            case Order.KeepName _ -> List.of(texts.get("confirm.public-name"));
            case Order.RenewName _ -> List.of(texts.get("confirm.public-name"));
            case Order.PointName _ -> List.of();
            case Order.GiveName _ -> List.of(texts.get("confirm.final"));
        };
    }

    /** How long a stake is bound, with dates; from {@code askFrom} on it can be asked for. */
    List<String> locks(LedgerView ledger, Duration askFrom) {
        var rules = ledger.rules();
        var lines = new ArrayList<String>();
        if (askFrom.isPositive()) {
            lines.add(texts.get("lock.small", words.dateAfter(askFrom), words.tokens(rules.small(), ledger)));
        }
        var first = askFrom.plus(rules.unlock());
        lines.add(texts.get("lock.unlock", words.spans().text(rules.unlock()), words.dateAfter(first)));
        lines.add(texts.get(
                "lock.expelled", words.spans().text(rules.deregistration()), words.dateAfter(rules.deregistration())));
        return lines;
    }

    private List<String> leaving(LedgerDoor door, NodeId id) {
        var node = door.node(id);
        if (node.isPresent() && node.get().stage() == NodeView.Stage.AWAITING) {
            return List.of(texts.get(node.get().mine() ? "leave.awaiting-operator" : "leave.awaiting"));
        }
        var date = words.dateAfter(door.ledger().rules().unlock());
        return List.of(texts.get("leave.all", date), texts.get("leave.keep-running", date));
    }

    /** What an order moves out of the wallet, without the fee. */
    static Amount cost(Order order, LedgerView ledger) {
        return switch (order) {
            case Order.Send it -> it.amount();
            case Order.Register it -> it.stake();
            case Order.Contribute it -> it.amount();
            case Order.KeepName _ -> ledger.rules().namePrice();
            case Order.RenewName _ -> ledger.rules().namePrice();
            case Order.Leave _ -> Amount.ZERO;
            case Order.PointName _ -> Amount.ZERO;
            case Order.GiveName _ -> Amount.ZERO;
        };
    }

    private Line line(String label, String value) {
        return new Line(texts.get("confirm." + label), value, false);
    }

    private Line exact(String label, String value) {
        return new Line(texts.get("confirm." + label), value, true);
    }
}
