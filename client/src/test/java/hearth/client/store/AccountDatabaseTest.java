package hearth.client.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.sqlite.StoreException;
import hearth.testkit.Seeds;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountDatabaseTest {

    private static final SessionId ANN = person(1);
    private static final SessionId BEN = person(2);

    @TempDir
    Path folder;

    private final RandomGenerator random = Seeds.random(1);
    private final byte[] rows = Seeds.bytes(random, 32);
    private final byte[] index = Seeds.bytes(random, 32);
    private AccountDatabase database;

    @BeforeEach
    void open() {
        database = reopened(1L << 30);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void conversationsAreFoundByIdAndByPersonAlsoAfterReopening() {
        var ann = add(ANN);
        database.update(tx -> database.conversations()
                .save(tx, ann.with(true, false, false).withProfile("Ann", Optional.empty(), 7)));

        database.close();
        database = reopened(1L << 30);

        var found = database.read(tx -> database.conversations().find(tx, ANN)).orElseThrow();
        assertEquals("Ann", found.title());
        assertEquals(7, found.profileUpdated());
        assertTrue(found.approved());
        assertEquals(
                Optional.of(found), database.read(tx -> database.conversations().find(tx, ann.id())));
        assertTrue(database.read(tx -> database.conversations().find(tx, BEN)).isEmpty());
    }

    @Test
    void aMessageOfTheSameAuthorAndTimeIsTakenOnce() {
        var ann = add(ANN);

        assertTrue(say(ann, true, 100, "one").isPresent());
        assertTrue(say(ann, true, 100, "again").isEmpty());
        assertTrue(say(ann, false, 100, "mine at the same time").isPresent());
        assertTrue(say(add(BEN), true, 100, "another person").isPresent());
    }

    @Test
    void aRemovedMessageDoesNotComeBackUntilItsTombstoneIsForgotten() {
        var ann = add(ANN);
        var message = say(ann, true, 100, "gone").orElseThrow();

        database.update(tx -> database.messages().remove(tx, message.id(), 10));
        assertTrue(say(ann, true, 100, "gone").isEmpty());

        database.update(tx -> database.seen().forget(tx, 10 * 86_400_000L));
        assertTrue(say(ann, true, 100, "gone").isEmpty());
        database.update(tx -> database.seen().forget(tx, 11 * 86_400_000L));
        assertTrue(say(ann, true, 100, "gone").isPresent());
    }

    @Test
    void whatWasSaidLastAboutAnEmojiCountsInWhateverOrderItComes() {
        var message = say(add(ANN), true, 100, "look").orElseThrow().id();

        assertFalse(react(message, "\u2764", false, 30));
        assertFalse(react(message, "\u2764", true, 20));
        assertFalse(has(message, "\u2764"));
        assertTrue(react(message, "\u2764", true, 40));
        assertFalse(react(message, "\u2764", true, 50));
        assertFalse(react(message, "\u2764", false, 45));
        assertTrue(has(message, "\u2764"));
        assertTrue(react(message, "\u2764", false, 50));
        assertFalse(has(message, "\u2764"));
    }

    @Test
    void nobodyPutsMoreEmojisToAMessageThanThereIsRoom() {
        var message = say(add(ANN), true, 100, "look").orElseThrow().id();
        for (var i = 0; i < ReactionTable.EACH_MAX; i++) {
            assertTrue(react(message, "a" + i, true, i));
        }

        assertFalse(react(message, "one more", true, 100));
        assertTrue(react(message, "a0", false, 101));
        assertTrue(react(message, "one more", true, 102));
    }

    private boolean react(MessageId message, String emoji, boolean there, long saidMs) {
        return database.write(tx -> database.reactions().set(tx, message, true, emoji, there, saidMs));
    }

    private boolean has(MessageId message, String emoji) {
        return database.read(tx -> database.reactions().has(tx, message, true, emoji));
    }

    @Test
    void aDeclinedConversationTakesItsMessagesAlongAndTheyStayGone() {
        var ann = add(ANN);
        say(ann, true, 100, "hello");

        database.update(tx -> {
            database.messages().removeAll(tx, ann, 10);
            database.conversations().remove(tx, ann);
        });

        assertTrue(database.read(tx -> database.conversations().find(tx, ANN)).isEmpty());
        assertTrue(say(add(ANN), true, 100, "hello").isEmpty());
    }

    @Test
    void pagesGoBackFromTheNewestWithoutGapsOrRepeats() {
        var ann = add(ANN);
        for (var i = 0; i < 25; i++) {
            say(ann, i % 2 == 0, i * 10L, "m" + i);
        }

        var texts = new ArrayList<String>();
        var before = Long.MAX_VALUE;
        while (true) {
            var mark = before;
            var page = database.read(tx -> database.messages().page(tx, ann, mark, 10));
            if (page.isEmpty()) {
                break;
            }
            for (var i = page.size() - 1; i >= 0; i--) {
                texts.add(page.get(i).text());
            }
            before = page.getFirst().rank();
        }

        assertEquals(25, texts.size());
        for (var i = 0; i < 25; i++) {
            assertEquals("m" + (24 - i), texts.get(i));
        }
    }

    @Test
    void messagesAreOrderedByTimeHoweverTheyArriveAndTheReadMarkStaysWithItsMessage() {
        Seeds.check(3, chance -> {
            var peer = person(chance.nextInt(1_000_000));
            var contact = add(peer);
            // Always the same narrow place, so that ranks run out and are given anew.
            say(contact, true, 0, "first");
            var marked = say(contact, true, 1_000_000, "last").orElseThrow();
            database.update(tx -> database.conversations().markRead(tx, contact, marked.rank()));
            // In one transaction: the disk is not what this is about.
            database.update(tx -> {
                for (var i = 0; i < 100; i++) {
                    var time = 10_000 - i * 3L - chance.nextInt(3);
                    assertTrue(database.messages()
                            .add(tx, contact, said(true, time, "m"))
                            .isPresent());
                }
            });

            var now = database.read(tx -> database.conversations().find(tx, contact.row()))
                    .orElseThrow();
            var all = database.read(tx -> database.messages().page(tx, now, Long.MAX_VALUE, 200));

            assertEquals(102, all.size());
            for (var i = 1; i < all.size(); i++) {
                assertTrue(all.get(i - 1).sentAt() <= all.get(i).sentAt());
            }
            assertEquals(all.getLast().rank(), now.readRank());
            assertEquals(0, (int) database.read(tx -> database.messages().unread(tx, now)));
        });
    }

    @Test
    void aMessageWhoseTimeIsCorrectedMovesToWhereItBelongs() {
        var ann = add(ANN);
        say(ann, true, 100, "one");
        var early = say(ann, false, 50, "written by a clock that was late").orElseThrow();
        say(ann, true, 300, "three");

        database.update(tx -> database.messages().setSentAt(tx, ann, early, 200));

        assertEquals(
                List.of(100L, 200L, 300L),
                database.read(tx -> database.messages().page(tx, ann, Long.MAX_VALUE, 10)).stream()
                        .map(StoredMessage::sentAt)
                        .toList());
        assertTrue(say(ann, false, 50, "its old time is free").isPresent());
        assertTrue(say(ann, false, 200, "its new one is taken").isEmpty());
    }

    @Test
    void unreadCountsReceivedMessagesAfterTheMarkAndTheMarkNeverMovesBack() {
        var ann = add(ANN);
        var first = say(ann, true, 1, "a").orElseThrow();
        say(ann, false, 2, "mine");
        var second = say(ann, true, 3, "b").orElseThrow();

        assertEquals(2, (int) database.read(tx -> database.messages().unread(tx, ann)));

        database.update(tx -> assertTrue(database.conversations().markRead(tx, ann, second.rank())));
        database.update(tx -> assertFalse(database.conversations().markRead(tx, ann, first.rank())));

        var now = database.read(tx -> database.conversations().find(tx, ANN)).orElseThrow();
        assertEquals(second.rank(), now.readRank());
        assertEquals(0, (int) database.read(tx -> database.messages().unread(tx, now)));
        assertTrue(database.read(tx -> database.messages().firstUnread(tx, now)).isEmpty());
    }

    @Test
    void outboxLanesAreTheConversationsAndTheCopiesOfEach() {
        var ann = add(ANN);
        var ben = add(BEN);
        var first = queue(ann, OutboxItem.Kind.MESSAGE);
        var second = queue(ann, OutboxItem.Kind.MESSAGE);
        var copy = queue(ann, OutboxItem.Kind.COPY);
        var other = queue(ben, OutboxItem.Kind.RESPONSE);

        assertEquals(List.of(first, copy, other), heads());

        database.update(tx -> database.outbox().fail(tx, first));
        assertEquals(List.of(second, copy, other), heads());

        database.update(tx -> database.outbox().revive(tx, first));
        assertEquals(List.of(first, copy, other), heads());

        database.update(tx -> assertTrue(database.outbox().remove(tx, first)));
        database.update(tx -> assertFalse(database.outbox().remove(tx, first)));
        assertEquals(List.of(second, copy, other), heads());
    }

    @Test
    void outboxItemsComeBackWithExactlyTheirBytes() {
        var ann = add(ANN);
        var id = queue(ann, OutboxItem.Kind.MESSAGE);
        var sealed = Seeds.bytes(random, 500);

        database.update(tx -> database.outbox()
                .save(tx, database.outbox().find(tx, id).orElseThrow().sealed(5, new byte[] {1}, sealed)));
        database.close();
        database = reopened(1L << 30);

        var item = database.read(tx -> database.outbox().find(tx, id)).orElseThrow();
        assertArrayEquals(sealed, item.sealed());
        assertArrayEquals(new byte[] {1}, item.content());
        assertEquals(5, item.sentAt());
        assertEquals(ANN, item.to());
    }

    @Test
    void hashesAreRememberedOnceAndCursorsPerNodeUntilTheyExpire() {
        var hash = MessageHash.of(ANN.account(), Namespace.DIRECT, new byte[] {1});
        var node = NodeId.of(Seeds.bytes(random, 32));
        var otherNode = NodeId.of(Seeds.bytes(random, 32));

        database.update(tx -> {
            assertTrue(database.seen().remember(tx, hash, 5));
            assertFalse(database.seen().remember(tx, hash, 5));
            database.seen().setCursor(tx, node, Namespace.DIRECT, hash, 1_000);
        });

        assertEquals(Optional.of(hash), database.read(tx -> database.seen().cursor(tx, node, Namespace.DIRECT, 999)));
        assertTrue(database.read(tx -> database.seen().cursor(tx, node, Namespace.DIRECT, 1_000))
                .isEmpty());
        assertTrue(database.read(tx -> database.seen().cursor(tx, otherNode, Namespace.DIRECT, 0))
                .isEmpty());
        assertTrue(database.read(tx -> database.seen().cursor(tx, node, new Namespace(2), 0))
                .isEmpty());
    }

    @Test
    void nothingSecretStandsInTheFile() throws Exception {
        var ann = add(ANN);
        database.update(
                tx -> database.conversations().save(tx, ann.withProfile("Annabel-the-name", Optional.empty(), 1)));
        say(ann, true, 1_700_000_000_123L, "the-secret-words");
        database.update(tx -> database.meta().putText(tx, "display-name", "Cleo-the-name"));
        database.close();

        var file = new String(Files.readAllBytes(folder.resolve("account.db")), StandardCharsets.ISO_8859_1);
        database = reopened(1L << 30);

        assertFalse(file.contains("the-secret-words"));
        assertFalse(file.contains("Annabel"));
        assertFalse(file.contains("Cleo"));
        assertFalse(file.contains(ANN.hex()));
        assertFalse(file.contains(new String(ANN.publicKey(), StandardCharsets.ISO_8859_1)));
        assertFalse(file.contains(new String(RowCipher.bytes(1_700_000_000_123L), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aValueMovedToAnotherRowIsNoticed() throws Exception {
        var ann = add(ANN);
        var one = say(ann, true, 1, "one").orElseThrow();
        var two = say(ann, true, 2, "two").orElseThrow();
        database.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("account.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE messages SET secret = (SELECT secret FROM messages WHERE id = " + one.id()
                    + ") WHERE id = " + two.id());
        }
        database = reopened(1L << 30);

        var failure = assertThrows(
                StoreException.class,
                () -> database.read(tx -> database.messages().find(tx, two.id())));
        assertEquals(StoreException.Problem.CORRUPT, failure.problem());
        assertTrue(database.read(tx -> database.messages().find(tx, one.id())).isPresent());
    }

    @Test
    void earlyEmojisWaitInTheirOrderNotInAnyNumberAndNotForEver() {
        database.update(tx -> {
            for (var i = 0; i <= EarlyReactionTable.EACH_MAX; i++) {
                wait(tx, ANN, i, false, 100);
            }
            wait(tx, ANN, 7, true, 100);
            wait(tx, BEN, 7, false, 99);
        });

        assertEquals(List.of(), taken(ANN, 0), "the oldest gave way");
        assertEquals(List.of(early(false, 1)), taken(ANN, 1));
        assertEquals(List.of(early(false, 7), early(true, 7)), taken(ANN, 7), "each has places of their own");
        assertEquals(List.of(), taken(ANN, 7), "taken once");
        database.update(tx -> database.seen().forget(tx, 100 * 86_400_000L));
        assertEquals(List.of(), taken(BEN, 7), "its day has come");
        assertEquals(List.of(early(false, 8)), taken(ANN, 8));
    }

    private void wait(Tx tx, SessionId peer, long sentAt, boolean mine, long untilDay) throws SQLException {
        database.earlyReactions().add(tx, peer, true, sentAt, early(mine, sentAt), untilDay);
    }

    private List<EarlyReactionTable.Early> taken(SessionId peer, long sentAt) {
        return database.write(tx -> database.earlyReactions().take(tx, peer, true, sentAt));
    }

    private static EarlyReactionTable.Early early(boolean mine, long sentAt) {
        return new EarlyReactionTable.Early(mine, "👍", true, sentAt + 1_000);
    }

    @Test
    void anotherKeyOpensNothing() {
        add(ANN);
        database.close();
        rows[0] ^= 1;

        var failure = assertThrows(StoreException.class, () -> reopened(1L << 30));

        assertEquals(StoreException.Problem.CORRUPT, failure.problem());
    }

    @Test
    void aFullDatabaseSaysSoAndKeepsWhatItHas() {
        database.close();
        database = reopened(200_000);
        var ann = add(ANN);
        say(ann, true, 1, "kept");
        var failure = assertThrows(StoreException.class, () -> {
            for (var i = 0; i < 1_000; i++) {
                say(ann, true, 10 + i, "x".repeat(2_000));
            }
        });

        assertTrue(failure.isFull());
        assertEquals(
                "kept",
                database.read(tx -> database.messages().page(tx, ann, Long.MAX_VALUE, 1_000))
                        .getFirst()
                        .text());
    }

    @Test
    void manyAccountsThatWriteWithoutAPauseLetOthersHaveTheirTurn() throws Exception {
        var busy = new ArrayList<AccountDatabase>();
        var threads = new ArrayList<Thread>();
        var enough = new AtomicBoolean();
        var turn = new CountDownLatch(1);
        var places = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class)
                .getParallelism();
        try {
            for (var i = 0; i < places; i++) {
                var writer = opened(Files.createDirectory(folder.resolve("account " + i)), 1L << 30);
                busy.add(writer);
                threads.add(Thread.startVirtualThread(() -> {
                    while (!enough.get()) {
                        writer.update(_ -> {});
                    }
                }));
            }
            threads.add(Thread.startVirtualThread(turn::countDown));

            assertTrue(turn.await(30, TimeUnit.SECONDS));
        } finally {
            enough.set(true);
            for (var thread : threads) {
                thread.join();
            }
            busy.forEach(AccountDatabase::close);
        }
    }

    private AccountDatabase reopened(long bytesMax) {
        return opened(folder, bytesMax);
    }

    private AccountDatabase opened(Path folder, long bytesMax) {
        return AccountDatabase.open(
                folder, new RowCipher(SymmetricKey.of(rows), SymmetricKey.of(index), new SecureRandom()), bytesMax);
    }

    private Contact add(SessionId peer) {
        return database.write(tx -> database.conversations().add(tx, ConversationId.random(random), peer, false));
    }

    private Optional<StoredMessage> say(Contact contact, boolean incoming, long time, String text) {
        return database.write(tx -> database.messages().add(tx, contact, said(incoming, time, text)));
    }

    private static NewMessage said(boolean incoming, long time, String text) {
        return new NewMessage(
                incoming, time, time, MessageState.RECEIVED, BodyKind.TEXT, text, MessageFacts.NONE, new byte[0]);
    }

    private long queue(Contact contact, OutboxItem.Kind kind) {
        return database.write(tx -> database.outbox()
                        .add(
                                tx,
                                new OutboxItem(
                                        0,
                                        contact.row(),
                                        Optional.<MessageId>empty(),
                                        kind,
                                        contact.peer(),
                                        1,
                                        new byte[] {9},
                                        new byte[0])))
                .id();
    }

    private List<Long> heads() {
        return database.read(tx -> database.outbox().heads(tx)).stream()
                .map(OutboxItem::id)
                .toList();
    }

    private static SessionId person(int number) {
        var key = new byte[32];
        Arrays.fill(key, (byte) 0x5a);
        System.arraycopy(RowCipher.bytes(number), 0, key, 0, 8);
        return SessionId.of(SessionId.Kind.STANDARD, key);
    }
}
