package hearth.web.ledger;

import hearth.web.path.Lamp;
import java.util.Locale;

/**
 * How the box's node is, in one sentence with one lamp (product.md S10).
 *
 * @param sentence what it is
 * @param offer    for how long it may be off, as a sentence; empty where that says nothing
 */
record Health(Lamp lamp, String sentence, String offer) {

    /** Says it of {@code node}. */
    static Health of(OwnNode node, LedgerView ledger, Words words) {
        return node.registered()
                .map(registered -> ofRegistered(node, registered, ledger, words))
                .orElseGet(() -> new Health(Lamp.WORKING, words.texts().get("health.unregistered"), ""));
    }

    private static Health ofRegistered(OwnNode node, NodeView registered, LedgerView ledger, Words words) {
        var texts = words.texts();
        return switch (registered.stage()) {
            case AWAITING ->
                new Health(
                        Lamp.WORKING,
                        texts.get(
                                "health.awaiting",
                                words.tokens(ledger.rules().requirement().minus(registered.staked()), ledger)),
                        "");
            case ACTIVE -> ofActive(node, registered, words);
            case DECOMMISSIONED ->
                new Health(
                        Lamp.NEEDS_YOU,
                        texts.get("health.decommissioned"),
                        texts.get("health.back-within", words.spans().text(node.canBeOff())));
            case DEREGISTERED ->
                new Health(
                        Lamp.STOPPED,
                        texts.get(
                                "health.deregistered",
                                registered.leaves().map(words::date).orElse("")),
                        "");
        };
    }

    private static Health ofActive(OwnNode node, NodeView registered, Words words) {
        var texts = words.texts();
        var offer = texts.get("health.can-be-off", words.spans().text(node.canBeOff()));
        var warning = node.warnings().stream().sorted().findFirst();
        if (warning.isPresent()) {
            return new Health(Lamp.NEEDS_YOU, texts.get("warning." + key(warning.get())), offer);
        }
        return registered.leaves().isPresent()
                ? new Health(
                        Lamp.WORKING,
                        texts.get(
                                "health.leaving", words.date(registered.leaves().get())),
                        offer)
                : new Health(Lamp.FINE, texts.get("health.fine"), offer);
    }

    /** Names the texts of a warning. */
    static String key(OwnNode.Warning warning) {
        return warning.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
