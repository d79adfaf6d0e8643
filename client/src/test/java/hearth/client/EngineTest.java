package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.Standing;
import hearth.client.network.PathView;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.id.SessionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a member can do, through the one public entry, on a network that works. */
class EngineTest extends HouseholdTest {

    @Test
    void m1ANewAccountNeedsNoNetworkAndHasAnIdAndThirteenWords() {
        house.network().setOffline(true);

        var ann = house.add("Ann");

        assertEquals(SessionId.Kind.STANDARD, ann.id().kind());
        assertEquals(13, ann.engine.recoveryWords().size());
        assertEquals(32, ann.engine.recoveryHex().length());
        assertEquals("Ann", ann.engine.displayName());
        assertTrue(ann.engine.restoration().isEmpty());
    }

    @Test
    void m2TheWordsBringTheSameAccountBackHoweverTheyAreTyped() throws Exception {
        var ann = house.add("Ann");
        var words = "  " + String.join("\n", ann.engine.recoveryWords()).toUpperCase(Locale.ROOT) + " ";
        ann.stop();
        var elsewhere = house.visitor("elsewhere");

        elsewhere.engine = Engine.restore(elsewhere.environment(), elsewhere.vault, words, "Ann again");

        assertEquals(ann.id(), elsewhere.id());
        assertEquals(List.of(elsewhere.engine.ref()), elsewhere.vault.accounts());
    }

    @Test
    void m2WrongWordsAreRefusedAndNothingIsKept() {
        var ann = house.add("Ann");
        var words = new ArrayList<>(ann.engine.recoveryWords());
        var elsewhere = house.visitor("elsewhere");

        var missing = assertThrows(
                RecoveryPhraseException.class,
                () -> Engine.restore(
                        elsewhere.environment(), elsewhere.vault, String.join(" ", words.subList(0, 12)), "Ann"));
        words.set(3, "qqqqqq");
        var unknown = assertThrows(
                RecoveryPhraseException.class,
                () -> Engine.restore(elsewhere.environment(), elsewhere.vault, String.join(" ", words), "Ann"));

        assertEquals(RecoveryPhraseException.Problem.NOT_ENOUGH_WORDS, missing.problem());
        assertEquals(RecoveryPhraseException.Problem.UNKNOWN_WORD, unknown.problem());
        assertEquals(List.of(), elsewhere.vault.accounts());
    }

    @Test
    void m3ARestoredAccountGetsWhatTheNetworkStillHasAndSaysWhatItDoesNotFetch() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("copies are out", () -> ann.engine.network().waiting() == 0);
        var words = String.join(" ", ann.engine.recoveryWords());
        var elsewhere = house.visitor("elsewhere");

        elsewhere.engine = Engine.restore(elsewhere.environment(), elsewhere.vault, words, "Ann");

        // The notice that Ben accepted is made by the box that sent the request.
        var expected = List.of("> hello Ben", "hello Ann");
        await(
                "messages are back",
                () -> elsewhere.texts(ben.id()).stream()
                        .filter(text -> !text.equals("(accepted)"))
                        .toList()
                        .equals(expected));
        assertEquals(1, elsewhere.engine.conversations().size());
        assertEquals(List.of(), elsewhere.engine.requests());
        assertEquals("Ben", elsewhere.engine.conversations().getFirst().title());
        await(
                "nothing is left to fetch",
                () -> !elsewhere.engine.restoration().orElseThrow().fetching());
        var restoration = elsewhere.engine.restoration().orElseThrow();
        assertEquals(1, restoration.contacts());
        assertTrue(restoration.settings() && restoration.fetched());
        assertTrue(restoration.missing().contains(Restoration.Missing.GROUPS));
    }

    @Test
    void m4AMessageSentFromAnotherDeviceAppearsHereOnceAsSent() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var laptop = house.visitor("laptop");
        laptop.engine =
                Engine.restore(laptop.environment(), laptop.vault, String.join(" ", ann.engine.recoveryWords()), "Ann");
        await("laptop is in step", () -> laptop.texts(ben.id()).size() >= 2);

        laptop.engine.send(ben.id(), "from the laptop");

        await("Ben has it", () -> ben.texts(ann.id()).contains("from the laptop"));
        await("the box has it", () -> ann.texts(ben.id()).contains("> from the laptop"));
        var copy = ann.messages(ann.with(ben)).getLast();
        assertEquals(new Delivery.Sent(Delivery.Copy.STORED), copy.delivery());
        Household.pause(500);
        assertEquals(
                1,
                ann.texts(ben.id()).stream().filter("> from the laptop"::equals).count());
    }

    @Test
    void m6AFirstMessageIsARequestUntilItIsAcceptedAndTheOtherSideIsTold() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");

        ann.engine.send(ben.id(), "hello Ben");

        await("the request is there", () -> ben.engine.requests().size() == 1);
        assertEquals(List.of(), ben.engine.conversations());
        var request = ben.engine.requests().getFirst();
        assertEquals("Ann", request.title());
        assertEquals(ann.id(), request.peer());
        assertEquals(Standing.REQUEST, request.standing());
        assertEquals(1, request.unread());
        assertEquals(
                Standing.AWAITING_REPLY, ann.engine.conversations().getFirst().standing());

        ben.engine.accept(request.id());

        assertEquals(List.of(), ben.engine.requests());
        assertEquals(Standing.MUTUAL, ben.engine.conversations().getFirst().standing());
        await("Ann knows", () -> ann.engine.conversations().getFirst().standing() == Standing.MUTUAL);
        assertEquals(List.of("> hello Ben", "(accepted)"), ann.texts(ben.id()));
        assertEquals("Ben", ann.engine.conversations().getFirst().title());
    }

    @Test
    void m6AnsweringARequestAcceptsIt() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");

        talk(ann, ben);

        assertEquals(List.of(), ben.engine.requests());
        assertEquals(List.of("> hello Ben", "(accepted)", "hello Ann"), ann.texts(ben.id()));
        assertEquals(List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()));
        assertEquals(Standing.MUTUAL, ann.engine.conversations().getFirst().standing());
    }

    @Test
    void m6ADeclinedRequestIsGoneAlsoAfterARestartAndMayComeAgain() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        ann.engine.send(ben.id(), "hello Ben");
        await("the request is there", () -> ben.engine.requests().size() == 1);

        ben.engine.decline(ben.engine.requests().getFirst().id());
        ben.restart();
        Household.pause(800); // Long enough for a second look at another node.

        assertEquals(List.of(), ben.engine.requests());
        assertTrue(ben.engine.conversationWith(ann.id()).isEmpty());
        ann.engine.send(ben.id(), "please");
        await("it came again", () -> ben.engine.requests().size() == 1);
        assertEquals(List.of("please"), ben.texts(ann.id()));
    }

    @Test
    void m6NothingOfABlockedPersonComesThroughAndNothingGoesToThem() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var cleo = house.add("Cleo");
        talk(ann, ben);
        ben.engine.block(ben.with(ann));

        ann.engine.send(ben.id(), "are you there?");
        cleo.engine.send(ben.id(), "later than Ann's");
        await("Cleo's is there", () -> ben.engine.requests().size() == 1);
        await("Ann's is out", () -> ann.engine.network().waiting() == 0);

        assertEquals(List.of("hello Ben", "> hello Ann"), ben.texts(ann.id()));
        assertEquals(
                new SendResult.NotAllowed(SendResult.NotAllowed.Why.BLOCKED), ben.engine.send(ben.with(ann), "no"));
        assertEquals(Standing.BLOCKED, ben.engine.blocked().getFirst().standing());

        ben.engine.unblock(ben.with(ann));
        ann.engine.send(ben.id(), "now?");
        await("it comes through again", () -> ben.texts(ann.id()).contains("now?"));
        assertEquals(List.of(), ben.engine.blocked());
    }

    @Test
    void m7ATextIsTrimmedAndTooLongOrEmptyOnesAreRefused() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var longest = "😀".repeat(2_000);

        assertInstanceOf(SendResult.Empty.class, ann.engine.send(ben.id(), " \n\t "));
        assertEquals(new SendResult.TooLong(2_001, 2_000), ann.engine.send(ben.id(), longest + "x"));
        assertTrue(ann.engine.conversations().isEmpty());
        assertInstanceOf(SendResult.Queued.class, ann.engine.send(ben.id(), "\n  " + longest + "  \n"));

        await("it arrives whole", () -> ben.texts(ann.id()).equals(List.of(longest)));
    }

    @Test
    void m7OnlyPeopleCanBeWrittenTo() {
        var ann = house.add("Ann");
        var group = SessionId.of(SessionId.Kind.GROUP, ann.id().publicKey());
        var nobody = SessionId.of(SessionId.Kind.STANDARD, new byte[32]);
        var refused = new SendResult.NotAllowed(SendResult.NotAllowed.Why.NOT_A_PERSON);

        assertEquals(refused, ann.engine.send(group, "hello"));
        assertEquals(refused, ann.engine.send(nobody, "hello"));
        assertTrue(ann.engine.conversations().isEmpty());
    }

    @Test
    void m7ASentMessageSaysSoAndItsCopyFollows() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");

        var queued = assertInstanceOf(SendResult.Queued.class, ann.engine.send(ben.id(), "hello"));

        await("it is sent", () -> delivery(ann, queued.message()).equals(new Delivery.Sent(Delivery.Copy.STORED)));
        assertEquals(0, ann.engine.network().waiting());
    }

    @Test
    void m21NotesToOneselfAreKeptOnceAndReachOtherDevices() throws Exception {
        var ann = house.add("Ann");
        var laptop = house.visitor("laptop");
        laptop.engine =
                Engine.restore(laptop.environment(), laptop.vault, String.join(" ", ann.engine.recoveryWords()), "Ann");

        ann.engine.send(ann.id(), "buy milk");

        await("the laptop has it", () -> laptop.texts(ann.id()).equals(List.of("> buy milk")));
        assertEquals(List.of("> buy milk"), ann.texts(ann.id()));
        assertEquals(Standing.SELF, ann.engine.conversations().getFirst().standing());
        assertEquals(0, ann.engine.conversations().getFirst().unread());
    }

    @Test
    void namesFollowTheNextMessageAndAreCutToSize() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        Household.pause(1_100); // Profiles are dated in seconds.
        ann.engine.setDisplayName("  Annabel  ");
        ann.engine.send(ben.id(), "new name");

        await("Ben sees it", () -> ben.engine.conversations().getFirst().title().equals("Annabel"));
        assertEquals("Annabel", ann.engine.displayName());
        assertThrows(IllegalArgumentException.class, () -> ann.engine.setDisplayName(" "));
        assertThrows(IllegalArgumentException.class, () -> ann.engine.setDisplayName("x".repeat(101)));
    }

    @Test
    void unreadCountsGoDownWhenReadAndNeverUpAgain() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        for (var i = 0; i < 5; i++) {
            ann.engine.send(ben.id(), "message " + i);
        }
        await("all are there", () -> ben.texts(ann.id()).size() == 7);
        var conversation = ben.with(ann);
        var messages = ben.messages(conversation);
        assertEquals(6, ben.engine.conversations().getFirst().unread());

        ben.engine.markRead(conversation, messages.get(4).key());
        assertEquals(2, ben.engine.conversations().getFirst().unread());
        assertEquals(
                Optional.of(messages.get(5).key()),
                ben.engine.conversation(conversation).orElseThrow().firstUnread());
        ben.engine.markRead(conversation, messages.get(1).key());
        assertEquals(2, ben.engine.conversations().getFirst().unread());

        ben.engine.markRead(conversation, new MessageKey(Long.MAX_VALUE));
        assertEquals(0, ben.engine.conversations().getFirst().unread());
        ann.engine.send(ben.id(), "one more");
        await(
                "a later message is unread all the same",
                () -> ben.engine.conversations().getFirst().unread() == 1);
    }

    @Test
    void historyAndStateSurviveARestart() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("copies are out", () -> ann.engine.network().waiting() == 0);
        var before = ann.messages(ann.with(ben));

        ann.restart();

        assertEquals(before, ann.messages(ann.with(ben)));
        assertEquals("Ann", ann.engine.displayName());
        ben.engine.send(ann.id(), "after the restart");
        await("it still works", () -> ann.texts(ben.id()).contains("after the restart"));
        Household.pause(400);
        assertEquals(before.size() + 1, ann.texts(ben.id()).size());
    }

    @Test
    void pagesOfALongConversationJoinWithoutGaps() {
        var ann = house.add("Ann");
        for (var i = 0; i < 120; i++) {
            ann.engine.send(ann.id(), "note " + i);
        }
        var conversation = ann.engine.conversationWith(ann.id()).orElseThrow();

        var seen = new ArrayList<String>();
        var before = Optional.<MessageKey>empty();
        var more = true;
        while (more) {
            var page = ann.engine.messages(conversation, before, 50);
            for (var i = page.messages().size() - 1; i >= 0; i--) {
                seen.add(page.messages().get(i).body().toString());
            }
            before = Optional.of(page.messages().getFirst().key());
            more = page.moreBefore();
        }

        assertEquals(120, seen.size());
        assertEquals(
                120,
                new HashSet<>(ann.messages(conversation).stream()
                                .map(message -> message.id())
                                .toList())
                        .size());
    }

    @Test
    void eventsTellEveryListenerWhereToLookAndOnesThatFailDisturbNobody() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        var events = new CopyOnWriteArrayList<EngineEvent>();
        var bad = ben.engine.subscribe(event -> {
            throw new IllegalStateException("on purpose");
        });
        var good = ben.engine.subscribe(events::add);

        ann.engine.send(ben.id(), "hello");

        await(
                "it is told",
                () -> events.stream()
                        .anyMatch(event -> event instanceof EngineEvent.MessageAdded added && added.received()));
        good.close();
        bad.close();
        var count = events.size();
        ann.engine.send(ben.id(), "again");
        await("it came", () -> ben.texts(ann.id()).size() == 2);
        assertEquals(count, events.size());
    }

    @Test
    void m34ThePathHasThreeDifferentNodesThatStayAndNoneKeepsOurMessages() {
        var ann = house.add("Ann");

        await("there is a path", () -> ann.engine.path() instanceof PathView.Working);

        var path = (PathView.Working) ann.engine.path();
        var hops = path.hops().stream().map(PathView.Hop::node).toList();
        assertEquals(3, Set.copyOf(hops).size());
        for (var member : house.network().swarmMembers(ann.id().account())) {
            assertFalse(hops.contains(member.id()));
        }
        assertEquals(
                Arrays.asList(PathView.Position.values()),
                path.hops().stream().map(PathView.Hop::position).toList());
        Household.pause(500);
        assertEquals(path, ann.engine.path());
    }

    @Test
    void noRequestEverPassesThroughASwarmThatKeepsTheMessagesInQuestion() {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        Household.pause(700);

        var trips = house.network().trips();

        assertTrue(trips.size() > 10);
        for (var trip : trips) {
            assertEquals(3, Set.copyOf(trip.path()).size());
            assertFalse(trip.path().contains(trip.destination()));
            trip.account()
                    .ifPresent(account -> house.network()
                            .swarmMembers(account)
                            .forEach(member -> assertFalse(trip.path().contains(member.id()))));
        }
        assertTrue(trips.stream().anyMatch(trip -> trip.method().equals("hearth_wait")));
        assertTrue(
                trips.stream().noneMatch(trip -> trip.method().equals("get_swarm")),
                "the list says who keeps what, nobody needs to be asked");
    }

    @Test
    void entryNodesStayTheSameOverRestarts() {
        var ann = house.add("Ann");
        var first = guards();

        ann.restart();
        house.network().forgetTrips();

        var later = guards();
        assertTrue(first.containsAll(later), first + " then " + later);
    }

    @Test
    void manyPagesMayLookAtAWaitingMessageAtOnce() throws Exception {
        house.network().setOffline(true);
        var ann = house.add("Ann");
        ann.engine.send(ann.id(), "a note that waits");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = Collections.nCopies(16, (Callable<Integer>) () -> {
                for (var i = 0; i < 200; i++) {
                    ann.engine.conversations();
                }
                return ann.engine.conversations().size();
            });
            for (var look : threads.invokeAll(looks, 60, TimeUnit.SECONDS)) {
                assertEquals(1, look.get());
            }
        }
    }

    @Test
    void closedMeansClosed() {
        var ann = house.add("Ann");

        var begin = System.nanoTime();
        ann.stop();

        assertTrue(System.nanoTime() - begin < 5_000_000_000L);
        assertThrows(IllegalStateException.class, () -> ann.engine.conversations());
        house.network().forgetTrips();
        Household.pause(300);
        assertEquals(List.of(), house.network().trips());
    }

    private Set<Object> guards() {
        await("some requests", () -> house.network().trips().size() > 12);
        var guards = new HashSet<>();
        house.network().trips().forEach(trip -> guards.add(trip.path().getFirst()));
        return guards;
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
}
