package hearth.service.ledger;

import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.QueuePlace;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StakeRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Every block pays one active node, the one that waited longest, out of the pool: 14 % of what is in it per year of blocks.
 * The operator gets the fee beforehand; the rest is divided by stake. What rounding leaves over is the operator's.
 */
final class Rewards {

    private static final int PERCENT_PER_YEAR = 14;
    private static final long PERCENT = 100;

    private Rewards() {}

    static Step pay(LedgerState state) {
        var winner = state.nextRewarded();
        if (winner.isEmpty()) {
            return Step.of(state);
        }
        var node = winner.get();
        var reward = perBlock(state.pool(), state.genesis().rules().timeScale());
        var payableAt = state.height() + state.blocks(Period.REWARD_DELAY);
        var paid = reward.isZero()
                ? state
                : state.withPool(state.pool().minus(reward)).withDue(payableAt, due -> due.with(split(node, reward)));
        return Step.of(
                paid.withNode(node.withPlace(QueuePlace.lastAt(state.height()))),
                new LedgerEvent.Rewarded(node.id(), reward, payableAt));
    }

    /** The reward of one block, rounded down. */
    static Amount perBlock(Amount pool, int timeScale) {
        return pool.share((long) PERCENT_PER_YEAR * timeScale, PERCENT * Period.BLOCKS_PER_YEAR);
    }

    /** The parts of a reward, none of them zero; together they are the reward. */
    static List<Due.Payout> split(NodeRecord node, Amount reward) {
        var fee = reward.share(node.feePermill(), StakeRules.FEE_PERMILL_MAX);
        var shared = reward.minus(fee);
        var staked = node.staked().units();
        var payouts = new ArrayList<Due.Payout>();
        var left = reward;
        for (var contributor : node.contributors()) {
            var share = shared.share(contributor.amount().units(), staked);
            if (!contributor.address().equals(node.operator()) && !share.isZero()) {
                payouts.add(new Due.Payout(contributor.address(), share));
                left = left.minus(share);
            }
        }
        if (!left.isZero()) {
            payouts.addFirst(new Due.Payout(node.operator(), left));
        }
        return payouts;
    }
}
