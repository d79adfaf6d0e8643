package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.Expiry;
import hearth.client.config.Expiry.Mode;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.network.NetworkState.Connection;
import hearth.client.sim.SimNetwork;
import hearth.client.sync.Checkpoints;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that go by themselves. */
class DisappearingTest extends HouseholdTest {

    private static final Expiry DAY = new Expiry(Mode.AFTER_SEND, 86_400);
    private static final Expiry READ = new Expiry(Mode.AFTER_READ, 300);

    private final MovedClock clock = new MovedClock();

    /** Everybody has the same clock, which can be moved. */
    @BeforeEach
    void share() {
        house.close();
        var random = Seeds.random(3);
        house = new Household(folder.resolve("moved"), new SimNetwork(random, clock, 12, 2), random);
    }

    @Test
    void m12AMessageThatDisappearsAfterSendingGoesOnAllBoxesAtTheSameTime() throws Exception {
        var ann = add("Ann");
        var ben = add("Ben");
        talk(ann, ben);
        var laptop = second(ann);
        await("the laptop is in step", () -> laptop.texts(ben.id()).contains("hello Ann"));

        assertTrue(ann.engine.setExpiry(ann.with(ben), DAY));
        ann.engine.send(ben.id(), "gone tomorrow");
        await(
                "all have it",
                () -> ben.texts(ann.id()).contains("gone tomorrow")
                        && laptop.texts(ben.id()).contains("> gone tomorrow"));
        await("it is out", () -> ann.engine.network().waiting() == 0);

        assertEquals(List.of("(timer AFTER_SEND 86400)", "gone tomorrow"), lastTwo(ben.texts(ann.id())));
        assertEquals(
                "> (timer AFTER_SEND 86400)", laptop.texts(ben.id()).reversed().get(1));
        await("the laptop has the setting", () -> setting(laptop, ben).equals(DAY));
        assertEquals(Expiry.OFF, setting(ben, ann), "a choice of his own");
        var at = sentAt(ann, ann.message(ben, "gone tomorrow")).plusSeconds(86_400);
        for (var view : List.of(
                view(ann, ben, "gone tomorrow"), view(ben, ann, "gone tomorrow"), view(laptop, ben, "gone tomorrow"))) {
            assertEquals(
                    new Disappearing(DAY, Optional.of(at)), view.disappearing().orElseThrow());
        }
        assertTrue(inSwarm(ben).stream().anyMatch(message -> isNear(message.expiryMs(), at)), "nodes forget it, too");

        clock.advance(Duration.ofHours(25));

        for (var reader : List.of(ann, laptop)) {
            await("it is gone", () -> isGone(reader.texts(ben.id())));
            assertTrue(reader.texts(ben.id()).containsAll(List.of("> hello Ben", "hello Ann")));
        }
        await("it is gone", () -> ben.texts(ann.id()).equals(List.of("hello Ben", "> hello Ann")));
        ben.restart();
        ann.engine.send(ben.id(), "later");
        await("it goes on", () -> ben.texts(ann.id()).equals(List.of("hello Ben", "> hello Ann", "later")));
    }

    @Test
    void m12AMessageThatDisappearsAfterReadingHasItsTimeFromThenOnOnAllBoxesOfTheReader() throws Exception {
        var ann = add("Ann");
        var ben = add("Ben");
        talk(ann, ben);
        var laptop = second(ben);
        await("the laptop is in step", () -> laptop.texts(ann.id()).contains("> hello Ann"));
        ann.engine.setExpiry(ann.with(ben), READ);
        ann.engine.send(ben.id(), "for your eyes");
        await(
                "both boxes have it",
                () -> ben.texts(ann.id()).contains("for your eyes")
                        && laptop.texts(ann.id()).contains("for your eyes"));
        await("its time runs at its author's", () -> runsUntil(ann, ben).isPresent());

        clock.advance(Duration.ofHours(2));

        await("the author's is gone", () -> !ann.texts(ben.id()).contains("> for your eyes"));
        assertEquals(
                READ,
                view(ben, ann, "for your eyes").disappearing().orElseThrow().expiry());
        assertTrue(view(ben, ann, "for your eyes")
                .disappearing()
                .orElseThrow()
                .at()
                .isEmpty());
        read(ben, ann);
        await("its time runs", () -> runsUntil(ben, ann).isPresent());
        await(
                "the swarm knows",
                () -> inSwarm(ben).stream()
                        .anyMatch(message ->
                                isNear(message.expiryMs(), runsUntil(ben, ann).orElseThrow())));
        await("the laptop knows", () -> runsUntil(laptop, ann).isPresent());
        var difference = Duration.between(
                runsUntil(ben, ann).orElseThrow(), runsUntil(laptop, ann).orElseThrow());
        assertTrue(difference.abs().toSeconds() < 5, difference::toString);

        clock.advance(Duration.ofSeconds(310));

        for (var reader : List.of(ben, laptop)) {
            await("it is gone", () -> !reader.texts(ann.id()).contains("for your eyes"));
        }
    }

    @Test
    void whatWasOverWhileABoxWasOffIsNeitherShownNorKept() {
        var ann = add("Ann");
        var ben = add("Ben");
        talk(ann, ben);
        ann.engine.setExpiry(ann.with(ben), DAY);
        ann.engine.send(ben.id(), "gone tomorrow");
        await("it is there", () -> ben.texts(ann.id()).contains("gone tomorrow"));
        ben.stop();

        clock.advance(Duration.ofHours(25));
        house.network().setOffline(true);
        ben.start();

        var last = ben.engine.conversations().getFirst().last().orElseThrow();
        assertEquals(
                List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()), "not shown, though the time is not known");
        assertEquals(new MessageBody.Text("hello Ann"), last.body());
        house.network().setOffline(false);
        ann.engine.setExpiry(ann.with(ben), Expiry.OFF);
        await("it goes on", () -> ben.texts(ann.id()).getLast().equals("(timer OFF 0)"));
        // Shown or not: what is still on disk would be seen again after this.
        Household.pause(1_000);
        clock.advance(Duration.ofDays(-2));
        Household.pause(300);
        assertFalse(ben.texts(ann.id()).contains("gone tomorrow"), "it was removed");
    }

    @Test
    void aBoxWhoseClockJumpsForwardForgetsNothingTooEarly() {
        var ann = add("Ann");
        var wrong = new MovedClock();
        var ben = house.add("Ben", wrong, Household.FAST, Checkpoints.NONE);
        talk(ann, ben);
        ann.engine.setExpiry(ann.with(ben), DAY);
        ann.engine.send(ben.id(), "gone tomorrow");
        await("it is there", () -> ben.texts(ann.id()).contains("gone tomorrow"));

        wrong.advance(Duration.ofDays(3));
        ann.engine.send(ben.id(), "after the jump");

        await(
                "it is noticed",
                () -> ben.texts(ann.id()).containsAll(List.of("gone tomorrow", "after the jump")),
                () -> ben.texts(ann.id()) + " " + ben.engine.network());
        ben.restart();
        await("still", () -> ben.texts(ann.id()).containsAll(List.of("gone tomorrow", "after the jump")));
    }

    @Test
    void aMessageThatWouldBeGoneBeforeItCanBeSentIsGivenUpAndStays() {
        var ann = add("Ann");
        var ben = add("Ben");
        talk(ann, ben);
        ann.engine.setExpiry(ann.with(ben), DAY);
        await("it is out", () -> ann.engine.network().waiting() == 0);
        house.network().setOffline(true);
        await("Ann notices", () -> ann.engine.network().connection() instanceof Connection.Offline);
        var late = queued(ann.engine.send(ben.id(), "late"));

        clock.advance(Duration.ofHours(25));
        house.network().setOffline(false);

        await("it is given up", () -> delivery(ann, late).equals(new Delivery.Failed(FailReason.TOO_LATE)));
        clock.advance(Duration.ofDays(3));
        Household.pause(200);
        assertTrue(ann.texts(ben.id()).contains("> late"), "what was not sent has no time");
        ann.engine.retry(late);
        await("it arrives", () -> ben.texts(ann.id()).contains("late"));
        assertTrue(Duration.between(sentAt(ann, late), clock.instant()).toMinutes() < 2);
    }

    @Test
    void aMessageWhoseTimeWasOverBeforeItCameIsNeverShown() {
        var ben = add("Ben");
        var ann = AccountKeys.generate(new SecureRandom());
        var now = clock.millis();

        house.deliver(ben, ann, text("over", DAY), now - 86_400_000);
        house.deliver(ben, ann, text("over", DAY), now - 86_400_000);
        house.deliver(ben, ann, text("unread, so it has time", READ), now - 86_400_001);
        house.deliver(ben, ann, text("not over", DAY), now - 80_000_000);
        house.deliver(ben, ann, text("for ever", new Expiry(Mode.AFTER_SEND, 0xffff_ffffL)), Long.MAX_VALUE);
        house.deliver(ben, ann, text("from before time", DAY), -5);

        await(
                "all is read",
                () -> ben.texts(ann.id()).size() == 4,
                () -> ben.texts(ann.id()).toString());
        Household.pause(200);
        assertEquals(
                List.of("unread, so it has time", "not over", "for ever", "from before time"), ben.texts(ann.id()));
    }

    @Test
    void notesDisappearOnlyAfterSendingAndOnlyPeopleWhoAgreedHaveASetting() throws Exception {
        var ann = add("Ann");
        var ben = add("Ben");
        ann.engine.send(ann.id(), "note");
        ben.engine.send(ann.id(), "hello");
        await("Ben asks", () -> ann.engine.requests().size() == 1);
        var notes = ann.engine.conversationWith(ann.id()).orElseThrow();

        assertFalse(ann.engine.setExpiry(notes, READ));
        assertFalse(ann.engine.setExpiry(ann.with(ben), DAY), "a request");
        assertFalse(ann.engine.setExpiry(new ConversationId("0000000000000000"), DAY));
        assertTrue(ann.engine.setExpiry(notes, DAY));
        ann.engine.send(ann.id(), "short note");
        await("it is out", () -> ann.engine.network().waiting() == 0);
        var laptop = second(ann);

        await("it is there", () -> laptop.texts(ann.id()).contains("> short note"));
        await("the setting, too", () -> setting(laptop, ann).equals(DAY));
        assertEquals(
                1,
                laptop.texts(ann.id()).stream()
                        .filter(text -> text.contains("timer"))
                        .count());
        clock.advance(Duration.ofHours(25));
        await("it is gone", () -> laptop.texts(ann.id()).equals(List.of("> note")));
        await("here, too", () -> ann.texts(ann.id()).equals(List.of("> note")));
    }

    @Test
    void theOtherPersonsChoiceIsNotOnesOwn() {
        var ann = add("Ann");
        var ben = add("Ben");
        talk(ann, ben);
        ann.engine.setExpiry(ann.with(ben), DAY);
        await("Ben is told", () -> ben.texts(ann.id()).contains("(timer AFTER_SEND 86400)"));

        ben.engine.send(ann.id(), "mine stays");
        await("it is there", () -> ann.texts(ben.id()).contains("mine stays"));
        assertTrue(view(ann, ben, "mine stays").disappearing().isEmpty());

        assertTrue(ben.engine.setExpiry(ben.with(ann), DAY), "follow");
        await("Ann is told", () -> ann.texts(ben.id()).contains("(timer AFTER_SEND 86400)"));
        assertEquals(
                1,
                ben.texts(ann.id()).stream()
                        .filter("> (timer AFTER_SEND 86400)"::equals)
                        .count());
        ben.engine.setExpiry(ben.with(ann), DAY);
        assertEquals(
                1,
                ben.texts(ann.id()).stream()
                        .filter("> (timer AFTER_SEND 86400)"::equals)
                        .count());
    }

    private Household.Member add(String name) {
        return house.add(name, clock, Household.FAST, Checkpoints.NONE);
    }

    private Household.Member second(Household.Member who) throws RecoveryPhraseException {
        return house.restore(who.name + "'s laptop", who, who.name, clock);
    }

    private static Expiry setting(Household.Member who, Household.Member other) {
        return who.engine.conversation(who.with(other)).orElseThrow().expiry();
    }

    private static MessageView view(Household.Member reader, Household.Member other, String text) {
        return reader.engine.message(reader.message(other, text)).orElseThrow();
    }

    private static Optional<Instant> runsUntil(Household.Member reader, Household.Member other) {
        return view(reader, other, "for your eyes").disappearing().flatMap(Disappearing::at);
    }

    private static void read(Household.Member reader, Household.Member other) {
        var with = reader.with(other);
        reader.engine.markRead(with, reader.messages(with).getLast().key());
    }

    private List<StoredMessage> inSwarm(Household.Member who) {
        var account = who.id().account();
        return house.network().swarmMembers(account).getFirst().mailbox(account);
    }

    private static boolean isNear(long ms, Instant other) {
        return Math.abs(ms - other.toEpochMilli()) < 10_000;
    }

    private static boolean isGone(List<String> texts) {
        return texts.stream().noneMatch(text -> text.contains("gone") || text.contains("timer"));
    }

    private static List<String> lastTwo(List<String> texts) {
        return texts.subList(texts.size() - 2, texts.size());
    }

    private static Content text(String body, Expiry expiry) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .setExpirationType(
                        expiry.mode() == Mode.AFTER_READ
                                ? Content.ExpirationType.DELETE_AFTER_READ
                                : Content.ExpirationType.DELETE_AFTER_SEND)
                .setExpirationTimer((int) expiry.seconds())
                .build();
    }
}
