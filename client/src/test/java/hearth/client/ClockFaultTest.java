package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.sim.SimNetwork;
import hearth.client.sim.SimNode;
import hearth.client.sync.Checkpoints;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Store;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that are wrong, jump, or run on for weeks. */
class ClockFaultTest extends HouseholdTest {

    @Test
    void m9AnAccountMadeOfflineWritesAtOnceAndSendsWithTheRightTimeLater() {
        house.network().setOffline(true);
        var hourAhead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        var ann = house.add("Ann", hourAhead, Household.FAST, Checkpoints.NONE);
        var ben = house.add("Ben");

        var written = Instant.now();
        var message = queued(ann.engine.send(ben.id(), "hello"));
        assertTrue(sentAt(ann, message).isAfter(written.plus(50, ChronoUnit.MINUTES)));
        house.network().setOffline(false);

        await("it arrives", () -> ben.texts(ann.id()).equals(List.of("hello")));
        var received = ben.messages(ben.with(ann)).getFirst().sentAt();
        assertTrue(Duration.between(written, received).abs().compareTo(Duration.ofSeconds(30)) < 0);
        assertEquals(received, sentAt(ann, message));
        await("copy is out", () -> ann.engine.network().waiting() == 0);
        Household.pause(400);
        assertEquals(List.of("> hello"), ann.texts(ben.id()));
    }

    @Test
    void whatWasGivenUpBeforeTheTimeWasKnownStaysBeforeWhatIsWrittenLater() {
        house.network().setOffline(true);
        var hourAhead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        var ann = house.add("Ann", hourAhead, Household.FAST, Checkpoints.NONE);
        var ben = house.add("Ben");
        var first = queued(ann.engine.send(ben.id(), "first"));
        ann.engine.block(ann.with(ben));
        await("it is given up", () -> ann.engine.message(first).orElseThrow().delivery() instanceof Delivery.Failed);
        ann.engine.unblock(ann.with(ben));
        house.network().setOffline(false);
        await("the time is known", () -> !ann.engine.network().clockOffset().isZero());

        ann.engine.send(ben.id(), "second");

        await("it arrives", () -> ben.texts(ann.id()).contains("second"));
        assertEquals(List.of("> first", "> second"), ann.texts(ben.id()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, 3_600_000})
    void aClockThatIsAnHourWrongDisturbsNothing(long wrongMs) {
        var ann = house.add(
                "Ann", Clock.offset(Clock.systemUTC(), Duration.ofMillis(wrongMs)), Household.FAST, Checkpoints.NONE);
        var ben = house.add("Ben");

        talk(ann, ben);

        var offset = ann.engine.network().clockOffset();
        assertTrue(offset.plusMillis(wrongMs).abs().compareTo(Duration.ofSeconds(2)) < 0, offset::toString);
        var sentAt = ben.messages(ben.with(ann)).getFirst().sentAt();
        assertTrue(Duration.between(sentAt, Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
    }

    @Test
    void aClockThatJumpsWhileRunningIsNoticedAndCorrected() {
        var clock = new FakeClock(Instant.now());
        var running = new AtomicBoolean(true);
        var ticking = Thread.startVirtualThread(() -> {
            while (running.get()) {
                Household.pause(5);
                clock.advance(Duration.ofMillis(5));
            }
        });
        assertTrue(ticking.isAlive());
        var ann = house.add("Ann", clock, Household.FAST, Checkpoints.NONE);
        var ben = house.add("Ben");
        talk(ann, ben);

        clock.advance(Duration.ofHours(-5));
        ann.engine.send(ben.id(), "after the jump");

        await("it arrives", () -> ben.texts(ann.id()).contains("after the jump"));
        ben.engine.send(ann.id(), "received after the jump");
        await("the answer arrives", () -> ann.texts(ben.id()).contains("received after the jump"));
        assertTrue(ann.engine.network().clockOffset().compareTo(Duration.ofHours(4)) > 0);
        running.set(false);
    }

    @Test
    void aLyingNodeDoesNotMoveTheClock() {
        house.network().nodes().getFirst().setClockOffsetMs(Duration.ofHours(9).toMillis());
        house.network().nodes().get(1).setClockOffsetMs(-Duration.ofHours(9).toMillis());

        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        Household.pause(1_000);

        assertTrue(ann.engine.network().clockOffset().abs().compareTo(Duration.ofSeconds(2)) < 0);
    }

    @Test
    void afterFourteenDaysAMessageIsGivenUp() {
        var clock = new FakeClock(Instant.now());
        house.close();
        var random = Seeds.random(2);
        house = new Household(folder.resolve("later"), new SimNetwork(random, clock, 12, 2), random);
        var ann = house.add("Ann", clock, Household.FAST, Checkpoints.NONE);
        await("connected", () -> isConnected(ann) && ann.engine.network().clockKnown());
        var stranger = AccountKeys.generate(new SecureRandom()).id();
        house.network()
                .swarmMembers(stranger.account())
                .forEach(node -> node.setTrick(request ->
                        request instanceof Store ? Optional.of(RpcAnswer.text(500, "No")) : Optional.empty()));
        var message = queued(ann.engine.send(stranger, "hello"));
        await("it was tried", () -> delivery(ann, message) instanceof Delivery.Waiting);

        clock.advance(Duration.ofMillis(14 * DAY_MS - 60_000));
        Household.pause(300);
        assertFalse(delivery(ann, message) instanceof Delivery.Failed);
        clock.advance(Duration.ofMinutes(1));

        await("it is given up", () -> {
            // Time stands still in this test; pauses between attempts need it to move.
            clock.advance(Duration.ofSeconds(1));
            return delivery(ann, message).equals(new Delivery.Failed(FailReason.EXPIRED));
        });
        assertEquals(0, ann.engine.network().waiting());

        house.network().nodes().forEach(SimNode::stopTricks);
        ann.engine.retry(message);
        await("tried again it is sent, with a time of today", () -> {
            clock.advance(Duration.ofSeconds(1));
            return delivery(ann, message) instanceof Delivery.Sent;
        });
        assertTrue(Duration.between(sentAt(ann, message), clock.instant()).toHours() < 1);
    }

    private static final long DAY_MS = 86_400_000;
}
