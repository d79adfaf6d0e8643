package hearth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventHubTest {

    private static final ConversationId CHAT = new ConversationId("0123456789abcdef");

    private final EventHub hub = new EventHub("test");
    private final List<EngineEvent> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void eventsComeInOrder() {
        var expected = new ArrayList<EngineEvent>();
        var _ = hub.subscribe(told::add);
        for (var i = 1; i <= 500; i++) {
            expected.add(new EngineEvent.MessageAdded(CHAT, new MessageId(i), true));
        }
        hub.start();

        expected.forEach(hub::report);

        Household.await("all are told", () -> told.size() == 500);
        assertEquals(expected, told);
    }

    @Test
    void anEventThatWaitsAlreadyIsNotAddedAgain() {
        var _ = hub.subscribe(told::add);
        for (var i = 0; i < 100; i++) {
            hub.report(new EngineEvent.ConversationChanged(CHAT));
            hub.report(new EngineEvent.NetworkChanged());
        }
        hub.start();

        Household.await("they are told", () -> told.size() >= 2);
        Household.pause(50);
        assertEquals(List.of(new EngineEvent.ConversationChanged(CHAT), new EngineEvent.NetworkChanged()), told);
    }

    @Test
    void aSlowListenerHoldsNobodyUpAndIsToldThatItMissedSomething() {
        var _ = hub.subscribe(event -> {
            awaitGo();
            told.add(event);
        });
        hub.start();

        var begin = System.nanoTime();
        for (var i = 1; i <= 10_000; i++) {
            hub.report(new EngineEvent.MessageAdded(CHAT, new MessageId(i), true));
        }
        var took = System.nanoTime() - begin;
        go.countDown();

        Household.await(
                "the last one is told",
                () -> told.contains(new EngineEvent.MessageAdded(CHAT, new MessageId(10_000), true)));
        assertTrue(took < 2_000_000_000L);
        assertTrue(told.contains(new EngineEvent.Overrun()));
        assertTrue(told.size() <= EventHub.WAITING_MAX + 1);
    }

    @Test
    void anEndedSubscriptionHearsNothingMore() throws Exception {
        var subscription = hub.subscribe(told::add);
        hub.start();
        hub.report(new EngineEvent.NetworkChanged());
        Household.await("it is told", () -> !told.isEmpty());

        subscription.close();
        hub.report(new EngineEvent.PathChanged());
        Household.pause(50);

        assertFalse(told.contains(new EngineEvent.PathChanged()));
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
