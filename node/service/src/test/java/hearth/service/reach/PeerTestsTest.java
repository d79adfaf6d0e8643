package hearth.service.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.registry.TestHistory;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rhythm of network.md §6.4, in virtual time. */
class PeerTestsTest {

    private static final int RUNS = 20;

    @Test
    void everyOtherNodeHasItsTurnAboutEveryTenSecondsOneAndNobodyTestsItself() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 12);
            sim.run(Duration.ofHours(1));

            var own = sim.nodes.getFirst();
            var byOwn = sim.tested.stream().filter(one -> one.by().equals(own)).toList();
            // 360 tests of mean 10 s and deviation 3 s: their sum has a deviation of 57 s, or about 6 tests.
            assertTrue(Math.abs(byOwn.size() - 360) < 30, () -> byOwn.size() + " tests in an hour");
            var each = byOwn.stream().collect(Collectors.groupingBy(SimTests.Tested::node, Collectors.counting()));
            assertEquals(11, each.size());
            assertFalse(each.containsKey(own));
            var counts = each.values().stream().mapToLong(Long::longValue).summaryStatistics();
            assertTrue(counts.getMax() - counts.getMin() <= 1, each.values()::toString);
        });
    }

    @Test
    void theOrderIsAnotherOneInEachRound() {
        var sim = new SimTests(Seeds.random(5), 12);
        sim.run(Duration.ofMinutes(30));

        var order = sim.tested.stream()
                .filter(one -> one.by().equals(sim.nodes.getFirst()))
                .map(SimTests.Tested::node)
                .toList();

        assertFalse(order.subList(0, 11).equals(order.subList(11, 22)));
    }

    @Test
    void nothingIsTestedAtTheStart() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 12);

            sim.run(Duration.ofMillis(199));

            assertEquals(List.of(), sim.tested);
        });
    }

    @Test
    void whoFailedIsTestedAgainSoonAndThenLessAndLessOftenUntilItPasses() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 2);
            var own = sim.nodes.get(0);
            var other = sim.nodes.get(1);
            var others = new ArrayList<>(List.of(SimTests.info(own, SimTests.SWARM)));
            // So many that the turn of the one that failed comes once at most in this time.
            for (var i = 0; i < 2_000; i++) {
                others.add(SimTests.info(NodeId.of(Seeds.bytes(random, NodeId.BYTES)), SimTests.SWARM));
                sim.incoming.put(others.getLast().id(), sim.incoming(other));
            }
            sim.down.add(other);
            sim.run(Duration.ofSeconds(30));
            assertTrue(sim.timesOf(own, other).length >= 1);
            others.add(SimTests.info(other, SimTests.SWARM));
            sim.registry.replace(others);
            sim.tested.clear();

            sim.run(Duration.ofMinutes(20));

            var times = sim.timesOf(own, other);
            // Pauses of 10, 20, … seconds up to 120: about 16 tests, most of them in the first half.
            assertTrue(times.length >= 12 && times.length <= 20, () -> Arrays.toString(times));
            for (var i = 1; i < times.length; i++) {
                assertTrue(times[i] - times[i - 1] <= 121, () -> Arrays.toString(times));
            }
            var late = sim.nanos() / 1e9 - 600;
            assertTrue(Arrays.stream(times).filter(time -> time > late).count() <= 7, () -> Arrays.toString(times));

            sim.down.clear();
            sim.run(Duration.ofMinutes(3));
            sim.tested.clear();
            sim.run(Duration.ofMinutes(10));
            assertTrue(sim.timesOf(own, other).length <= 1, "Passing ends the repetitions");
        });
    }

    @Test
    void atMostFourThatFailedAreTestedAtOneLookBesideTheOneWhoseTurnItIs() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 60);
            var own = sim.nodes.getFirst();
            sim.down.addAll(sim.nodes.subList(1, 60));

            sim.run(Duration.ofHours(1));

            var looks = sim.tested.stream()
                    .filter(one -> one.by().equals(own))
                    .collect(Collectors.groupingBy(SimTests.Tested::at, Collectors.counting()));
            assertTrue(looks.values().stream().allMatch(count -> count <= 5), looks.values()::toString);
            assertTrue(looks.size() > 1_000, () -> "59 nodes every two minutes are more looks than " + looks.size());
        });
    }

    @Test
    void whoIsInNoSwarmTestsNobodyButIsTested() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 4);
            var idle = sim.nodes.get(3);
            sim.registry.replace(sim.nodes.stream()
                    .map(node -> SimTests.info(node, node.equals(idle) ? SwarmId.UNASSIGNED : SimTests.SWARM))
                    .toList());

            sim.run(Duration.ofMinutes(20));

            assertTrue(sim.tested.stream().noneMatch(one -> one.by().equals(idle)));
            assertTrue(sim.tested.stream().anyMatch(one -> one.node().equals(idle)));
            assertEquals(List.of(), sim.warnings);
        });
    }

    @Test
    void whoLeftIsTestedNoMore() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 5);
            var gone = sim.nodes.get(4);
            sim.down.add(gone);
            sim.run(Duration.ofMinutes(20));
            assertTrue(sim.tested.stream().anyMatch(one -> one.node().equals(gone)));
            sim.registry.replace(sim.nodes.subList(0, 4).stream()
                    .map(node -> SimTests.info(node, SimTests.SWARM))
                    .toList());
            sim.tested.clear();

            sim.run(Duration.ofMinutes(20));

            assertTrue(sim.tested.stream().noneMatch(one -> one.node().equals(gone)));
        });
    }

    @Test
    void whoHasNoAddressYetIsNotTested() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 4);
            var unheard = SimTests.info(sim.nodes.get(3), SimTests.SWARM);
            var all = new ArrayList<>(sim.registry.nodes().subList(0, 3));
            all.add(new NodeInfo(unheard.id(), unheard.x25519(), "0.0.0.0", 1, 2, unheard.swarm()));
            sim.registry.replace(all);

            sim.run(Duration.ofMinutes(20));

            assertTrue(sim.tested.stream().noneMatch(one -> one.node().equals(unheard.id())));
            assertTrue(sim.tested.size() > 300);
        });
    }

    @Test
    void oneOpenPortIsNotEnough() {
        Seeds.check(RUNS, random -> {
            var sim = new SimTests(random, 4);
            var half = sim.nodes.get(1);
            sim.halfDown.add(half);

            sim.run(Duration.ofMinutes(10));

            var found = sim.records(sim.nodes.get(0));
            assertEquals(Optional.of(false), found.find(half).map(TestHistory::isReachable));
            assertEquals(1, found.failing());
            assertEquals(2, found.passing());
            assertTrue(sim.incoming(half).missing().contains(IncomingTests.Way.HTTPS));
            assertFalse(sim.incoming(half).missing().contains(IncomingTests.Way.OMQ));
        });
    }

    @Test
    void aClosedOneReportsNothing() {
        var sim = new SimTests(Seeds.random(1), 4);
        var own = sim.nodes.getFirst();
        sim.tests(own).close();

        sim.run(Duration.ofMinutes(10));

        assertEquals(0, sim.records(own).passing() + sim.records(own).failing());
    }

    /** What the tests are for: validators agree about who is away for more than an hour, and about nobody else. */
    @Test
    void whoIsAwayForMoreThanAnHourIsWhatAllOthersWouldVoteAgainst() {
        Seeds.check(3, random -> {
            var sim = new SimTests(random, 30);
            var away = sim.nodes.subList(0, 3);
            var brief = sim.nodes.subList(3, 6);
            var rest = sim.nodes.subList(6, 30);
            sim.run(Duration.ofMinutes(30));
            sim.down.addAll(away);
            sim.run(Duration.ofMinutes(20));
            sim.down.addAll(brief);
            sim.run(Duration.ofMinutes(40));
            sim.down.removeAll(brief);
            assertTrue(votesAgainst(sim, rest, away).isEmpty(), "Nobody is away for 65 minutes yet");

            // 65 minutes since the first failure, which the others find when the turn comes: 29 of them every 10 s.
            sim.run(Duration.ofMinutes(25));

            for (var voter : rest) {
                assertEquals(
                        List.copyOf(away).stream().sorted().toList(),
                        votesAgainst(sim, List.of(voter), sim.nodes).stream()
                                .sorted()
                                .toList());
            }
        });
    }

    private static List<NodeId> votesAgainst(SimTests sim, List<NodeId> voters, List<NodeId> nodes) {
        return nodes.stream()
                .filter(node -> voters.stream()
                        .anyMatch(voter -> sim.records(voter)
                                .find(node)
                                .filter(history -> history.failsObligation(
                                        sim.clock.instant(), Duration.ofMinutes(65), Duration.ofMinutes(5)))
                                .isPresent()))
                .toList();
    }
}
