package hearth.appliance.wallet;

import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Period;
import hearth.service.ServiceNode;
import hearth.service.ledger.order.HistoryEntry;
import hearth.service.reach.IncomingTests;
import hearth.web.ledger.OwnNode;
import hearth.web.ledger.OwnNode.Earned;
import hearth.web.ledger.OwnNode.Warning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The box's node as its owner sees it: what the ledger says, what others see of it, what it earned. */
final class OwnNodes {

    private static final int STRETCHES = 14;
    private static final int REWARDS_MAX = 5_000;
    private static final Duration STRETCH_MIN = Duration.ofMinutes(1);

    /** A ledger that makes no block for so many times as long as a block takes stands still. */
    private static final int BLOCKS_MISSED_MAX = 10;

    private OwnNodes() {}

    static OwnNode view(LedgerAccess access, ServiceNode own, Views views, Clock clock) {
        var id = own.keys().id();
        var record = views.state().node(id);
        var now = clock.instant();
        var reach = own.reach();
        var proof = access.service()
                .proof(id)
                .map(it -> Instant.ofEpochMilli(it.content().time()));
        return new OwnNode(
                id,
                views.node(id),
                new OwnNode.Tests(
                        proof,
                        reach.httpsTested().map(now::minus),
                        reach.omqTested().map(now::minus)),
                record.map(it -> warnings(access, own, views, it, proof, now)).orElse(Set.of()),
                record.map(it -> canBeOff(access, views, it)).orElse(Duration.ZERO),
                views.nextReward(id),
                rewards(access, own, views, now));
    }

    /** Others notice that it is away; then its credit runs, or it is expelled at once. */
    private static Duration canBeOff(LedgerAccess access, Views views, NodeRecord node) {
        var credit = views.credit(node);
        return switch (node.state()) {
            case ACTIVE -> {
                var noticed = access.service().pace().unreachable();
                yield isCreditLow(views, node) ? noticed : noticed.plus(credit);
            }
            case DECOMMISSIONED -> credit.isNegative() ? Duration.ZERO : credit;
            case AWAITING, DEREGISTERED -> Duration.ZERO;
        };
    }

    private static boolean isCreditLow(Views views, NodeRecord node) {
        var least = views.state().genesis().rules().length(Period.CREDIT_MIN);
        return node.isActive() && views.credit(node).compareTo(least) < 0;
    }

    private static Set<Warning> warnings(
            LedgerAccess access, ServiceNode own, Views views, NodeRecord node, Optional<Instant> proof, Instant now) {
        var warnings = EnumSet.noneOf(Warning.class);
        if (own.untested().contains(IncomingTests.Way.HTTPS)) {
            warnings.add(Warning.HTTPS_NOT_REACHED);
        }
        if (own.untested().contains(IncomingTests.Way.OMQ)) {
            warnings.add(Warning.OMQ_NOT_REACHED);
        }
        var proofMax = access.service().pace().proofMax();
        if (proof.isEmpty() || proof.get().plus(proofMax).isBefore(now)) {
            warnings.add(Warning.PROOF_LATE);
        }
        var blockMillis = views.state().genesis().rules().blockMillis();
        if (now.toEpochMilli() - views.state().time() > (long) BLOCKS_MISSED_MAX * blockMillis) {
            warnings.add(Warning.LEDGER_STANDS);
        }
        if (isCreditLow(views, node)) {
            warnings.add(Warning.CREDIT_LOW);
        }
        return warnings;
    }

    private static List<Earned> rewards(LedgerAccess access, ServiceNode own, Views views, Instant now) {
        var scaled = views.state().genesis().rules().scaled(Duration.ofDays(1));
        var stretch = scaled.compareTo(STRETCH_MIN) < 0 ? STRETCH_MIN : scaled;
        var first = now.minus(stretch.multipliedBy(STRETCHES));
        var sums = new Amount[STRETCHES];
        Arrays.fill(sums, Amount.ZERO);
        for (var entry : access.service().ledger().history(own.keys().id(), Long.MAX_VALUE, REWARDS_MAX)) {
            var after = entry.time() - first.toEpochMilli();
            var index = (int) Math.min(STRETCHES - 1L, after / stretch.toMillis());
            if (entry.kind() == HistoryEntry.Kind.NODE_REWARDED && after >= 0) {
                sums[index] = sums[index].plus(entry.amount());
            }
        }
        return IntStream.range(0, STRETCHES)
                .mapToObj(i -> new Earned(first.plus(stretch.multipliedBy(i)), sums[i]))
                .toList();
    }
}
