package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.network.NetworkState.Connection;
import hearth.client.network.PathView;
import hearth.client.sim.SimNode;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Wait;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nodes that die, fall silent, refuse, lie or are too few, one thing at a time. */
class NetworkFaultTest extends HouseholdTest {

    @Test
    void m9AMessageWrittenOfflineSaysWhyItWaitsAndGoesOutByItself() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        await("both are connected", () -> isConnected(ann) && isConnected(ben));
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);

        var message = queued(ann.engine.send(ben.id(), "hello"));

        await("it says why", () -> waitsFor(ann, message, WaitReason.INTERNET));
        assertEquals(1, ann.engine.network().waiting());
        house.network().setOffline(false);
        await("it arrives", () -> ben.texts(ann.id()).equals(List.of("hello")));
        await("it is sent", () -> delivery(ann, message).equals(new Delivery.Sent(Delivery.Copy.STORED)));
    }

    @Test
    void aGuardThatDiesMidRequestCostsOneMoreTry() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var path = (PathView.Working) ann.engine.path();
        var guard = house.network().node(path.hops().getFirst().node());

        guard.setSilent(true);
        ann.engine.send(ben.id(), "one");
        Household.pause(100);
        guard.setUp(false);
        ann.engine.send(ben.id(), "two");

        await("both arrive", () -> ben.texts(ann.id()).containsAll(List.of("one", "two")));
        await(
                "there is another path",
                () -> ann.engine.path() instanceof PathView.Working now
                        && !now.hops().getFirst().node().equals(guard.id()));
        Household.pause(500);
        assertEquals(1, ben.texts(ann.id()).stream().filter("one"::equals).count());
    }

    @Test
    void aRelayThatFallsSilentIsLeftOut() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var path = (PathView.Working) ann.engine.path();

        house.network().node(path.hops().get(1).node()).setSilent(true);
        for (var i = 0; i < 5; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }

        await("all arrive", () -> ben.texts(ann.id()).size() == 7);
        assertEquals(
                List.of("hello Ben", "> hello Ann", "message 0", "message 1", "message 2", "message 3", "message 4"),
                ben.texts(ann.id()));
    }

    @Test
    void aSwarmMemberThatIsDownWhileStoringIsMadeUpForByAnother() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var members = house.network().swarmMembers(ben.id().account());

        // Only one is left: whoever is asked first is probably down, and fewer than half keep the message.
        members.stream().skip(1).forEach(member -> member.setUp(false));
        var message = queued(ann.engine.send(ben.id(), "hello"));

        await("it is sent", () -> delivery(ann, message) instanceof Delivery.Sent);
        await("it arrives", () -> ben.texts(ann.id()).contains("hello"));
        members.forEach(member -> member.setUp(true));
        Household.pause(600);
        assertEquals(1, ben.texts(ann.id()).stream().filter("hello"::equals).count());
    }

    @Test
    void aMemberThatMissedAMessageIsMadeUpForByTheSecondLook() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var members = house.network().swarmMembers(ben.id().account());
        // Half of the swarm does not hear from the other half; Ben may be asking either.
        for (var i = 0; i < members.size(); i++) {
            for (var j = i + 1; j < members.size(); j++) {
                if (i % 2 != j % 2) {
                    house.network().cut(members.get(i), members.get(j));
                }
            }
        }

        for (var i = 0; i < 6; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }

        await("all arrive", () -> ben.texts(ann.id()).size() == 8);
    }

    @Test
    void anAccountThatMovedToAnotherSwarmIsFollowed() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        house.network().rotateSwarms();
        ann.engine.send(ben.id(), "where are you now?");

        await("it arrives", () -> ben.texts(ann.id()).contains("where are you now?"));
        ben.engine.send(ann.id(), "here");
        await("the answer arrives", () -> ann.texts(ben.id()).contains("here"));
    }

    @Test
    void withTooFewNodesNothingIsSentAndTheReasonHasNumbers() {
        house.close();
        house = Household.of(folder.resolve("small"), 1, 5, 1);
        var ann = house.add("Ann");
        var ben = house.add("Ben");

        var message = queued(ann.engine.send(ben.id(), "hello"));

        await("it says so", () -> ann.engine.network().connection() instanceof Connection.TooFewNodes);
        // Until the next try, which may be this moment.
        var shown = new AtomicReference<PathView>(new PathView.Building());
        await("with numbers", () -> shown.updateAndGet(_ -> ann.engine.path()) instanceof PathView.TooFewNodes);
        var path = assertInstanceOf(PathView.TooFewNodes.class, shown.get());
        assertEquals(5, path.shortage().known());
        assertEquals(0, path.shortage().usable());
        assertEquals(3, path.shortage().needed());
        assertTrue(path.shortage().sentence().contains("5 nodes"));
        await("the message says so", () -> waitsFor(ann, message, WaitReason.NODES));
        assertTrue(house.network().trips().stream()
                .noneMatch(trip -> trip.account().isPresent()));
    }

    @Test
    void sixNodesInTwoSwarmsAreJustEnough() {
        house.close();
        house = Household.of(folder.resolve("small"), 1, 6, 2);

        talk(house.add("Ann"), house.add("Ben"));

        for (var trip : house.network().trips()) {
            assertEquals(3, trip.path().size());
        }
    }

    @Test
    void withoutHeldPollsMessagesComeAllTheSame() {
        house.network().nodes().forEach(node -> node.setCanWait(false));

        talk(house.add("Ann"), house.add("Ben"));

        assertTrue(house.network().trips().stream()
                        .filter(trip -> trip.method().equals(Wait.METHOD))
                        .count()
                <= 24);
    }

    @Test
    void aLongMailboxIsFetchedPageByPage() {
        house.network().setPageMax(7);
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ben.stop();
        for (var i = 0; i < 60; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }
        await("all are out", () -> ann.engine.network().waiting() == 0);

        ben.start();

        await("all are in", () -> ben.texts(ann.id()).size() == 60);
        for (var i = 0; i < 60; i++) {
            assertEquals("message " + i, ben.texts(ann.id()).get(i));
        }
    }

    @Test
    void nodesThatRefuseAMessageForGoodMakeItFailAndTryAgainHelps() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        for (var node : house.network().nodes()) {
            node.setTrick(
                    request -> request instanceof Store ? Optional.of(RpcAnswer.text(403, "No")) : Optional.empty());
        }

        var message = queued(ann.engine.send(ben.id(), "hello"));
        await("it failed", () -> delivery(ann, message).equals(new Delivery.Failed(FailReason.REFUSED)));
        house.network().nodes().forEach(SimNode::stopTricks);
        Household.pause(300);
        assertInstanceOf(Delivery.Failed.class, delivery(ann, message));
        ann.engine.retry(message);

        await("it arrives", () -> ben.texts(ann.id()).equals(List.of("hello")));
        await("it is sent", () -> delivery(ann, message) instanceof Delivery.Sent);
    }

    @Test
    void oneNodeThatRefusesDoesNotMakeAMessageFail() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        house.network().swarmMembers(ben.id().account()).stream()
                .limit(2)
                .forEach(node -> node.setTrick(request ->
                        request instanceof Store ? Optional.of(RpcAnswer.text(400, "No")) : Optional.empty()));

        for (var i = 0; i < 5; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }

        await("all arrive", () -> ben.texts(ann.id()).size() == 5);
        assertTrue(ann.messages(ann.with(ben)).stream().noneMatch(m -> m.delivery() instanceof Delivery.Failed));
    }

    @Test
    void aNodeThatOnlyClaimsToHaveStoredIsNotBelieved() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var liars = house.network().swarmMembers(ben.id().account()).subList(0, 3);
        for (var liar : liars) {
            liar.setTrick(request -> request instanceof Store store
                    ? Optional.of(RpcAnswer.text(
                            200,
                            "{\"hash\":\"%s\",\"swarm\":{},\"t\":%d,\"hf\":[19,6]}"
                                    .formatted(store.hash().text(), nowMs())))
                    : Optional.empty());
        }

        for (var i = 0; i < 5; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }

        await("all arrive all the same", () -> ben.texts(ann.id()).size() == 5);
    }

    @Test
    void aFailedOrWaitingMessageCanBeTakenBackAndASentOneCannot() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        var waiting = queued(ann.engine.send(ben.id(), "never mind"));

        await("it is taken back", () -> ann.engine.discard(waiting));

        assertTrue(ann.engine.message(waiting).isEmpty());
        house.network().setOffline(false);
        var sent = queued(ann.engine.send(ben.id(), "this one stays"));
        await("it is sent", () -> delivery(ann, sent) instanceof Delivery.Sent);
        assertFalse(ann.engine.discard(sent));
        await("it arrives", () -> ben.texts(ann.id()).contains("this one stays"));
        assertFalse(ben.texts(ann.id()).contains("never mind"));
    }

    @Test
    void blockingSomebodyGivesUpWhatWaitsForThem() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        var waiting = queued(ann.engine.send(ben.id(), "too late"));

        ann.engine.block(ann.with(ben));
        Household.pause(100);
        house.network().setOffline(false);
        Household.pause(500);

        assertEquals(new Delivery.Failed(FailReason.BLOCKED), delivery(ann, waiting));
        assertFalse(ben.texts(ann.id()).contains("too late"));
    }

    @Test
    void whenSeedsAreAwayTheRememberedListIsEnough() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().setSeedsUp(false);

        ann.restart();
        ann.engine.send(ben.id(), "no seeds");

        await("it arrives", () -> ben.texts(ann.id()).contains("no seeds"));
    }

    @Test
    void whenSeedsComeBackTheEngineConnectsByItself() {
        house.network().setSeedsUp(false);
        var ann = house.add("Ann");
        await("offline", () -> ann.engine.network().connection() instanceof Connection.Offline);

        house.network().setSeedsUp(true);

        await("connected", () -> isConnected(ann));
    }

    private static long nowMs() {
        return System.currentTimeMillis();
    }
}
