package hearth.service.ledger.found;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What somebody decides who founds a network. Every constructor throws {@link IllegalArgumentException} with a sentence for
 * the founder if it cannot be like that.
 *
 * @param network     what people call it, 1 to 64 bytes
 * @param token       what its money is called
 * @param requirement the stake of a complete node
 * @param tempo       how fast it lives
 * @param own         what the founder has beside the stakes of the founding nodes; may be zero
 * @param pool        what rewards are paid from
 */
public record Founding(String network, Genesis.Token token, Amount requirement, Tempo tempo, Amount own, Amount pool) {

    /** The pool of a network whose founder does not say otherwise, as a multiple of the requirement. */
    private static final int POOL_PER_REQUIREMENT = 10_000;

    /** The part of the requirement that a transaction costs, and a name. */
    private static final int FEES_PER_REQUIREMENT = 1_000_000;

    private static final int NAMES_PER_REQUIREMENT = 1_000;

    /**
     * How fast a network lives.
     *
     * @param blockMillis between two blocks of a network in which nothing happens
     * @param scale       how many times fewer blocks its periods have than those of the public network
     */
    public record Tempo(int blockMillis, int scale) {

        /** As the public network: a block every two minutes, and a stake that comes back after 15 days. */
        public static final Tempo DAYS = new Tempo(120_000, 1);

        /** An hour takes a minute: a stake comes back after six hours. */
        public static final Tempo HOURS = new Tempo(10_000, 5);

        /** A day takes four minutes: a stake comes back after an hour. */
        public static final Tempo MINUTES = new Tempo(10_000, 30);

        private static final Map<String, Tempo> NAMES = Map.of("days", DAYS, "hours", HOURS, "minutes", MINUTES);

        /** The one that is called {@code days}, {@code hours} or {@code minutes}. */
        public static Tempo named(String name) {
            var tempo = NAMES.get(name);
            if (tempo == null) {
                throw new IllegalArgumentException("Time scale is \"" + name + "\", it must be days, hours or minutes");
            }
            return tempo;
        }
    }

    /** What a founder need not think about follows from the requirement. */
    public static Founding of(String network, Genesis.Token token, Amount requirement, Tempo tempo, Amount own) {
        try {
            return new Founding(
                    network,
                    token,
                    requirement,
                    tempo,
                    own,
                    new Amount(Math.multiplyExact(requirement.units(), POOL_PER_REQUIREMENT)));
        } catch (ArithmeticException tooMuch) {
            throw new IllegalArgumentException("All tokens together are more than 2^63 - 1 units", tooMuch);
        }
    }

    /**
     * The genesis: {@code nodes} are active from the beginning, with stakes that belong to {@code founder}.
     *
     * @throws IllegalArgumentException with a sentence for the founder if these numbers and texts cannot be a network
     */
    public Genesis genesis(LedgerAddress founder, Collection<NodeId> nodes, Instant now) {
        var allocations = own.isZero() ? List.<Genesis.Allocation>of() : List.of(new Genesis.Allocation(founder, own));
        return new Genesis(
                network,
                token,
                rules(),
                pool,
                now.toEpochMilli(),
                allocations,
                nodes.stream()
                        .sorted(Comparator.naturalOrder())
                        .map(node -> new Genesis.FoundingNode(node, founder))
                        .toList());
    }

    private Genesis.Rules rules() {
        return new Genesis.Rules(
                requirement,
                tempo.scale(),
                tempo.blockMillis(),
                requirement.share(1, FEES_PER_REQUIREMENT),
                requirement.share(1, NAMES_PER_REQUIREMENT));
    }
}
