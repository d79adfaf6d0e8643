package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.search.SearchQuery;
import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.MessageFacts;
import hearth.client.store.MessageState;
import hearth.client.store.NewMessage;
import hearth.protocol.id.SessionId;
import hearth.testkit.Seeds;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Measures how long a search takes, and how long it takes to open a chat: {@code SearchCost [messages] [rounds]}. Words are
 * as frequent as in a language (the n-th most frequent one 1/n as often as the first, of 200 000), messages have 1 to 20 of
 * them, and lie in 100 chats, the n-th of which has 1/n as many as the first.
 */
final class SearchCost {

    private static final int CHATS = 100;
    private static final int WORDS = 200_000;
    private static final int PER_TRANSACTION = 2_000;
    private static final long BEGIN_MS = 1_600_000_000_000L;

    private final RandomGenerator random = Seeds.random(1);
    private final String[] words = new String[WORDS];
    private final List<String> some = new ArrayList<>();

    private SearchCost() {
        for (var i = 0; i < WORDS; i++) {
            words[i] = word(i);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        new SearchCost().run(messages, rounds);
    }

    private void run(int messages, int rounds) throws Exception {
        var folder = Files.createTempDirectory("hearth-search");
        var house = Household.of(folder, 1, 12, 2);
        house.network().setOffline(true);
        var visitor = house.visitor("reader");
        var engine = Engine.create(visitor.environment(), visitor.vault, "Reader");
        var ref = engine.ref();
        engine.close();
        var begin = System.nanoTime();
        var database = Engine.database(visitor.environment(), visitor.vault, ref);
        var contacts = new ArrayList<Contact>();
        for (var i = 0; i < CHATS; i++) {
            var peer = new SessionId(SessionId.Kind.STANDARD, String.format(Locale.ROOT, "05%064x", i + 1));
            contacts.add(database.write(tx -> {
                var contact = database.conversations().add(tx, ConversationId.random(random), peer, false);
                database.conversations().save(tx, contact.with(true, true, false));
                return contact;
            }));
        }
        for (var from = 0; from < messages; from += PER_TRANSACTION) {
            var first = from;
            database.update(tx -> {
                for (var i = first; i < Math.min(messages, first + PER_TRANSACTION); i++) {
                    var sentAt = BEGIN_MS + i * 100_000L;
                    var text = text();
                    if (random.nextInt(1_000) == 0) {
                        some.add(text);
                    }
                    var contact = contacts.get(zipf(CHATS));
                    var incoming = random.nextBoolean();
                    database.messages()
                            .add(
                                    tx,
                                    contact,
                                    new NewMessage(
                                            incoming,
                                            sentAt,
                                            sentAt,
                                            incoming ? MessageState.RECEIVED : MessageState.SENT,
                                            BodyKind.TEXT,
                                            text,
                                            MessageFacts.NONE,
                                            new byte[0]));
                }
                for (var contact : contacts) {
                    database.conversations()
                            .markRead(tx, contact, database.messages().lastRankUpTo(tx, contact, Long.MAX_VALUE));
                }
            });
        }
        database.close();
        var file = visitor.vault.folder(ref).resolve("account.db");
        System.out.printf(
                "%d messages in %d s, %d MiB%n",
                messages, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), Files.size(file) >> 20);
        engine = Engine.open(visitor.environment(), visitor.vault, ref);
        var chat = engine.conversationWith(contacts.get(9).peer()).orElseThrow();
        var large = engine.conversationWith(contacts.getFirst().peer()).orElseThrow();
        var searching = engine;
        var all = new ArrayList<Long>();
        all.addAll(measure("one word", rounds, searching, text -> SearchQuery.of(pick(text, 1) + ' ')));
        all.addAll(measure("two words", rounds, searching, text -> SearchQuery.of(pick(text, 2) + ' ')));
        all.addAll(measure("three words", rounds, searching, text -> SearchQuery.of(pick(text, 3) + ' ')));
        all.addAll(measure("three letters", rounds, searching, text -> SearchQuery.of(beginning(text, 3))));
        all.addAll(measure("two letters", rounds, searching, text -> SearchQuery.of(beginning(text, 2))));
        all.addAll(measure(
                "word and letters",
                rounds,
                searching,
                text -> SearchQuery.of(pick(text, 1) + ' ' + beginning(text, 3))));
        all.addAll(measure(
                "one word, one chat",
                rounds,
                searching,
                text -> SearchQuery.of(pick(text, 1) + ' ').withIn(chat)));
        all.addAll(measure("one word, an old week", rounds, searching, text -> {
            var week = Instant.ofEpochMilli(BEGIN_MS + messages * 20_000L);
            return SearchQuery.of(pick(text, 1) + ' ')
                    .withTimes(Optional.of(week), Optional.of(week.plus(Duration.ofDays(7))));
        }));
        print("all", all);
        var opening = new ArrayList<Long>();
        for (var i = 0; i < rounds; i++) {
            var start = System.nanoTime();
            searching.conversation(large);
            searching.messages(large, Optional.empty(), 50);
            opening.add(System.nanoTime() - start);
        }
        print("opening the largest chat, 50 messages", opening);
        engine.close();
        house.close();
    }

    private List<Long> measure(String name, int rounds, Engine engine, Function<String, SearchQuery> query) {
        var times = new ArrayList<Long>();
        for (var i = 0; i < rounds + rounds / 5; i++) {
            var asked = query.apply(some.get(random.nextInt(some.size())));
            var start = System.nanoTime();
            engine.search(asked);
            if (i >= rounds / 5) {
                times.add(System.nanoTime() - start);
            }
        }
        print(name, times);
        return times;
    }

    private static void print(String name, List<Long> times) {
        var sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-40s p50 %6.1f  p95 %6.1f  max %6.1f ms%n",
                name,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private String text() {
        var text = new StringBuilder();
        for (var i = 1 + random.nextInt(20); i > 0; i--) {
            text.append(words[zipf(WORDS)]).append(' ');
        }
        return text.toString().strip();
    }

    /** Of so many the n-th most frequent: 1/n as often as the first. */
    private int zipf(int count) {
        return (int) Math.min(count - 1, Math.exp(random.nextDouble() * Math.log(count + 1)) - 1);
    }

    private static String word(int number) {
        var syllables = "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no sa se si so ta te"
                .split(" ", -1);
        var word = new StringBuilder();
        for (var rest = number + 1; rest > 0; rest /= syllables.length) {
            word.append(syllables[rest % syllables.length]);
        }
        return word.append(syllables[number % 7]).toString();
    }

    private String pick(String text, int count) {
        var all = text.split(" ", -1);
        var picked = new StringBuilder(all[random.nextInt(all.length)]);
        for (var i = 1; i < count; i++) {
            picked.append(' ').append(all[random.nextInt(all.length)]);
        }
        return picked.toString();
    }

    private String beginning(String text, int letters) {
        var word = pick(text, 1);
        return word.substring(0, Math.min(letters, word.length()));
    }
}
