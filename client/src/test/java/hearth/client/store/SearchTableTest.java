package hearth.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import hearth.client.search.Wanted;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.SessionId;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTableTest {

    private static final int EVERY = 1 << 20;

    @TempDir
    Path folder;

    private final byte[] rows = Seeds.bytes(Seeds.random(1), 32);
    private final byte[] index = Seeds.bytes(Seeds.random(2), 32);
    private final RandomGenerator random = Seeds.random(3);
    private AccountDatabase database;
    private Contact ann;
    private Contact ben;
    private long time = 1_700_000_000_000L;

    @BeforeEach
    void open() {
        database = reopened();
        ann = add(1);
        ben = add(2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsExactlyWhatATextHasWhateverCameAndWent() {
        Seeds.check(6, seeded -> {
            var texts = new HashMap<Long, String>();
            var contacts = List.of(ann, ben);
            for (var round = 0; round < 300; round++) {
                step(seeded, texts, contacts.get(seeded.nextInt(2)));
            }
            for (var i = 0; i < 40; i++) {
                var typed = text(seeded, 1 + seeded.nextInt(3));
                assertEquals(naive(texts, typed), found(typed), () -> "looking for " + typed);
            }
            database.update(tx -> {
                for (var contact : contacts) {
                    database.messages().removeAll(tx, contact, 0);
                }
            });
            assertEquals(0, count("search_words"));
            assertEquals(0, count("search_blocks"));
        });
    }

    private void step(RandomGenerator seeded, Map<Long, String> texts, Contact contact) {
        var all = new ArrayList<>(texts.keySet());
        switch (seeded.nextInt(10)) {
            case 0 -> {
                if (!all.isEmpty()) {
                    var gone = all.get(seeded.nextInt(all.size()));
                    texts.remove(gone);
                    database.update(tx -> database.messages().remove(tx, new MessageId(gone), 0));
                }
            }
            case 1 -> {
                if (!all.isEmpty()) {
                    var erased = all.get(seeded.nextInt(all.size()));
                    texts.remove(erased);
                    database.update(tx -> database.messages()
                            .erase(
                                    tx,
                                    database.messages()
                                            .find(tx, new MessageId(erased))
                                            .orElseThrow()));
                }
            }
            default -> {
                var text = text(seeded, 1 + seeded.nextInt(8));
                texts.put(say(contact, text).id().value(), text);
            }
        }
    }

    /** Few words, so that they meet; some begin alike, and one is in everything. */
    private static String text(RandomGenerator seeded, int words) {
        var some = List.of("the", "ant", "anthem", "anthology", "Änderung", "bee", "東京都", "cat", "ca", "x");
        var text = new StringBuilder();
        for (var i = 0; i < words; i++) {
            var most = 1 + seeded.nextInt(some.size());
            text.append(some.get(seeded.nextInt(most))).append(' ');
        }
        return text.toString().strip();
    }

    private static List<Long> naive(Map<Long, String> texts, String typed) {
        var wanted = Wanted.typed(typed);
        return texts.entrySet().stream()
                .filter(text -> wanted.isIn(text.getValue()))
                .map(Map.Entry::getKey)
                .sorted((one, other) -> Long.compare(other, one))
                .toList();
    }

    private List<Long> found(String typed) {
        var wanted = Wanted.typed(typed);
        return database.read(tx -> {
            var all = new ArrayList<Long>();
            for (var posting :
                    database.search().find(tx, wanted, _ -> true, EVERY, EVERY).postings()) {
                var message = database.messages().find(tx, new MessageId(posting.message()));
                // Characters that must stand together are compared with the text itself.
                if (wanted.isIn(message.orElseThrow().text())) {
                    all.add(posting.message());
                }
            }
            return all;
        });
    }

    @Test
    void aWordInThousandsOfMessagesIsFoundPageByPageInOrder() {
        for (var i = 0; i < 3_000; i++) {
            say(i % 3 == 0 ? ann : ben, "common " + (i % 1_000 == 7 ? "rare" : "other"));
        }
        var pages = new ArrayList<Long>();

        var from = Optional.of(Long.MAX_VALUE);
        while (from.isPresent()) {
            var start = from.get();
            var found = database.read(tx -> database.search()
                    .find(tx, Wanted.typed("common "), posting -> posting.conversation() == ann.row(), start, 64));
            found.postings().forEach(posting -> pages.add(posting.message()));
            from = found.next();
        }

        assertEquals(1_000, pages.size());
        assertEquals(pages.stream().sorted((a, b) -> Long.compare(b, a)).toList(), pages);
        assertEquals(List.of(2_008L, 1_008L, 8L), found("rare common"));
    }

    @Test
    void anotherTimeOfSendingIsFoundByItsDay() {
        var waiting = say(ann, "hello");

        database.update(tx -> database.messages().setSentAt(tx, ann, waiting, time + 10 * 86_400_000L));

        var found = database.read(tx -> database.search()
                .find(tx, Wanted.typed("hello "), _ -> true, EVERY, EVERY)
                .postings());
        assertEquals(
                List.of((time + 10 * 86_400_000L) / 86_400_000L),
                found.stream().map(Posting::day).toList());
    }

    @Test
    void aDatabaseFromBeforeIsReadWhenItIsOpened() throws Exception {
        say(ann, "an old word");
        database.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("account.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM search_words");
            statement.executeUpdate("DELETE FROM search_blocks");
            statement.executeUpdate("DELETE FROM meta WHERE name LIKE 'search.%'");
        }

        database = reopened();

        assertEquals(1, found("old").size());
    }

    @Test
    void noWordStandsOnDisk() throws Exception {
        say(ann, "Zwetschgendatschi mit Streusel");
        database.close();

        var bytes = new String(Files.readAllBytes(folder.resolve("account.db")), StandardCharsets.ISO_8859_1);

        assertFalse(bytes.toLowerCase(java.util.Locale.ROOT).contains("zwetschgen"));
        assertFalse(bytes.contains("streusel"));
        database = reopened();
        assertEquals(1, found("zwetsch").size());
    }

    @Test
    void blocksKeepWhatTheyWereGiven() {
        Seeds.check(500, seeded -> {
            var postings = new ArrayList<Posting>();
            var row = 0L;
            for (var i = seeded.nextInt(200); i > 0; i--) {
                row += 1 + seeded.nextLong(1L << seeded.nextInt(1, 40));
                postings.add(new Posting(
                        row, seeded.nextLong(-100_000, 100_000), seeded.nextLong(1L << 40), seeded.nextBoolean()));
            }

            var bytes = PostingBlock.encode(postings);

            assertEquals(postings, PostingBlock.decode(bytes));
            assertEquals(0, bytes.length % 64);
        });
    }

    @Test
    void aTransactionThatFailsChangesNothing() {
        say(ann, "kept");
        try {
            database.update(tx -> {
                database.messages().add(tx, ann, message("lost"));
                throw new IllegalStateException("power");
            });
        } catch (IllegalStateException expected) {
            // As after a power cut.
        }

        assertTrue(found("lost").isEmpty());
        assertEquals(1, found("kept").size());
    }

    private int count(String table) {
        return database.read(tx -> (int) tx.number("SELECT count(*) FROM " + table));
    }

    private StoredMessage say(Contact contact, String text) {
        return database.write(
                tx -> database.messages().add(tx, contact, message(text)).orElseThrow());
    }

    private NewMessage message(String text) {
        time += 1_000;
        return NewMessage.outgoing(time, time, MessageState.SENT, BodyKind.TEXT, text, MessageFacts.NONE);
    }

    private Contact add(int digit) {
        var peer = new SessionId(
                SessionId.Kind.STANDARD, "05" + Integer.toString(digit).repeat(64));
        return database.write(tx -> database.conversations().add(tx, ConversationId.random(random), peer, false));
    }

    private AccountDatabase reopened() {
        var cipher = new RowCipher(SymmetricKey.of(rows), SymmetricKey.of(index), new SecureRandom());
        return AccountDatabase.open(folder, cipher, 1L << 30);
    }
}
