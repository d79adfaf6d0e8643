package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.PathChoice.Choice;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.testkit.Seeds;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of a path that are never bent, and the preferences among what is left. */
class PathChoiceTest {

    @Test
    void aPathHasThreeDifferentNodesNoneOfThemUnwantedInDifferentSubnetsOrThereIsNone() {
        Seeds.check(2_000, random -> {
            var diverse = random.nextBoolean();
            var known = TestNodes.spread(random, random.nextInt(13), 1 + random.nextInt(8));
            var unwanted = some(random, known);
            var guards = List.copyOf(some(random, known));
            var choice = new PathChoice(diverse, _ -> random.nextInt(4), random);

            var chosen = choice.choose(
                    known, guards, unwanted, some(random, known).stream().findFirst());

            var usable =
                    known.stream().filter(node -> !unwanted.contains(node.id())).toList();
            var room = diverse ? subnets(usable).size() : usable.size();
            switch (chosen) {
                case Choice.TooFew(var shortage) -> {
                    assertTrue(room < 3);
                    assertEquals(new PathShortage(known.size(), room, 3), shortage);
                }
                case Choice.Chosen(var nodes) -> {
                    assertTrue(room >= 3);
                    assertEquals(3, nodes.size());
                    assertEquals(3, Set.copyOf(TestNodes.ids(nodes)).size());
                    assertTrue(nodes.stream().noneMatch(node -> unwanted.contains(node.id())));
                    assertTrue(known.containsAll(nodes));
                    if (diverse) {
                        assertEquals(3, subnets(nodes).size());
                    }
                }
            }
        });
    }

    @Test
    void twoUsableNodesAreTooFewAndThreeAreEnough() {
        var known = TestNodes.apart(5);
        var choice = new PathChoice(false, _ -> 0, Seeds.random(1));

        var two = choice.choose(known, List.of(), Set.copyOf(TestNodes.ids(known.subList(0, 3))), Optional.empty());
        var three = choice.choose(known, List.of(), Set.copyOf(TestNodes.ids(known.subList(0, 2))), Optional.empty());

        assertEquals(new Choice.TooFew(new PathShortage(5, 2, 3)), two);
        assertInstanceOf(Choice.Chosen.class, three);
    }

    @Test
    void manyNodesInTwoSubnetsAreTooFewWhereSubnetsMustDiffer() {
        var known = TestNodes.spread(Seeds.random(1), 30, 2);

        assertInstanceOf(
                Choice.TooFew.class,
                new PathChoice(true, _ -> 0, Seeds.random(1)).choose(known, List.of(), Set.of(), Optional.empty()));
        assertInstanceOf(
                Choice.Chosen.class,
                new PathChoice(false, _ -> 0, Seeds.random(1)).choose(known, List.of(), Set.of(), Optional.empty()));
    }

    @Test
    void knownGuardsComeFirstTheMostTrustedBeforeTheOthers() {
        Seeds.check(200, random -> {
            var known = TestNodes.apart(12);
            var guards = TestNodes.ids(known.subList(4, 6));
            var choice = new PathChoice(true, _ -> 0, random);

            var path = chosen(choice.choose(known, guards, Set.of(), Optional.empty()));
            var without = chosen(choice.choose(known, guards, Set.of(guards.getFirst()), Optional.empty()));

            assertEquals(guards.getFirst(), path.getFirst().id());
            assertEquals(guards.get(1), without.getFirst().id());
        });
    }

    @Test
    void aGuardIsNoLaterNodeWhereOthersCanBe() {
        Seeds.check(200, random -> {
            var known = TestNodes.apart(8);
            var guards = TestNodes.ids(known.subList(0, 5));

            var path = chosen(new PathChoice(false, _ -> 0, random).choose(known, guards, Set.of(), Optional.empty()));

            assertTrue(path.subList(1, 3).stream().noneMatch(node -> guards.contains(node.id())));
        });
    }

    @Test
    void aGuardThatFailedTimeAndAgainGivesWayToANewOneAndComesBack() {
        var known = TestNodes.apart(8);
        var guard = known.get(3).id();
        var random = Seeds.random(1);

        var bad = new PathChoice(false, node -> node.equals(guard) ? NodeHealth.STRIKES_MAX : 0, random);
        var doubtful = new PathChoice(false, node -> node.equals(guard) ? NodeHealth.STRIKES_MAX - 1 : 0, random);

        assertNotEquals(
                guard,
                chosen(bad.choose(known, List.of(guard), Set.of(), Optional.empty()))
                        .getFirst()
                        .id());
        assertEquals(
                guard,
                chosen(doubtful.choose(known, List.of(guard), Set.of(), Optional.empty()))
                        .getFirst()
                        .id());
    }

    @Test
    void aNodeThatJustFailedIsNotTheGuardUnlessNobodyElseIsLeft() {
        var known = TestNodes.apart(4);
        var failed = known.getFirst().id();
        var choice = new PathChoice(false, _ -> 0, Seeds.random(1));

        for (var i = 0; i < 50; i++) {
            var path = chosen(choice.choose(known, List.of(failed), Set.of(), Optional.of(failed)));
            assertNotEquals(failed, path.getFirst().id());
        }
    }

    @Test
    void blamedNodesAreLeftOutWhereOthersCanBeAndUsedWhereNot() {
        Seeds.check(200, random -> {
            var known = TestNodes.apart(7);
            var blamed = Set.copyOf(TestNodes.ids(known.subList(0, 4)));
            var choice = new PathChoice(false, node -> blamed.contains(node) ? NodeHealth.STRIKES_MAX : 0, random);

            var path = chosen(choice.choose(known, List.of(), Set.of(), Optional.empty()));
            var forced = chosen(choice.choose(
                    known, List.of(), Set.of(known.get(6).id(), known.get(5).id()), Optional.empty()));

            assertTrue(path.stream().noneMatch(node -> blamed.contains(node.id())));
            assertFalse(forced.stream().noneMatch(node -> blamed.contains(node.id())));
        });
    }

    private static List<NodeInfo> chosen(Choice choice) {
        return assertInstanceOf(Choice.Chosen.class, choice).nodes();
    }

    private static Set<String> subnets(List<NodeInfo> nodes) {
        return nodes.stream().map(Subnets::of).collect(Collectors.toSet());
    }

    private static Set<NodeId> some(RandomGenerator random, List<NodeInfo> known) {
        var some = new HashSet<NodeId>();
        for (var node : known) {
            if (random.nextInt(3) == 0) {
                some.add(node.id());
            }
        }
        return some;
    }
}
