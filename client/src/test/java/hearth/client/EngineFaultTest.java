package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.SendResult;
import hearth.client.network.NetworkState.Connection;
import hearth.client.network.PathView;
import hearth.client.sim.SimNetwork;
import hearth.client.sim.SimNode;
import hearth.client.sync.Checkpoints;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.message.wire.MessageRequestResponse;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.StoredMessage;
import hearth.protocol.rpc.Wait;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in real life, one thing at a time. */
class EngineFaultTest {

    private static final long DAY_MS = 86_400_000;

    @TempDir
    Path folder;

    private Household house;

    @BeforeEach
    void build() {
        house = Household.of(folder, 1, 12, 2);
    }

    @AfterEach
    void close() {
        house.close();
    }

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
        var path = assertInstanceOf(PathView.TooFewNodes.class, ann.engine.path());
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
    void aFullDiskRefusesNewMessagesAndEverythingElseGoesOn() {
        var small = new EngineSettings(
                Household.FAST.requestTimeout(),
                Household.FAST.waitMax(),
                Household.FAST.pollFast(),
                Household.FAST.pollSlow(),
                Household.FAST.secondLook(),
                Household.FAST.pathWarm(),
                Household.FAST.pathRotation(),
                Household.FAST.poolRefresh(),
                Household.FAST.retryFirst(),
                Household.FAST.retryMax(),
                2,
                4,
                400_000);
        var ann = house.add("Ann", Clock.systemUTC(), small, Checkpoints.NONE);
        var ben = house.add("Ben");
        talk(ann, ben);

        SendResult result = new SendResult.Empty();
        var sent = 0;
        for (var i = 0; i < 500 && !(result instanceof SendResult.NotStored); i++) {
            result = ann.engine.send(ben.id(), "x".repeat(1_900) + i);
            sent += result instanceof SendResult.Queued ? 1 : 0;
        }

        assertEquals(new SendResult.NotStored(true), result);
        assertTrue(sent > 5);
        assertEquals("> hello Ben", ann.texts(ben.id()).getFirst());
        assertTrue(isConnected(ann));
        // Ben gets what was taken, each once, as far as the full disk lets the outbox note down what it did.
        var taken = sent;
        await("something went out", () -> ben.texts(ann.id()).size() > 2);
        Household.pause(500);
        var texts = ben.texts(ann.id());
        assertEquals(texts.size(), texts.stream().distinct().count());
        assertTrue(texts.size() <= taken + 2);
    }

    @ParameterizedTest
    @EnumSource(Checkpoints.Step.class)
    void m9PowerMayFailAfterAnyStepAndEveryMessageArrivesOnce(Checkpoints.Step step) {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("copies are out", () -> ann.engine.network().waiting() == 0);
        var plug = new Plug(step, 1);
        ann.stop();
        ben.stop();
        ann.start(plug);
        ben.start(plug);

        for (var i = 0; i < 3; i++) {
            send(ann, ben, "from Ann " + i);
            send(ben, ann, "from Ben " + i);
            Household.pause(30);
        }
        Household.pause(100);
        ann.stop();
        ben.stop();
        ann.start();
        ben.start();

        // What a person was told is safe arrives; a send that power cut off before its end may or may not.
        await("Ben has them", () -> ben.texts(ann.id()).containsAll(sentTexts(ann, ben)));
        await("Ann has them", () -> ann.texts(ben.id()).containsAll(sentTexts(ben, ann)));
        await(
                "all is out",
                () -> ann.engine.network().waiting() + ben.engine.network().waiting() == 0);
        Household.pause(500);
        for (var texts : List.of(ann.texts(ben.id()), ben.texts(ann.id()))) {
            assertEquals(texts.size(), texts.stream().distinct().count(), texts::toString);
        }
        assertTrue(plug.pulled.get() || step == Checkpoints.Step.MESSAGE_SEALED, "the step was never reached");
    }

    @Test
    void m9AMessageSealedAfterARestartIsSealedOnce() {
        house.network().setOffline(true);
        var plug = new Plug(Checkpoints.Step.MESSAGE_SEALED, 1);
        var ann = house.add("Ann", Clock.systemUTC(), Household.FAST, plug);
        var ben = house.add("Ben");
        queued(ann.engine.send(ben.id(), "hello"));
        house.network().setOffline(false);
        await("power failed", plug.pulled::get);

        ann.restart();

        await("it arrives", () -> ben.texts(ann.id()).equals(List.of("hello")));
        await("copy is out", () -> ann.engine.network().waiting() == 0);
        Household.pause(400);
        assertEquals(
                1,
                house.network()
                        .swarmMembers(ben.id().account())
                        .getFirst()
                        .mailbox(ben.id().account())
                        .size());
        assertEquals(List.of("> hello"), ann.texts(ben.id()));
    }

    @Test
    void twoBrowsersSendingAtTheSameTimeLoseAndMixNothing() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (var browser = 0; browser < 2; browser++) {
            var name = browser;
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                for (var i = 0; i < 25; i++) {
                    queued(ann.engine.send(ben.id(), "browser " + name + " message " + i));
                }
            }));
        }
        go.countDown();
        for (var thread : threads) {
            thread.join();
        }

        await("all arrive", () -> ben.texts(ann.id()).size() == 52);
        assertEquals(
                ann.texts(ben.id()).stream()
                        .filter(text -> text.startsWith("> browser"))
                        .map(text -> text.substring(2))
                        .toList(),
                ben.texts(ann.id()).subList(2, 52));
        assertEquals(
                50,
                ann.messages(ann.with(ben)).stream()
                                .filter(message -> message.body().toString().startsWith("Text"))
                                .filter(message -> message.outgoing())
                                .map(message -> message.sentAt())
                                .distinct()
                                .count()
                        - 1);
    }

    @Test
    void hostileBytesInTheMailboxAreIgnoredAndWhatFollowsIsRead() {
        var ben = house.add("Ben");
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var good = codec.seal(text("still here"), nowMs(), mallory, ben.id());
        Seeds.check(150, random -> {
            var bytes = random.nextBoolean() ? Seeds.bytes(random, random.nextInt(2_000)) : good.clone();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            deliver(ben.id(), bytes);
        });
        deliver(ben.id(), new byte[0]);

        deliver(ben.id(), good);

        await("the good one is read", () -> ben.texts(mallory.id()).equals(List.of("still here")));
        assertTrue(isConnected(ben));
    }

    @Test
    void hostileContentsAreIgnoredAndWhatFollowsIsRead() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var strange = List.of(
                Content.getDefaultInstance(),
                text(""),
                text(" \n "),
                // Nobody may put words into Ben's own conversations.
                Content.newBuilder()
                        .setDataMessage(DataMessage.newBuilder()
                                .setBody("planted")
                                .setSyncTarget(ann.id().hex()))
                        .build(),
                Content.newBuilder()
                        .setDataMessage(
                                DataMessage.newBuilder().setBody("planted").setSyncTarget("nonsense"))
                        .build(),
                // An answer to a question that was never asked.
                Content.newBuilder()
                        .setMessageRequestResponse(
                                MessageRequestResponse.newBuilder().setIsApproved(true))
                        .build(),
                Content.newBuilder()
                        .setDataMessage(
                                DataMessage.newBuilder().setBody("timer").setFlags(2))
                        .build());
        for (var content : strange) {
            deliver(ben.id(), codec.seal(content, nowMs(), mallory, ben.id()));
        }

        deliver(ben.id(), codec.seal(text("hello"), nowMs(), mallory, ben.id()));

        await("the good one is read", () -> ben.texts(mallory.id()).equals(List.of("hello")));
        assertEquals(List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()));
        assertEquals(1, ben.engine.requests().size());
        assertEquals(1, ben.engine.conversations().size());
    }

    @Test
    void timesAndNamesOfStrangersAreTakenWithCare() {
        var ben = house.add("Ben");
        var mallory = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var times = new long[] {nowMs() + 400 * DAY_MS, -1, Long.MAX_VALUE, 0, 1};
        for (var time : times) {
            var content = Content.newBuilder()
                    .setDataMessage(DataMessage.newBuilder()
                            .setBody("from " + time)
                            .setProfile(LokiProfile.newBuilder()
                                    .setDisplayName("\u202e" + "ö".repeat(500))
                                    .setLastUpdateSeconds(-1)))
                    .build();
            deliver(ben.id(), codec.seal(content, time, mallory, ben.id()));
        }
        await("they are there", () -> ben.texts(mallory.id()).size() == times.length);

        deliver(ben.id(), codec.seal(text("honest"), nowMs(), mallory, ben.id()));

        await(
                "the honest one comes last",
                () -> ben.texts(mallory.id()).getLast().equals("honest"));
        var title = ben.engine.requests().getFirst().title();
        assertTrue(title.getBytes(StandardCharsets.UTF_8).length <= 100);
    }

    @Test
    void contentOfALaterVersionIsShownAsSuchWithItsWords() {
        var ben = house.add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var content = Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder()
                        .setBody("look")
                        .addAttachments(AttachmentPointer.newBuilder()
                                .setDeprecatedId(0)
                                .setUrl("http://example.invalid/1")))
                .build();

        deliver(ben.id(), codec.seal(content, nowMs(), ann, ben.id()));

        await("it is shown", () -> ben.texts(ann.id()).equals(List.of("(ATTACHMENT) look")));
    }

    @Test
    void aNodeThatServesGarbageUnderARealHashCannotHideTheRealMessage() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ben.stop();
        ann.engine.send(ben.id(), "the real one");
        await("it is out", () -> ann.engine.network().waiting() == 0);
        var members = house.network().swarmMembers(ben.id().account());
        for (var member : members.subList(0, members.size() - 1)) {
            member.setTrick(request ->
                    request instanceof Retrieve ? Optional.of(RpcAnswer.ok(lies(member, ben.id()))) : Optional.empty());
        }

        ben.start();

        await("the honest node makes up for it", () -> ben.texts(ann.id()).contains("the real one"));
    }

    @Test
    void aMessageSealedTwiceByItsSenderIsShownOnce() {
        var ben = house.add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var codec = new MessageCodec(new SecureRandom());
        var time = nowMs();

        deliver(ben.id(), codec.seal(text("once"), time, ann, ben.id()));
        deliver(ben.id(), codec.seal(text("once"), time, ann, ben.id()));
        deliver(ben.id(), codec.seal(text("another"), time + 1, ann, ben.id()));

        await("both are there", () -> ben.texts(ann.id()).size() >= 2);
        Household.pause(300);
        assertEquals(List.of("once", "another"), ben.texts(ann.id()));
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

    private static JsonNode lies(SimNode member, SessionId reader) {
        var messages = member.mailbox(reader.account()).stream()
                .map(message -> new StoredMessage(
                        message.hash(), message.timestampMs(), message.expiryMs(), Bytes.wrap(new byte[] {1})))
                .toList();
        var json = new Retrieved(messages, false).toJson();
        return Stamp.at(System.currentTimeMillis()).on(json);
    }

    /** Pulls the plug of an engine at the n-th time that a step is reached. */
    private static final class Plug implements Checkpoints {

        final AtomicBoolean pulled = new AtomicBoolean();
        private final Step step;
        private final AtomicInteger left;

        Plug(Step step, int times) {
            this.step = step;
            left = new AtomicInteger(times);
        }

        @Override
        public void at(Step reached) {
            if (reached == step && left.decrementAndGet() <= 0) {
                pulled.set(true);
                throw new PowerCut();
            }
        }
    }

    /** Not an exception that anything recovers from. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("Power failed", null, false, false);
        }
    }

    private static void send(Household.Member from, Household.Member to, String text) {
        try {
            from.engine.send(to.id(), text);
        } catch (PowerCut expected) {
            // It was on disk by then.
        }
    }

    private static List<String> sentTexts(Household.Member from, Household.Member to) {
        return from.texts(to.id()).stream()
                .filter(text -> text.startsWith("> "))
                .map(text -> text.substring(2))
                .toList();
    }

    private void deliver(SessionId to, byte[] data) {
        var hash = MessageHash.of(to.account(), Namespace.DIRECT, data);
        var message = new StoredMessage(hash, nowMs(), nowMs() + 14 * DAY_MS, Bytes.of(data));
        house.network().swarmMembers(to.account()).forEach(member -> member.put(to.account(), message));
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    private static long nowMs() {
        return System.currentTimeMillis();
    }

    private static MessageId queued(SendResult result) {
        return assertInstanceOf(SendResult.Queued.class, result).message();
    }

    private static boolean isConnected(Household.Member member) {
        return member.engine.network().connection() instanceof Connection.Connected;
    }

    private static Delivery delivery(Household.Member member, MessageId message) {
        return member.engine.message(message).orElseThrow().delivery();
    }

    private static boolean waitsFor(Household.Member member, MessageId message, WaitReason reason) {
        return delivery(member, message) instanceof Delivery.Waiting waiting && waiting.reason() == reason;
    }

    private static Instant sentAt(Household.Member member, MessageId message) {
        return member.engine.message(message).orElseThrow().sentAt();
    }

    /** Ann writes first, Ben answers. */
    private static void talk(Household.Member ann, Household.Member ben) {
        ann.engine.send(ben.id(), "hello Ben");
        await("the request is there", () -> ben.engine.requests().size() == 1);
        ben.engine.send(ben.with(ann), "hello Ann");
        await("the answer is there", () -> ann.texts(ben.id()).contains("hello Ann"));
    }
}
