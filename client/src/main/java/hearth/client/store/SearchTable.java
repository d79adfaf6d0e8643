package hearth.client.store;

import hearth.client.search.Wanted;
import hearth.client.search.Words;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which words stand in which messages. A word is a row named by a keyed hash; where it stands lies in encrypted blocks. So
 * the file tells how many words there are, which of some thousand groups of beginnings each belongs to, about how often it
 * occurs, and whoever copies the file twice sees which words changed in between; it tells no word and no message.
 *
 * <p>{@link MessageTable} calls this in the transaction that changes a message: what is forgotten there is not found here.
 */
public final class SearchTable {

    private static final String WORDS = "search_words";
    private static final String BLOCKS = "search_blocks";

    /** Words are told apart by their beginnings only so far. */
    private static final int STARTS = 1_024;

    /** Length of a word on disk is a multiple of this. */
    private static final int WORD_STEP = 16;

    /** A beginning stands for so many words at most, those of them that match first. */
    static final int WORDS_PER_BEGINNING = 128;

    /** One look reads at most so many blocks; the next one goes on from there. */
    private static final int BLOCKS_MAX = 3_000;

    /** Messages per transaction when an older database is read for the first time. */
    private static final int CHUNK = 1_000;

    private static final String DONE = "search.done";

    private final RowCipher cipher;

    SearchTable(RowCipher cipher) {
        this.cipher = cipher;
    }

    /** What a look found: newest rows first, and where the next look goes on, if there may be more. */
    public record Found(List<Posting> postings, Optional<Long> next) {}

    /**
     * Looks for messages that have all that is wanted.
     *
     * @param worth which of them are worth it
     * @param from  rows up to this one
     * @param limit at most so many
     */
    public Found find(Tx tx, Wanted wanted, Predicate<Posting> worth, long from, int limit) throws SQLException {
        return new Look(tx).find(wanted, worth, from, limit);
    }

    /** A message is there from now on. */
    void add(Tx tx, StoredMessage message) throws SQLException {
        addAll(tx, List.of(message));
    }

    /** Messages are there from now on, whose rows grow and come after all that were added before. */
    void addAll(Tx tx, List<StoredMessage> messages) throws SQLException {
        var byWord = new HashMap<String, List<Posting>>();
        for (var message : messages) {
            var posting = posting(message);
            for (var word : words(message)) {
                byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(posting);
            }
        }
        for (var word : byWord.entrySet()) {
            append(tx, word.getKey(), word.getValue());
        }
    }

    /** A message is sorted by another time from now on. */
    void move(Tx tx, StoredMessage message) throws SQLException {
        for (var word : words(message)) {
            edit(tx, word, Set.of(message.id().value()), Optional.of(posting(message)));
        }
    }

    /** Messages are not there any more. */
    void removeAll(Tx tx, List<StoredMessage> messages) throws SQLException {
        var byWord = new HashMap<String, Set<Long>>();
        for (var message : messages) {
            for (var word : words(message)) {
                byWord.computeIfAbsent(word, _ -> new HashSet<>())
                        .add(message.id().value());
            }
        }
        for (var word : byWord.entrySet()) {
            edit(tx, word.getKey(), word.getValue(), Optional.empty());
        }
    }

    /** Reads the messages of a database that is older than this table; does nothing later. */
    static void fill(AccountDatabase database) {
        if (database.read(tx -> database.meta().get(tx, DONE)).isPresent()) {
            return;
        }
        while (database.write(tx -> {
                    var last = database.meta()
                            .text(tx, DONE + ".up-to")
                            .map(Long::parseLong)
                            .orElse(0L);
                    var some = database.messages().inRows(tx, last, CHUNK);
                    database.search().addAll(tx, some);
                    if (some.isEmpty()) {
                        database.meta().putText(tx, DONE, "yes");
                    } else {
                        database.meta()
                                .putText(
                                        tx,
                                        DONE + ".up-to",
                                        Long.toString(some.getLast().id().value()));
                    }
                    return some.size();
                })
                > 0) {
            // There may be more.
        }
    }

    private static Posting posting(StoredMessage message) {
        return new Posting(
                message.id().value(),
                Math.floorDiv(message.orderAt(), 86_400_000L),
                message.conversation(),
                message.incoming());
    }

    private static Set<String> words(StoredMessage message) {
        var words = new HashSet<String>();
        if (!message.kind().isNotice()) {
            Words.of(message.text()).forEach(word -> words.add(word.folded()));
        }
        return words;
    }

    private void append(Tx tx, String word, List<Posting> postings) throws SQLException {
        var term = term(word);
        var last = block(tx, term, Long.MAX_VALUE);
        var number = last.map(TermPostings.Block::number).orElse(0L);
        var open = new ArrayList<>(last.map(TermPostings.Block::postings).orElse(List.of()));
        if (last.isEmpty()) {
            learn(tx, word, term);
        }
        for (var posting : postings) {
            // Looked at now and then only: how long a block is to a message does not matter.
            if (open.size() % 16 == 0 && PostingBlock.isFull(PostingBlock.encode(open))) {
                put(tx, term, number, open);
                open.clear();
                number++;
            }
            open.add(posting);
        }
        put(tx, term, number, open);
    }

    /** Replaces what is known of some rows; with nothing, it is forgotten. */
    private void edit(Tx tx, String word, Set<Long> rows, Optional<Posting> instead) throws SQLException {
        var term = term(word);
        var left = new TreeSet<>(rows);
        var blocks = new TermPostings(upTo -> block(tx, term, upTo));
        while (!left.isEmpty()) {
            var block = blocks.blockAt(left.last());
            if (block.isEmpty()) {
                break;
            }
            var kept = new ArrayList<Posting>();
            for (var posting : block.get().postings()) {
                if (left.contains(posting.message())) {
                    instead.ifPresent(kept::add);
                } else {
                    kept.add(posting);
                }
            }
            put(tx, term, block.get().number(), kept);
            left.tailSet(block.get().first()).clear();
        }
        if (block(tx, term, Long.MAX_VALUE).isEmpty()) {
            tx.update("DELETE FROM search_words WHERE start = ? AND term = ?", start(word), term);
        }
    }

    private void learn(Tx tx, String word, byte[] term) throws SQLException {
        var letters = word.getBytes(StandardCharsets.UTF_8);
        var padded = Arrays.copyOf(letters, (letters.length / WORD_STEP + 1) * WORD_STEP);
        tx.update(
                "INSERT INTO search_words (start, term, secret) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                start(word),
                term,
                cipher.seal(WORDS, term, padded));
    }

    private void put(Tx tx, byte[] term, long number, List<Posting> postings) throws SQLException {
        if (postings.isEmpty()) {
            tx.update("DELETE FROM search_blocks WHERE term = ? AND block = ?", term, number);
            return;
        }
        tx.update(
                "INSERT INTO search_blocks (term, block, secret) VALUES (?, ?, ?)"
                        + " ON CONFLICT (term, block) DO UPDATE SET secret = excluded.secret",
                term,
                number,
                cipher.seal(BLOCKS, blockKey(term, number), PostingBlock.encode(postings)));
    }

    private Optional<TermPostings.Block> block(Tx tx, byte[] term, long upTo) throws SQLException {
        return tx.first(
                row -> {
                    var number = row.getLong(1);
                    var plain = cipher.open(BLOCKS, blockKey(term, number), row.getBytes(2));
                    return new TermPostings.Block(number, PostingBlock.decode(plain));
                },
                "SELECT block, secret FROM search_blocks WHERE term = ? AND block <= ? ORDER BY block DESC LIMIT 1",
                term,
                upTo);
    }

    private static byte[] blockKey(byte[] term, long number) {
        return ByteBuffer.allocate(term.length + Long.BYTES)
                .put(term)
                .putLong(number)
                .array();
    }

    private byte[] term(String word) {
        return cipher.blind("word", word.getBytes(StandardCharsets.UTF_8));
    }

    /** The group of a word's beginning: one of {@value #STARTS}, so that many beginnings share one. */
    private int start(String word) {
        var beginning = Wanted.shortestBeginning(word).getBytes(StandardCharsets.UTF_8);
        var hash = cipher.blind("beginning of a word", beginning);
        return (((hash[0] & 0xff) << 8) | (hash[1] & 0xff)) % STARTS;
    }

    /** One look: what it read so far is counted, so that it ends. */
    private final class Look {

        private final Tx tx;
        private int blocks;

        Look(Tx tx) {
            this.tx = tx;
        }

        Found find(Wanted wanted, Predicate<Posting> worth, long from, int limit) throws SQLException {
            var all = new ArrayList<List<TermPostings>>();
            for (var word : wanted.words()) {
                all.add(List.of(postings(term(word))));
            }
            if (wanted.beginning().isPresent()) {
                all.add(beginning(wanted.beginning().get()));
            }
            var found = new ArrayList<Posting>();
            var row = from;
            while (!all.isEmpty()) {
                var next = common(all, row);
                if (next.isEmpty()) {
                    return new Found(found, Optional.empty());
                }
                row = next.get().message() - 1;
                if (worth.test(next.get())) {
                    found.add(next.get());
                }
                if (found.size() == limit || blocks > BLOCKS_MAX) {
                    return new Found(found, Optional.of(row));
                }
            }
            return new Found(found, Optional.empty());
        }

        /** The newest message up to {@code from} that has one word of every list. */
        private Optional<Posting> common(List<List<TermPostings>> all, long from) throws SQLException {
            var row = from;
            var agreed = 0;
            for (var i = 0; ; i = (i + 1) % all.size()) {
                var next = newest(all.get(i), row);
                if (next.isEmpty()) {
                    return next;
                }
                agreed = next.get().message() == row ? agreed + 1 : 1;
                row = next.get().message();
                if (agreed == all.size()) {
                    return next;
                }
            }
        }

        private Optional<Posting> newest(List<TermPostings> any, long row) throws SQLException {
            var newest = Optional.<Posting>empty();
            for (var postings : any) {
                var one = postings.upTo(row);
                if (one.isPresent()
                        && (newest.isEmpty()
                                || one.get().message() > newest.get().message())) {
                    newest = one;
                }
            }
            return newest;
        }

        private List<TermPostings> beginning(String letters) throws SQLException {
            var postings = new ArrayList<TermPostings>();
            for (var word : known(letters)) {
                postings.add(postings(term(word)));
            }
            return postings;
        }

        /** Words that are known and begin so; the word itself first. */
        private List<String> known(String letters) throws SQLException {
            var words = tx.list(
                    row -> {
                        var plain = cipher.open(WORDS, row.getBytes(1), row.getBytes(2));
                        var end = plain.length;
                        while (end > 0 && plain[end - 1] == 0) {
                            end--;
                        }
                        return new String(plain, 0, end, StandardCharsets.UTF_8);
                    },
                    "SELECT term, secret FROM search_words WHERE start = ?",
                    start(letters));
            return words.stream()
                    .filter(word -> word.startsWith(letters))
                    .sorted(Comparator.comparingInt(String::length))
                    .limit(WORDS_PER_BEGINNING)
                    .toList();
        }

        private TermPostings postings(byte[] term) throws SQLException {
            return new TermPostings(upTo -> {
                blocks++;
                return block(tx, term, upTo);
            });
        }
    }
}
