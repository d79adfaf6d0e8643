package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.NodeRecord.Contributor;
import hearth.protocol.ledger.UnlockRequest;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardsTest {

    private static final int SCALE = 720;

    @Test
    void aYearOfBlocksPaysFourteenPercentOfThePool() {
        var pool = Amount.tokens(40_000_000);

        var perBlock = Rewards.perBlock(pool, 1);

        assertEquals(40_000_000L * 1_000_000_000 / 100 * 14 / 262_800, perBlock.units());
        assertEquals(pool.share(14, 100).units() / 262_800, perBlock.units());
        assertEquals(
                perBlock, Rewards.perBlock(pool, SCALE).share(1, SCALE), "A fast network pays as much more a block");
        assertEquals(Amount.ZERO, Rewards.perBlock(new Amount(1), 10_000));
        assertTrue(Rewards.perBlock(new Amount(Long.MAX_VALUE), 10_800).units() > 0);
    }

    @Test
    void everyNodeIsRewardedInTurn() {
        var chain = new Chain(5, SCALE);
        var first = winners(chain, 5);
        var second = winners(chain, 5);

        assertEquals(5, new HashSet<>(first).size());
        assertEquals(first, second);
    }

    @Test
    void aNewNodeWaitsForAllOthers() {
        var chain = new Chain(3, SCALE);
        winners(chain, 3);
        chain.take(0, chain.registration(50, 0, Chain.REQUIREMENT)); // its block rewards somebody first

        var order = winners(chain, 4);

        assertTrue(order.indexOf(Chain.node(50)) >= 2, "Two waited longer");
        assertTrue(order.contains(Chain.node(50)));
    }

    @Test
    void aRewardCanBeSpentADayLater() {
        var chain = new Chain(1, 72);
        var pool = chain.state().pool();
        var reward = Rewards.perBlock(pool, 72);
        chain.apply();
        assertEquals(pool.minus(reward), chain.state().pool());

        chain.skipTo(1 + 720 / 72);
        assertEquals(Chain.WEALTH, chain.balance(0));
        var applied = chain.apply();

        assertEquals(Chain.WEALTH.plus(reward), chain.balance(0));
        assertTrue(applied.events().contains(new LedgerEvent.RewardPaid(Chain.address(0), reward)));
    }

    @Test
    void withoutActiveNodesThePoolStays() {
        var chain = new Chain(0, SCALE);
        var pool = chain.state().pool();

        chain.skip(5);

        assertEquals(pool, chain.state().pool());
    }

    @Test
    void theOperatorGetsTheFeeAndEverybodyTheirShare() {
        var chain = new Chain(0, SCALE);
        chain.take(0, chain.registration(50, 0, Amount.tokens(25))); // fee 10 %
        chain.take(1, new Contribution(Chain.node(50), Amount.tokens(50)));
        chain.take(2, new Contribution(Chain.node(50), Amount.tokens(25)));

        var parts = Rewards.split(chain.record(Chain.node(50)), new Amount(1001));

        // 100 fee; 901 shared: 225, 450, 225, and 1 left over
        assertEquals(
                List.of(
                        new Due.Payout(Chain.address(0), new Amount(326)),
                        new Due.Payout(Chain.address(1), new Amount(450)),
                        new Due.Payout(Chain.address(2), new Amount(225))),
                parts);
    }

    @Test
    void partsAddUpToTheRewardWhateverTheStakes() {
        var chain = new Chain(1, SCALE);
        var node = chain.record(Chain.node(0));
        Seeds.check(500, random -> {
            var contributors = new ArrayList<Contributor>();
            contributors.add(new Contributor(node.operator(), new Amount(1 + random.nextLong(1L << 40)), Amount.ZERO));
            for (var i = 1; i <= random.nextInt(10); i++) {
                contributors.add(new Contributor(Chain.address(i), new Amount(random.nextLong(1L << 40)), Amount.ZERO));
            }
            var reward = new Amount(random.nextLong(1L << random.nextInt(1, 62)));

            var parts = Rewards.split(node.withContributors(contributors), reward);

            assertEquals(reward, parts.stream().map(Due.Payout::amount).reduce(Amount.ZERO, Amount::plus));
            assertFalse(parts.stream().anyMatch(part -> part.amount().isZero()));
        });
    }

    @Test
    void aRewardOutlivesItsNode() {
        var chain = new Chain(1, SCALE * 10);
        chain.take(0, new UnlockRequest(Chain.node(0)));
        chain.skip(20);

        assertEquals(List.of(), chain.state().nodes().toList());
        assertEquals(
                chain.state().genesis().supply().minus(chain.state().pool()),
                accounts(chain),
                "Nothing is outstanding for ever");
    }

    private static Amount accounts(Chain chain) {
        var sum = Amount.ZERO;
        for (var person = 0; person < Chain.PEOPLE; person++) {
            sum = sum.plus(chain.balance(person));
        }
        return sum;
    }

    private static List<NodeId> winners(Chain chain, int blocks) {
        var winners = new ArrayList<NodeId>();
        for (var i = 0; i < blocks; i++) {
            for (var event : chain.apply().events()) {
                if (event instanceof LedgerEvent.Rewarded rewarded) {
                    winners.add(rewarded.node());
                }
            }
        }
        return winners;
    }
}
