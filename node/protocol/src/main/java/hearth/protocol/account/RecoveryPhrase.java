package hearth.protocol.account;

import hearth.protocol.account.RecoveryPhraseException.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The words that stand for the seed of an account (message specification 2.3): three for each 4 bytes, and one of them
 * again as a checksum. Only the first three letters of a word count.
 */
public final class RecoveryPhrase {

    /** Words of a phrase for a 16-byte seed, the checksum included. */
    public static final int WORDS = 13;

    private static final int WORDS_PER_GROUP = 3;
    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");

    private RecoveryPhrase() {}

    /** The phrase for {@code seed}, words separated by one space. The seed has 16 bytes, or another multiple of 4. */
    public static String encode(byte[] seed) {
        if (seed.length == 0 || seed.length % Integer.BYTES != 0) {
            throw new IllegalArgumentException("Seed has " + seed.length + " bytes, it must have a multiple of 4");
        }
        var list = WordList.english();
        var n = list.size();
        var words = new ArrayList<String>();
        var groups = ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        while (groups.hasRemaining()) {
            var x = Integer.toUnsignedLong(groups.get());
            var first = x % n;
            var second = (x / n + first) % n;
            var third = (x / n / n + second) % n;
            words.add(list.word((int) first));
            words.add(list.word((int) second));
            words.add(list.word((int) third));
        }
        words.add(checksumWord(words));
        return String.join(" ", words);
    }

    /** The 16-byte seed of what a person typed: case, and whatever stands between the words, do not matter. */
    public static byte[] decode(String typed) throws RecoveryPhraseException {
        return decodeExact(normalise(typed));
    }

    /** Lower case, with one space for every run of anything but letters, and none at the ends. */
    public static String normalise(String typed) {
        return NOT_LETTERS
                .matcher(typed.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /**
     * The 16-byte seed of a phrase in the form that {@link #encode} gives: lower case, one space between words. A group
     * of words that stands for 2^32 or more counts modulo 2^32, as in the network's desktop client.
     */
    public static byte[] decodeExact(String phrase) throws RecoveryPhraseException {
        var words = List.of(phrase.split(" ", -1));
        if (words.size() < WORDS) {
            throw new RecoveryPhraseException(Problem.NOT_ENOUGH_WORDS);
        }
        if (words.size() > WORDS) {
            throw new RecoveryPhraseException(Problem.TOO_MANY_WORDS);
        }
        var data = words.subList(0, WORDS - 1);
        var indices = indices(data);
        if (!WordList.prefix(words.getLast()).equals(WordList.prefix(checksumWord(data)))) {
            throw new RecoveryPhraseException(Problem.WRONG_CHECKSUM);
        }
        return bytes(indices);
    }

    /** All words that a phrase can contain, in alphabetical order. */
    public static List<String> words() {
        return WordList.english().words();
    }

    private static int[] indices(List<String> words) throws RecoveryPhraseException {
        var indices = new int[words.size()];
        for (var i = 0; i < indices.length; i++) {
            var index = WordList.english().indexOf(words.get(i));
            if (index.isEmpty()) {
                throw RecoveryPhraseException.unknownWord(i + 1);
            }
            indices[i] = index.getAsInt();
        }
        return indices;
    }

    private static byte[] bytes(int[] indices) {
        var n = (long) WordList.english().size();
        var seed = ByteBuffer.allocate(indices.length / WORDS_PER_GROUP * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < indices.length; i += WORDS_PER_GROUP) {
            var first = indices[i];
            var second = indices[i + 1];
            var third = indices[i + 2];
            seed.putInt((int) (first + n * ((n - first + second) % n) + n * n * ((n - second + third) % n)));
        }
        return seed.array();
    }

    private static String checksumWord(List<String> words) {
        var crc = new CRC32();
        for (var word : words) {
            crc.update(WordList.prefix(word).getBytes(StandardCharsets.UTF_8));
        }
        return words.get((int) (crc.getValue() % words.size()));
    }
}
