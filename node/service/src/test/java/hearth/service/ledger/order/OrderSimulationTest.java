package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.service.ledger.order.SimLedger.Box;
import hearth.service.ledger.order.SimLedger.Kind;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OrderSimulationTest {

    private static final long MINUTE = 60_000;

    @Test
    void honestBoxesAgreeWhateverHappens() {
        Seeds.check(12, random -> run(random, 4 + random.nextInt(5), 20));
    }

    @Test
    @Tag("slow")
    void honestBoxesAgreeWhateverHappensForLong() {
        Seeds.check(190, random -> run(random, 4 + random.nextInt(7), 30));
        Seeds.check(10, random -> run(random, 11 + random.nextInt(20), 12));
    }

    @Test
    void votersComeAndGoThroughTwentyEpochs() {
        Seeds.check(2, random -> {
            var sim = new SimLedger(random, 4, 10_800);
            for (var i = 0; i < 4; i++) {
                sim.add(i, Kind.HONEST);
            }
            var first = sim.boxes.getFirst();
            for (var next = 4; next < 15; next++) {
                var joining = sim.add(next, Kind.HONEST);
                var registration = sim.registration(first, next, next % SimLedger.PEOPLE);
                first.submit(registration);
                assertTrue(
                        sim.runUntil(MINUTE, () -> joining.state().voters().contains(joining.id())),
                        "A registered node becomes a voter");
                var leaving = sim.boxes.get(next - 4);
                if (next > 5) {
                    first.submit(sim.unlock(first, leaving.id()));
                    assertTrue(
                            sim.runUntil(MINUTE, () -> !first.state().voters().contains(leaving.id())),
                            "A node that asked to leave goes");
                }
            }
            assertTrue(first.disk.epochs(0, 100).size() >= 20);
            settle(sim);
        });
    }

    @Test
    void nodeThatVotesForTwoHistoriesIsExpelled() {
        Seeds.check(3, random -> {
            var sim = new SimLedger(random, 7, 100);
            for (var i = 0; i < 6; i++) {
                sim.add(i, Kind.HONEST);
            }
            var one = sim.add(6, Kind.TWIN);
            var other = sim.add(6, Kind.TWIN);
            other.clock.advance(Duration.ofSeconds(20));
            one.cut.add(other);

            assertTrue(
                    sim.runUntil(5 * MINUTE, () -> !sim.proofs().isEmpty()),
                    "Nobody noticed that a node said two things");

            settle(sim);
            assertTrue(!sim.up().getFirst().state().voters().contains(one.id()));
        });
    }

    @Test
    void boxThatLostItsDiskVotesAgainWithoutContradictingItself() {
        Seeds.check(5, random -> {
            var sim = new SimLedger(random, 7, 100);
            for (var i = 0; i < 7; i++) {
                sim.add(i, Kind.HONEST);
            }
            var unlucky = sim.boxes.getFirst();
            for (var i = 0; i < 5; i++) {
                sim.run(random.nextInt(2_000, 6_000));
                unlucky.loseDisk();
                unlucky.clock.advance(Duration.ofSeconds(1));
            }
            sim.run(MINUTE);
            assertEquals(Set.of(), sim.proofs(), "It said something else than before");

            // Two others away: nothing is decided without the unlucky one.
            sim.boxes.get(5).stop();
            sim.boxes.get(6).stop();
            var from = sim.tallest();
            assertTrue(sim.runUntil(MINUTE, () -> sim.tallest() > from + 5), "It does not vote");
        });
    }

    @Test
    void quietNetworkSaysNothingBetweenBlocks() {
        var sim = new SimLedger(Seeds.random(1), 7, 1);
        for (var i = 0; i < 7; i++) {
            sim.add(i, Kind.HONEST);
        }
        sim.run(100);
        var before = sim.messages;

        sim.run(SimLedger.BLOCK_MILLIS / 2);

        assertEquals(before, sim.messages);
    }

    private static void run(RandomGenerator random, int nodes, int steps) {
        var sim = new SimLedger(random, nodes, 10_800);
        var faulty = (nodes - 1) / 3;
        var kinds = Kind.values();
        for (var i = 0; i < nodes; i++) {
            var kind = i < faulty ? kinds[1 + random.nextInt(kinds.length - 1)] : Kind.HONEST;
            sim.add(i, kind);
            if (kind == Kind.TWIN) {
                sim.add(i, kind);
            }
        }
        sim.boxes.forEach(box -> box.clock.advance(Duration.ofSeconds(random.nextInt(-3_600, 3_601))));
        var next = nodes;
        for (var step = 0; step < steps; step++) {
            disturb(sim, random);
            work(sim, random, faulty, next++);
            sim.run(random.nextInt(200, 4_000));
        }
        settle(sim);
    }

    private static void disturb(SimLedger sim, RandomGenerator random) {
        var honest = sim.honest();
        var box = honest.get(random.nextInt(honest.size()));
        switch (random.nextInt(8)) {
            case 0 -> box.disk.killAt(random.nextInt(10), random.nextBoolean());
            case 1 -> box.disk.fill(true);
            case 2 -> honest.forEach(each -> each.disk.fill(false));
            case 3 -> sim.lossPercent = random.nextInt(30);
            case 4 -> sim.delayMillisMax = random.nextInt(5, 2_000);
            case 5 -> cut(sim, random);
            case 6 -> heal(sim);
            default -> box.clock.advance(Duration.ofSeconds(random.nextInt(-3_600, 3_601)));
        }
    }

    private static void cut(SimLedger sim, RandomGenerator random) {
        var side = new HashSet<Box>();
        sim.boxes.stream().filter(_ -> random.nextInt(3) == 0).forEach(side::add);
        for (var box : side) {
            sim.boxes.stream().filter(other -> !side.contains(other)).forEach(box.cut::add);
        }
    }

    private static void heal(SimLedger sim) {
        sim.boxes.forEach(box -> box.cut.clear());
    }

    /** Somebody sends tokens, sometimes the same twice; a node comes; a node goes, if enough honest ones stay. */
    private static void work(SimLedger sim, RandomGenerator random, int faulty, int next) {
        var up = sim.up();
        if (up.isEmpty()) {
            return;
        }
        var box = up.get(random.nextInt(up.size()));
        var person = random.nextInt(SimLedger.PEOPLE);
        var one = sim.transfer(box, person);
        var other = sim.transfer(up.get(random.nextInt(up.size())), person);
        box.submit(one);
        up.get(random.nextInt(up.size())).submit(other);
        if (!box.isUp()) {
            return;
        }
        if (random.nextInt(4) == 0) {
            sim.add(next, Kind.HONEST);
            box.submit(sim.registration(box, next, random.nextInt(SimLedger.PEOPLE)));
        } else if (random.nextInt(4) == 0) {
            var voters = box.state().voters();
            sim.honest().stream()
                    .map(Box::id)
                    .filter(voters::contains)
                    .findAny()
                    .filter(_ -> voters.size() > 3 * faulty + 2)
                    .filter(id -> box.state().node(id).orElseThrow().leaves() == 0)
                    .ifPresent(id -> box.submit(sim.unlock(box, id)));
        }
    }

    /** All is well again: everybody gets everything, and whatever was accepted is in the ledger or refused. */
    private static void settle(SimLedger sim) {
        heal(sim);
        sim.lossPercent = 0;
        sim.delayMillisMax = 50;
        sim.honest().forEach(box -> {
            box.disk.fill(false);
            box.disk.killAt(Integer.MAX_VALUE, false);
        });
        var from = sim.tallest();

        var isDone = sim.runUntil(
                10 * MINUTE,
                () -> sim.tallest() > from + 3
                        && sim.up().size() == sim.honest().size()
                        && sim.up().stream().allMatch(box -> box.state().height() > from + 3 && isSettled(box)));

        assertTrue(isDone, () -> "No progress, or something accepted was forgotten: " + describe(sim, from));
        for (var box : sim.up()) {
            for (var item : box.submitted) {
                var outcome = box.disk.outcome(item.id()).orElseThrow();
                assertTrue(outcome.isFinal(), "Neither taken nor refused");
                if (outcome instanceof Outcome.Taken(var height)) {
                    var block = box.disk.blocks(height, 1);
                    assertTrue(
                            block.isEmpty() || block.getFirst().block().items().contains(item));
                }
            }
        }
    }

    private static boolean isSettled(Box box) {
        return box.disk.kept().isEmpty();
    }

    private static String describe(SimLedger sim, long from) {
        var text = new StringBuilder("from " + from + " to " + sim.tallest());
        for (var box : sim.boxes) {
            text.append("; ").append(box.index).append(' ').append(box.kind).append(' ');
            text.append(
                    box.isUp()
                            ? box.state().height() + "/" + box.state().voters().contains(box.id())
                            : "off");
            text.append(" waits ").append(box.disk.kept().size());
        }
        return text.toString();
    }
}
